import { synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { AuditAlarms } from "./audit-alarms";

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts";
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const LONGEST_PATTERN = 1024;

const stack = synthesize((scope) => {
  new AuditAlarms(scope, "alarms", {
    naming: new Naming("pitboss", "test"),
    logGroupName: "/aws/cloudtrail/pitboss-test-audit",
    guardedRoleNames: ["pitboss-test-deploy", "pitboss-test-plan"],
    topicArn: TOPIC,
  });
});
const filters = Object.values(stack.resources("aws_cloudwatch_log_metric_filter"));
const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
const pattern = (event: string) =>
  stack.at("aws_cloudwatch_log_metric_filter", `alarms/${event}-filter`).pattern as string;

describe("the alarms on the audit trail", () => {
  it("are one for each filter, on the very metric that the filter counts", () => {
    const counted = filters.map(({ metric_transformation }) => metric_transformation);
    expect(alarms).toHaveLength(5);
    expect(alarms.map(({ namespace, metric_name }) => ({ namespace, name: metric_name }))).toEqual(
      counted.map((metric) => ({
        namespace: (metric as { namespace: string }).namespace,
        name: (metric as { name: string }).name,
      })),
    );
  });

  it("ring at the first event and reach somebody", () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        comparison_operator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        statistic: "Sum",
        alarm_actions: [TOPIC],
      });
    }
  });

  it("have patterns that CloudWatch takes: of no more than 1,024 characters, with as many brackets closed as opened", () => {
    for (const filter of filters) {
      const text = filter.pattern as string;
      expect(text.length).toBeLessThanOrEqual(LONGEST_PATTERN);
      expect(text.split("(")).toHaveLength(text.split(")").length);
      expect(text).toMatch(/^\{ .+ \}$/);
    }
  });

  it("know the root user from a service that acts in its name", () => {
    expect(pattern("root-used")).toBe(
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
    );
  });

  it("hear of a change to a guarded role, to a policy of the foundation, and to the identity provider", () => {
    expect(pattern("foundation-identity-changed")).toBe(
      '{ ($.eventSource = "iam.amazonaws.com") && ($.readOnly IS FALSE) && (' +
        '($.requestParameters.policyArn = "*:policy/foundation/*") || ($.eventName = "*OpenIDConnectProvider*") || ' +
        '($.requestParameters.roleName = "pitboss-test-deploy") || ($.requestParameters.roleName = "pitboss-test-plan")) }',
    );
  });

  it("hear of the trail's own end", () => {
    expect(pattern("audit-weakened")).toContain('($.eventName = "StopLogging")');
  });
});
