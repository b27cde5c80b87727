import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { recordOf, reportOn, stackWithQueue, suppressionOf } from "../../tests/gate";
import { sarifOf } from "./sarif";

/** What is read here of a SARIF log; the schema says the rest. */
interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { id: string; properties: unknown }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly unknown[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions: readonly unknown[];
    }[];
  }[];
}

function json(module: string): object {
  return JSON.parse(readFileSync(require.resolve(module), "utf8")) as object;
}

/** Microsoft's SARIF SDK carries the OASIS schema, in draft 4. */
const schema = json("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true }).addMetaSchema(
  json("ajv/lib/refs/json-schema-draft-04.json"),
);
const validate = ajv.compile(schema);

const stacks = [
  stackWithQueue("dev-data", [suppressionOf("dev-data")]),
  stackWithQueue("prod-data"),
  stackWithQueue("staging-data", [suppressionOf("staging-data", { expires: "2026-01-01" })]),
];
const records = [
  ...stacks.map(({ name }) => recordOf(name)),
  recordOf("prod-data", { check: "CKV_AWS_24", guideline: "https://example.com/24" }),
  recordOf("prod-data", { check: "CKV2_PB_OWN01", severity: "LOW", guideline: "docs/policies.md#own01" }),
  recordOf("prod-data", { check: "CKV_AWS_168" }),
  recordOf("prod-data", { check: "CKV_AWS_41", passed: false, block: "provider.aws" }),
];
const report = reportOn({ stacks, records });
const log = sarifOf(report, "cdktf.out") as unknown as Log;
const { tool, results } = log.runs[0]!;

describe("SARIF", () => {
  it("is valid by the official schema", () => {
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
  });

  it("is valid without findings", () => {
    validate(sarifOf(reportOn({ stacks: [] }), "cdktf.out"));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("lies at the resource's line of the synthesized file, and logically at its construct", () => {
    const line = stacks[1]!.text.split("\n").findIndex((text) => text.includes('"queue_1": {')) + 1;
    const result = results.find(({ ruleId }) => ruleId === "CKV_AWS_24");
    expect(result!.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "cdktf.out/stacks/prod-data/cdk.tf.json", uriBaseId: "PROJECT" },
          region: { startLine: line },
        },
        logicalLocations: [{ fullyQualifiedName: "prod-data/queue", kind: "resource" }],
      },
    ]);
  });

  it.each([
    ["CKV_AWS_24", "error", "9.5"],
    ["CKV_AWS_27", "error", "8.0"],
    ["CKV_AWS_168", "warning", "5.5"],
    ["CKV2_PB_OWN01", "note", "3.0"],
  ])("gives %s the level %s and the score %s", (check, level, score) => {
    const result = results.find(({ ruleId }) => ruleId === check);
    expect(result!.level).toBe(level);
    const rule = tool.driver.rules[result!.ruleIndex];
    expect(rule).toMatchObject({ id: check, properties: { "security-severity": score } });
  });

  it("tells what is suppressed and why, what no longer is, and what never was", () => {
    const suppressions = results
      .filter(({ ruleId }) => ruleId === "CKV_AWS_27")
      .map((each) => each.suppressions);
    const justification = "the queue only carries what is public";
    expect(suppressions).toEqual([
      [{ kind: "inSource", status: "accepted", justification, properties: expect.anything() }],
      [],
      [{ kind: "inSource", status: "rejected", justification, properties: expect.anything() }],
    ]);
  });

  it("links only to what is an address", () => {
    const links = tool.driver.rules.flatMap((rule) => ("helpUri" in rule ? [[rule.id, rule.helpUri]] : []));
    expect(links).toEqual([["CKV_AWS_24", "https://example.com/24"]]);
  });

  it("knows a finding again when lines have moved", () => {
    const moved = stacks.map((stack) => ({ ...stack, text: `\n\n${stack.text}` }));
    const later = sarifOf(reportOn({ stacks: moved, records }), "cdktf.out") as unknown as Log;
    const prints = (some: Log) =>
      some.runs[0]!.results.map((result) => result.partialFingerprints["pitboss/v1"]);
    expect(prints(later)).toEqual(prints(log));
    expect(new Set(prints(log)).size).toBe(results.length);
  });
});
