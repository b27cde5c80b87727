import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseScan } from "./checkov-report";

/** What Checkov 3.3.30 printed, without the resources' code. */
function printed(name: string): string {
  return readFileSync(join(__dirname, "__fixtures__", name), "utf8");
}

describe("Checkov's report", () => {
  it("gives each check of each block, by stack", () => {
    const { version, records } = parseScan(printed("findings.json"));
    expect(version).toBe("3.3.30");
    expect(records.map(({ check, passed, stack, block }) => [check, passed, stack, block])).toEqual([
      ["CKV_AWS_41", true, "dev-network", "provider.aws"],
      ["CKV2_AWS_73", true, "dev-network", 'aws_sqs_queue.queue_99990000["a"]'],
      ["CKV_AWS_356", false, "dev-network", "data.document_77778888"],
      ["CKV_AWS_27", false, "dev-network", "resource.queue_99990000"],
      ["CKV2_AWS_6", false, "dev-network", "aws_s3_bucket.logs_bucket_AAAA1111"],
      ["CKV2_PB_OWN01", false, "dev-network", 'aws_sqs_queue.queue_99990000["a"]'],
    ]);
  });

  it("has a severity and a guideline for policies of our own only", () => {
    const judged = parseScan(printed("findings.json")).records.filter(({ severity }) => severity !== null);
    expect(judged).toEqual([
      expect.objectContaining({
        check: "CKV2_PB_OWN01",
        severity: "MEDIUM",
        guideline: "docs/policies.md#own01",
      }),
    ]);
  });

  it("names the stacks that Checkov could not read", () => {
    expect(parseScan(printed("findings.json")).notParsed).toEqual(["dev-cluster"]);
  });

  it("is empty when Checkov found no file", () => {
    expect(parseScan(printed("nothing-scanned.json"))).toEqual({
      version: "3.3.30",
      records: [],
      notParsed: [],
    });
  });

  it("is a list when Checkov ran several frameworks", () => {
    const one = printed("findings.json");
    expect(parseScan(`[${one}]`)).toEqual(parseScan(one));
  });

  it.each([
    ["nothing", ""],
    ["a trace", "Traceback (most recent call last):"],
    ["a report without results", '{"summary": {"checkov_version": "3.3.30", "passed": 4, "failed": 0}}'],
    ["a bare summary that counts checks", '{"checkov_version": "3.3.30", "passed": 4, "failed": 0}'],
  ])("is refused when it is %s", (_, text) => {
    expect(() => parseScan(text)).toThrow();
  });
});
