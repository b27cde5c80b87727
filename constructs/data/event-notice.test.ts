import { synthesize } from "../../tests/synthesize";
import { topicArn } from "./__fixtures__/store";
import { EventNotice } from "./event-notice";

const stack = synthesize((scope) => {
  new EventNotice(scope, "notice", {
    name: "pitboss-test-backup-failed",
    description: "A recovery point was not made",
    source: "aws.backup",
    detailTypes: ["Backup Job State Change"],
    detail: { state: ["FAILED"] },
    parts: { resource: "$.detail.resourceArn" },
    message: 'Backup of <resource> failed; see "jobs"',
    topicArn,
  });
});

/** What EventBridge makes of a template: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
function rendered(template: string, parts: Record<string, string>): unknown {
  return JSON.parse(template.replace(/<(\w+)>/g, (_, name: string) => parts[name] ?? ""));
}

describe("a notice of an event", () => {
  it("listens to one service, to the events that it names", () => {
    expect(JSON.parse(stack.only("aws_cloudwatch_event_rule").event_pattern as string)).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["FAILED"] },
    });
  });

  it("tells the topic in words, quoted as EventBridge asks for text", () => {
    const target = stack.only("aws_cloudwatch_event_target") as {
      arn: string;
      input_transformer: { input_paths: Record<string, string>; input_template: string };
    };
    expect(target.arn).toBe(topicArn);
    expect(target.input_transformer.input_paths).toEqual({ resource: "$.detail.resourceArn" });
    expect(rendered(target.input_transformer.input_template, { resource: "db-1" })).toBe(
      'Backup of db-1 failed; see "jobs"',
    );
  });
});
