import { type Alarm, metricsOf, outOf, type Watch } from "./watch";

export interface DocumentWatchProps {
  /** The cluster: `pitboss-prod-documents`. */
  readonly clusterIdentifier: string;
  readonly instances: number;
  /** The memory of its instance class, in GiB. */
  readonly memoryGib: number;
}

const GIB = 1024 ** 3;

/** Watches DocumentDB: https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html */
export function documentWatch({ clusterIdentifier, instances, memoryGib }: DocumentWatchProps): Watch {
  const metric = metricsOf("AWS/DocDB", { DBClusterIdentifier: clusterIdentifier });
  const common = { datapoints: outOf(3, 3), missing: "notBreaching", runbook: "documents" } as const;
  const lag: Alarm = {
    ...common,
    id: "documents-replica-lag",
    metric: metric("DBClusterReplicaLagMaximum", "Maximum"),
    breachesWhen: "above",
    // In milliseconds. Replicas read one volume and lag by less than 100; a client that reads from one sees the past.
    threshold: 5000,
    means: "A replica has been more than five seconds behind for 15 minutes.",
    remedy: "Look at the load of the writer; give replicas the writer's class.",
  };
  const alarms: Alarm[] = [
    {
      ...common,
      id: "documents-cpu",
      metric: metric("CPUUtilization", "Maximum"),
      breachesWhen: "above",
      threshold: 80,
      missing: "breaching",
      means: "An instance has worked at more than 80 % for 15 minutes, or none says anything.",
      remedy: "Find the queries without an index in the profiler's log.",
    },
    {
      ...common,
      id: "documents-memory",
      metric: metric("FreeableMemory", "Minimum"),
      breachesWhen: "below",
      threshold: Math.round(0.05 * memoryGib * GIB),
      means: `An instance can free less than 5 % of its ${memoryGib} GiB of memory.`,
      remedy: "Below it DocumentDB throttles; take a larger class.",
    },
    {
      ...common,
      id: "documents-throttled",
      metric: metric("LowMemNumOperationsThrottled", "Sum"),
      breachesWhen: "above",
      threshold: 0,
      means: "DocumentDB has turned operations away for want of memory for 15 minutes.",
      remedy: "End the largest cursors; take a larger class.",
    },
  ];
  return {
    title: "DocumentDB",
    alarms: instances > 1 ? [...alarms, lag] : alarms,
    context: [
      metric("DatabaseConnections", "Maximum"),
      metric("BufferCacheHitRatio"),
      metric("VolumeBytesUsed", "Maximum"),
    ],
  };
}
