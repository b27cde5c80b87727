import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Place } from "../core/place";

export interface InstanceRecoveryProps {
  readonly place: Place;
  /** The name that alarms start with. */
  readonly name: string;
  readonly instanceId: string;
  /** Where the alarms go. */
  readonly alertTopicArn: string;
}

/**
 * Brings an instance back that nobody watches: AWS moves it to other hardware when the hardware fails, and starts it again when the
 * instance itself does, each after a few minutes and each told. Its addresses and volumes stay.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/UsingAlarmActions.html
 */
export class InstanceRecovery extends Construct {
  constructor(scope: Construct, id: string, props: InstanceRecoveryProps) {
    super(scope, id);
    this.act(props, {
      event: "hardware-failed",
      description: "The hardware of the instance failed; AWS moves it to other hardware",
      metricName: "StatusCheckFailed_System",
      action: "recover",
      minutes: 2,
    });
    this.act(props, {
      event: "instance-failed",
      description: "The instance does not answer on its network; it is restarted",
      metricName: "StatusCheckFailed_Instance",
      action: "reboot",
      // Longer than the other: two actions at once would race.
      minutes: 3,
    });
  }

  private act(
    { place, name, instanceId, alertTopicArn }: InstanceRecoveryProps,
    fault: {
      readonly event: string;
      readonly description: string;
      readonly metricName: string;
      readonly action: "reboot" | "recover";
      readonly minutes: number;
    },
  ): void {
    new CloudwatchMetricAlarm(this, fault.event, {
      alarmName: `${name}-${fault.event}`,
      alarmDescription: fault.description,
      namespace: "AWS/EC2",
      metricName: fault.metricName,
      dimensions: { InstanceId: instanceId },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: fault.minutes,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      alarmActions: [`arn:aws:automate:${place.region}:ec2:${fault.action}`, alertTopicArn],
    });
  }
}
