/** A CloudWatch metric: what AWS publishes it under, and how it is summed up. */
export interface Metric {
  /** `AWS/RDS` */
  readonly namespace: string;
  readonly name: string;
  /** All of them, spelled as AWS does: a set that AWS does not publish is an empty metric, and never an error. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly periodSeconds: 60 | 300;
}

/** When somebody is called, and what for. */
export interface Alarm {
  /** What the alarm is called after the environment's prefix, and its construct id: `postgres-cpu`. */
  readonly id: string;
  readonly metric: Metric;
  readonly breachesWhen: "above" | "below";
  readonly threshold: number;
  /** How many of the last periods breach before it rings. */
  readonly datapoints: { readonly breaching: number; readonly of: number };
  /** What silence means. `breaching` where the metric never stops while its source lives. */
  readonly missing: "breaching" | "notBreaching";
  /** What has happened. */
  readonly means: string;
  /** What to do first. */
  readonly remedy: string;
  /** The heading of docs/observability.md that says more, as an anchor: `postgres`. */
  readonly runbook: string;
}

/** Something outside the cluster that is watched: its alarms, and what a dashboard shows beside them. */
export interface Watch {
  /** What it is called on a dashboard. */
  readonly title: string;
  readonly alarms: readonly Alarm[];
  /** Metrics that nobody is called for, but that explain those that somebody is. */
  readonly context: readonly Metric[];
}

/** `3 of 3`, `2 of 3` */
export function outOf(breaching: number, of: number): Alarm["datapoints"] {
  return { breaching, of };
}

/** The metrics of one source, which differ in their names and in how they are summed up. */
export type Metrics = (
  name: string,
  statistic?: Metric["statistic"],
  periodSeconds?: Metric["periodSeconds"],
) => Metric;

/** The metrics of the source that AWS publishes in a namespace by these dimensions; averages unless something else is asked for. */
export function metricsOf(
  namespace: string,
  dimensions: Metric["dimensions"],
  usualSeconds: Metric["periodSeconds"] = 300,
): Metrics {
  return (name, statistic = "Average", periodSeconds = usualSeconds) => ({
    namespace,
    name,
    dimensions,
    statistic,
    periodSeconds,
  });
}
