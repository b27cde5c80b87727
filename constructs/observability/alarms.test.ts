import { synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { Alarms } from "./alarms";
import type { Alarm } from "./watch";

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts";
const age: Alarm = {
  id: "queue-age",
  metric: {
    namespace: "AWS/SQS",
    name: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: "queue" },
    statistic: "Maximum",
    periodSeconds: 60,
  },
  breachesWhen: "above",
  threshold: 60,
  datapoints: { breaching: 2, of: 3 },
  missing: "notBreaching",
  means: "Nobody takes messages.",
  remedy: "Look at the reader.",
  runbook: "karpenter",
};

const stack = synthesize((scope) => {
  new Alarms(scope, "alarms", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    watches: [
      { title: "Queue", alarms: [age, { ...age, id: "queue-idle", breachesWhen: "below" }], context: [] },
    ],
    topicArn: TOPIC,
  });
});
const named = (path: string) => stack.at("aws_cloudwatch_metric_alarm", `alarms/${path}`);

describe("an alarm", () => {
  it("is what its table says", () => {
    expect(named("queue-age")).toMatchObject({
      alarm_name: "pitboss-test-queue-age",
      namespace: "AWS/SQS",
      metric_name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "queue" },
      statistic: "Maximum",
      period: 60,
      comparison_operator: "GreaterThanThreshold",
      threshold: 60,
      datapoints_to_alarm: 2,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
    });
    expect(named("queue-idle")).toMatchObject({ comparison_operator: "LessThanThreshold" });
  });

  it("tells somebody that it rings, what to do, and that it is over", () => {
    expect(named("queue-age")).toMatchObject({
      alarm_description: "Nobody takes messages. Look at the reader. docs/observability.md#karpenter",
      alarm_actions: [TOPIC],
      ok_actions: [TOPIC],
    });
  });
});
