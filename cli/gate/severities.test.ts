import { fails, SeverityMap } from "./severities";

describe("the severities of Checkov's checks", () => {
  const severities = SeverityMap.parse(
    "# Judged by us.\n\nCKV_AWS_24: CRITICAL # SSH\nCKV2_AWS_6: MEDIUM\nCKV_AWS_50: LOW\r\n",
    "severities.yaml",
  );

  it("are read from lines, with or without a comment", () => {
    expect(severities.of("CKV_AWS_24", null)).toEqual({ severity: "CRITICAL", unmapped: false });
    expect(severities.of("CKV2_AWS_6", null)).toEqual({ severity: "MEDIUM", unmapped: false });
    expect(severities.of("CKV_AWS_50", null)).toEqual({ severity: "LOW", unmapped: false });
  });

  it("count as HIGH, and as unmapped, for a check that nobody has judged", () => {
    expect(severities.of("CKV_AWS_999", null)).toEqual({ severity: "HIGH", unmapped: true });
  });

  it("are what a policy of ours says of itself", () => {
    expect(severities.of("CKV2_PB_SEC31", "LOW")).toEqual({ severity: "LOW", unmapped: false });
  });

  it("count as HIGH when a policy says of itself what is no severity", () => {
    expect(severities.of("CKV2_PB_SEC31", "NONE")).toEqual({ severity: "HIGH", unmapped: true });
  });

  it("fail the gate from HIGH up", () => {
    expect((["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const).map(fails)).toEqual([true, true, false, false]);
  });

  it.each([
    ["an unknown severity", "CKV_AWS_1: SEVERE"],
    ["lower case", "CKV_AWS_1: high"],
    ["no severity", "CKV_AWS_1:"],
    ["another tool's id", "AVD-AWS-0107: HIGH"],
    ["an indented line", "  CKV_AWS_1: HIGH"],
    ["more than one severity", "CKV_AWS_1: HIGH LOW"],
  ])("refuse %s, and say where", (_, line) => {
    expect(() => SeverityMap.parse(`# head\n${line}\n`, "severities.yaml")).toThrow(
      `severities.yaml:2: expected "CKV_AWS_1: CRITICAL|HIGH|MEDIUM|LOW", got "${line}"`,
    );
  });

  it("refuse a second judgement of a check, and tell every bad line at once", () => {
    expect(() => SeverityMap.parse("CKV_AWS_1: HIGH\nnonsense\nCKV_AWS_1: LOW\n", "severities.yaml")).toThrow(
      /severities\.yaml:2: expected .*\nseverities\.yaml:3: CKV_AWS_1 has a severity already/,
    );
  });

  it("refuse to be missing", () => {
    expect(() => SeverityMap.read("/nowhere/severities.yaml")).toThrow(
      "/nowhere/severities.yaml: expected the severities of Checkov's checks, got no file",
    );
  });
});
