import { decide } from "../../tests/iam-decision";
import { policyOf, synthesizeBuilt } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { AlertTopic } from "./alert-topic";

const ARN = "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const { stack, built } = synthesizeBuilt(
  (scope) =>
    new AlertTopic(scope, "alerts", {
      place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
      name: "pitboss-test-alerts",
      email: "security@pitboss.example",
      encryptionKeyArn: KEY,
    }),
);

function publish(by: string, context: Record<string, string> = {}) {
  const statements = policyOf(stack.only("aws_sns_topic_policy")).Statement;
  return decide(statements, { action: "sns:Publish", resource: ARN, by, context });
}

describe("the topic of alerts", () => {
  it("is encrypted and mails whoever answers for the environment", () => {
    expect(stack.only("aws_sns_topic")).toMatchObject({
      name: "pitboss-test-alerts",
      kms_master_key_id: KEY,
    });
    expect(built.arn).toBe(ARN);
    expect(stack.only("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "security@pitboss.example",
    });
  });

  it("takes alarms of this account alone", () => {
    expect(publish("cloudwatch.amazonaws.com", { "aws:SourceAccount": "111122223333" })).toBe("allowed");
    expect(publish("cloudwatch.amazonaws.com", { "aws:SourceAccount": "999999999999" })).toBe("not allowed");
  });

  it("takes what EventBridge sends, which carries nothing that a condition could ask for", () => {
    expect(publish("events.amazonaws.com")).toBe("allowed");
  });

  it("refuses everybody else, and plain HTTP from anybody", () => {
    expect(publish("s3.amazonaws.com")).toBe("not allowed");
    expect(publish("events.amazonaws.com", { "aws:SecureTransport": "false" })).toBe("denied");
  });
});
