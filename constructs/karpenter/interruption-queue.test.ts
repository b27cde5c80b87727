import { policyOf, synthesizeBuilt } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { InterruptionQueue } from "./interruption-queue";

const key = "arn:aws:kms:eu-central-1:111122223333:key/messages";
const queueArn = "arn:aws:sqs:eu-central-1:111122223333:pitboss-dev-karpenter-interruption";

function build(environment = "dev") {
  const place = new Place(new Naming("pitboss", environment), "111122223333", "eu-central-1");
  return synthesizeBuilt(
    (scope) => new InterruptionQueue(scope, "interruptions", { place, encryptionKeyArn: key }),
  );
}

describe("the events that reach Karpenter", () => {
  it.each([
    ["scheduled-change", "aws.health", "AWS Health Event"],
    ["spot-interruption", "aws.ec2", "EC2 Spot Instance Interruption Warning"],
    ["rebalance", "aws.ec2", "EC2 Instance Rebalance Recommendation"],
    ["instance-state-change", "aws.ec2", "EC2 Instance State-change Notification"],
    ["capacity-reservation", "aws.ec2", "EC2 Capacity Reservation Instance Interruption Warning"],
  ])("include %s, letter for letter as AWS writes it", (event, source, detailType) => {
    const { stack } = build();
    const rule = stack.at("aws_cloudwatch_event_rule", `interruptions/${event}`);
    expect(rule.name).toBe(`pitboss-dev-karpenter-${event}`);
    expect(JSON.parse(rule.event_pattern as string)).toEqual({
      source: [source],
      "detail-type": [detailType],
    });
    expect(stack.at("aws_cloudwatch_event_target", `interruptions/${event}-target`)).toMatchObject({
      rule: expect.stringContaining(`_${event}_`),
      arn: expect.stringMatching(/^\$\{aws_sqs_queue\.\w+\.arn\}$/),
    });
  });

  it("are these five kinds and no other", () => {
    const { stack } = build();
    expect(Object.keys(stack.resources("aws_cloudwatch_event_rule"))).toHaveLength(5);
    expect(Object.keys(stack.resources("aws_cloudwatch_event_target"))).toHaveLength(5);
  });

  it("have rules whose names fit in the environment with the longest name", () => {
    expect(() => build("e".repeat(20))).not.toThrow();
  });
});

describe("the interruption queue", () => {
  it("keeps a message for five minutes, encrypted with a key of ours", () => {
    expect(build().stack.only("aws_sqs_queue")).toMatchObject({
      name: "pitboss-dev-karpenter-interruption",
      message_retention_seconds: 300,
      kms_master_key_id: key,
    });
  });

  it("says its name and ARN at synth", () => {
    expect(build().built).toMatchObject({ queueName: "pitboss-dev-karpenter-interruption", queueArn });
  });

  it("takes messages from its own rules, from SQS for this account, and from nobody else", () => {
    const { Statement } = policyOf(build().stack.only("aws_sqs_queue_policy"));
    const rule = "arn:aws:events:eu-central-1:111122223333:rule/pitboss-dev-karpenter";
    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "SentByInterruptionRules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: {
          ArnEquals: {
            "aws:SourceArn": [
              `${rule}-scheduled-change`,
              `${rule}-spot-interruption`,
              `${rule}-rebalance`,
              `${rule}-instance-state-change`,
              `${rule}-capacity-reservation`,
            ],
          },
        },
      },
      {
        Sid: "SentByQueueService",
        Effect: "Allow",
        Principal: { Service: "sqs.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ]);
  });

  it("refuses everybody who comes by plain HTTP", () => {
    const { Statement } = policyOf(build().stack.only("aws_sqs_queue_policy"));
    expect(Statement).toContainEqual({
      Sid: "DenyHTTP",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });
});
