import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordOf, stackOf } from "../../tests/gate";
import { parseScan } from "./checkov-report";
import { checkedIn, findingsIn, resourcesIn } from "./findings";
import { SeverityMap } from "./severities";

const severities = SeverityMap.parse(
  "CKV_AWS_356: MEDIUM\nCKV2_AWS_6: HIGH\nCKV_AWS_27: CRITICAL\n",
  "s.yaml",
);
const { records } = parseScan(readFileSync(join(__dirname, "__fixtures__", "findings.json"), "utf8"));

function made(path: string) {
  return { "//": { metadata: { path: `dev-network/${path}` } } };
}

/** The stack that the fixture is a report on. */
const stack = stackOf("dev-network", {
  data: { aws_iam_policy_document: { document_77778888: made("document") } },
  resource: {
    aws_s3_bucket: { logs_bucket_AAAA1111: made("logs/bucket") },
    aws_sqs_queue: { queue_99990000: made("queue") },
    aws_vpc: { vpc_DDDD4444: made("vpc") },
  },
});

describe("findings", () => {
  const findings = findingsIn(stack, records, severities);

  it("name the resource as Terraform does, however Checkov spells it", () => {
    expect(Object.fromEntries(findings.map(({ check, resource }) => [check, resource]))).toEqual({
      // `resource.queue_99990000`: a check of attributes.
      CKV_AWS_27: "aws_sqs_queue.queue_99990000",
      // `aws_s3_bucket.logs_bucket_AAAA1111`: a check of connections.
      CKV2_AWS_6: "aws_s3_bucket.logs_bucket_AAAA1111",
      CKV_AWS_356: "data.aws_iam_policy_document.document_77778888",
      CKV2_PB_OWN01: 'aws_sqs_queue.queue_99990000["a"]',
    });
  });

  it("name the construct that is behind the resource", () => {
    expect(findings.map(({ check, path }) => [check, path])).toEqual([
      ["CKV_AWS_27", "dev-network/queue"],
      ["CKV2_AWS_6", "dev-network/logs/bucket"],
      ["CKV_AWS_356", "dev-network/document"],
      ["CKV2_PB_OWN01", "dev-network/queue"],
    ]);
  });

  it("come gravest first, with the severity of our map or of the policy itself", () => {
    expect(findings.map(({ severity }) => severity)).toEqual(["CRITICAL", "HIGH", "MEDIUM", "MEDIUM"]);
  });

  it("name the line of the resource in the synthesized file", () => {
    const lines = stack.text.split("\n");
    expect(findings.map(({ line }) => lines[line - 1]!.trim())).toEqual([
      '"queue_99990000": {',
      '"logs_bucket_AAAA1111": {',
      '"document_77778888": {',
      '"queue_99990000": {',
    ]);
    expect(findings[0]!.file).toBe("stacks/dev-network/cdk.tf.json");
  });

  it("know a data source from a resource when a check of connections drops the difference", () => {
    const record = recordOf("dev-network", { block: "aws_iam_policy_document.document_77778888" });
    const [finding] = findingsIn(stack, [record], severities);
    expect(finding).toMatchObject({ resource: "data.aws_iam_policy_document.document_77778888" });
  });

  it("keep Checkov's name for what no construct makes", () => {
    const [finding] = findingsIn(stack, [recordOf("dev-network", { block: "provider.aws" })], severities);
    expect(finding).toMatchObject({ resource: "provider.aws", path: null, line: 1 });
  });

  it("are those of the stack alone: other environments have resources of the same name", () => {
    expect(findingsIn(stackOf("prod-network"), records, severities)).toEqual([]);
  });
});

it("a resource is checked when any check looked at it, and counts once however it is spelled", () => {
  expect([...checkedIn(stack, records)].sort()).toEqual([
    "aws_s3_bucket.logs_bucket_AAAA1111",
    "aws_sqs_queue.queue_99990000",
    "data.aws_iam_policy_document.document_77778888",
    "provider.aws",
  ]);
  expect(resourcesIn(stack)).toContain("aws_vpc.vpc_DDDD4444");
});
