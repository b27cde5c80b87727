import { type Call, decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { type KeyPurpose, KeyRing } from "./key-ring";

const TRAIL = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/pitboss-test-audit";
const stack = synthesize((scope) => {
  new KeyRing(scope, "keys", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    trailArn: TRAIL,
  });
});

const policy = (purpose: KeyPurpose) => policyOf(stack.at("aws_kms_key", `keys/${purpose}/key`)).Statement;

/** What a service gets when it asks for a data key. */
const dataKey = (purpose: KeyPurpose, by: string, context: Call["context"] = {}) =>
  decide(policy(purpose), { action: "kms:GenerateDataKey", resource: "*", by, context });

describe("the key ring", () => {
  it("holds a key for each purpose, by an alias that says it", () => {
    const aliases = Object.values(stack.resources("aws_kms_alias")).map(({ name }) => name);
    expect(aliases).toEqual([
      "alias/pitboss-test-audit",
      "alias/pitboss-test-backups",
      "alias/pitboss-test-cluster",
      "alias/pitboss-test-data",
      "alias/pitboss-test-images",
      "alias/pitboss-test-logs",
      "alias/pitboss-test-messages",
      "alias/pitboss-test-nodes",
      "alias/pitboss-test-state",
      "alias/pitboss-test-telemetry",
    ]);
  });

  it.each<KeyPurpose>(["state", "cluster", "images"])("lends the key of %s to no service", (purpose) => {
    expect(policy(purpose).map(({ Sid }) => Sid)).toEqual(["AdministeredByTheAccount"]);
  });

  it("lends no key without a condition", () => {
    for (const purpose of ["logs", "nodes", "messages", "audit"] as const) {
      const [, ...lent] = policy(purpose);
      expect(lent.filter(({ Condition }) => Condition === undefined)).toEqual([]);
      expect(lent.length).toBeGreaterThan(0);
    }
  });

  it.each<[KeyPurpose, string, Record<string, string>, Record<string, string>]>([
    [
      "logs",
      "logs.eu-central-1.amazonaws.com",
      {
        "kms:EncryptionContext:aws:logs:arn":
          "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/pitboss-test",
      },
      {
        "kms:EncryptionContext:aws:logs:arn":
          "arn:aws:logs:eu-central-1:999999999999:log-group:/aws/eks/pitboss-test",
      },
    ],
    [
      "logs",
      "delivery.logs.amazonaws.com",
      { "aws:SourceAccount": "111122223333", "aws:SourceArn": "arn:aws:logs:eu-central-1:111122223333:*" },
      { "aws:SourceAccount": "999999999999", "aws:SourceArn": "arn:aws:logs:eu-central-1:999999999999:*" },
    ],
    [
      "audit",
      "cloudtrail.amazonaws.com",
      { "aws:SourceArn": TRAIL },
      { "aws:SourceArn": `${TRAIL}-of-another` },
    ],
    [
      "audit",
      "config.amazonaws.com",
      { "aws:SourceAccount": "111122223333" },
      { "aws:SourceAccount": "999999999999" },
    ],
    // EventBridge sends neither SourceArn nor SourceAccount here: a condition on them would lose every message.
    [
      "messages",
      "events.amazonaws.com",
      {
        "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts",
      },
      { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-central-1:999999999999:elsewhere" },
    ],
    [
      "messages",
      "events.amazonaws.com",
      { "kms:EncryptionContext:aws:sqs:arn": "arn:aws:sqs:eu-central-1:111122223333:pitboss-test-karpenter" },
      { "kms:EncryptionContext:aws:sqs:arn": "arn:aws:sqs:eu-central-1:999999999999:elsewhere" },
    ],
    [
      "messages",
      "cloudwatch.amazonaws.com",
      {
        "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts",
      },
      {},
    ],
    [
      "nodes",
      "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      { "kms:CallerAccount": "111122223333", "kms:ViaService": "ec2.eu-central-1.amazonaws.com" },
      { "kms:CallerAccount": "999999999999", "kms:ViaService": "ec2.eu-central-1.amazonaws.com" },
    ],
  ])("lends the key of %s to %s for this account, and for no other", (purpose, service, ours, theirs) => {
    expect(dataKey(purpose, service, ours)).toBe("allowed");
    expect(dataKey(purpose, service, theirs)).toBe("not allowed");
  });

  it("lends the key of volumes through EC2 alone", () => {
    const direct = { "kms:CallerAccount": "111122223333" };
    expect(dataKey("nodes", "arn:aws:iam::111122223333:role/any", direct)).toBe("not allowed");
  });
});
