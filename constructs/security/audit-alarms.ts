import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Naming } from "../core/naming";
import { FOUNDATION_PATH } from "./foundation-path";

export interface AuditAlarmsProps {
  readonly naming: Naming;
  /** The audit trail's log group. */
  readonly logGroupName: string;
  /** The roles whose every change is told. */
  readonly guardedRoleNames: readonly string[];
  /** Where the alarms go. */
  readonly topicArn: string;
}

/**
 * Alarms on what an intruder does first and nobody does on an ordinary day. They read the trail's log group and not
 * EventBridge: the events of IAM reach EventBridge in us-east-1 alone.
 */
export class AuditAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AuditAlarmsProps) {
    super(scope, id);
    this.tell(props, "root-used", "Somebody acted as the account's root user", [
      '$.userIdentity.type = "Root"',
      "$.userIdentity.invokedBy NOT EXISTS",
      '$.eventType != "AwsServiceEvent"',
    ]);
    this.tell(props, "sign-in-without-mfa", "A user signed in to the console without a second factor", [
      '$.eventName = "ConsoleLogin"',
      '$.userIdentity.type = "IAMUser"',
      '$.additionalEventData.MFAUsed != "Yes"',
      '$.responseElements.ConsoleLogin = "Success"',
    ]);
    this.tell(
      props,
      "audit-weakened",
      "The audit trail, GuardDuty, Security Hub or AWS Config was weakened",
      [
        anyOf(
          called("cloudtrail", "DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"),
          called("guardduty", "DeleteDetector", "UpdateDetector"),
          called("securityhub", "BatchDisableStandards", "DisableSecurityHub"),
          called(
            "config",
            "DeleteConfigurationRecorder",
            "DeleteDeliveryChannel",
            "StopConfigurationRecorder",
          ),
        ),
      ],
    );
    this.tell(
      props,
      "key-endangered",
      "A KMS key was disabled, given up for deletion, or given another policy",
      [called("kms", "DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion")],
    );
    this.tell(props, "foundation-identity-changed", "A role or policy that guards the account was changed", [
      '$.eventSource = "iam.amazonaws.com"',
      "$.readOnly IS FALSE",
      anyOf(
        `$.requestParameters.policyArn = "*:policy${FOUNDATION_PATH}*"`,
        '$.eventName = "*OpenIDConnectProvider*"',
        ...props.guardedRoleNames.map((role) => `$.requestParameters.roleName = "${role}"`),
      ),
    ]);
  }

  private tell(props: AuditAlarmsProps, event: string, description: string, conditions: string[]): void {
    const name = props.naming.resource(`audit-${event}`);
    const namespace = `${props.naming.prefix}/audit`;
    new CloudwatchLogMetricFilter(this, `${event}-filter`, {
      name,
      logGroupName: props.logGroupName,
      pattern: `{ ${allOf(...conditions)} }`,
      metricTransformation: { name: event, namespace, value: "1", defaultValue: "0" },
    });
    new CloudwatchMetricAlarm(this, `${event}-alarm`, {
      alarmName: name,
      alarmDescription: description,
      namespace,
      metricName: event,
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      alarmActions: [props.topicArn],
    });
  }
}

function called(service: string, ...actions: readonly string[]): string {
  const oneOfThem = anyOf(...actions.map((action) => `$.eventName = "${action}"`));
  return allOf(`$.eventSource = "${service}.amazonaws.com"`, oneOfThem);
}

function allOf(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(" && ");
}

function anyOf(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(" || ");
}
