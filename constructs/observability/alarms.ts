import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import type { Alarm, Watch } from "./watch";

export interface AlarmsProps {
  readonly place: Place;
  readonly watches: readonly Watch[];
  /** Who hears that one rings, and that it is over. */
  readonly topicArn: string;
}

const OPERATORS = { above: "GreaterThanThreshold", below: "LessThanThreshold" } as const;

/** The alarms of an environment, each named for what it watches: `pitboss-prod-postgres-cpu`. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    for (const alarm of props.watches.flatMap(({ alarms }) => alarms)) this.ring(alarm, props);
  }

  private ring(alarm: Alarm, { place, topicArn }: AlarmsProps): void {
    const { metric, datapoints } = alarm;
    new CloudwatchMetricAlarm(this, alarm.id, {
      alarmName: alarmName(place, alarm),
      alarmDescription: `${alarm.means} ${alarm.remedy} docs/observability.md#${alarm.runbook}`,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      statistic: metric.statistic,
      period: metric.periodSeconds,
      evaluationPeriods: datapoints.of,
      datapointsToAlarm: datapoints.breaching,
      comparisonOperator: OPERATORS[alarm.breachesWhen],
      threshold: alarm.threshold,
      treatMissingData: alarm.missing,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}

/** The name of an alarm in CloudWatch. */
export function alarmName(place: Place, { id }: Alarm): string {
  return place.naming.resource(id);
}
