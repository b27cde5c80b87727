import { type Alarm, type Metrics, metricsOf, outOf, type Watch } from "./watch";

export interface ValkeyWatchProps {
  /** The replication group, in cluster mode: `pitboss-prod-valkey`. */
  readonly replicationGroupId: string;
  readonly shards: number;
  readonly replicasPerShard: number;
}

/** A node, as CloudWatch calls it. */
interface Node {
  readonly clusterId: string;
  /** What tells it within its group: `0001-001`. */
  readonly name: string;
}

/**
 * Watches every node of a replication group: the metrics of the engine are published of nodes and of nothing larger, under
 * `<group>-<shard>-<node>` in cluster mode.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export function valkeyWatch(props: ValkeyWatchProps): Watch {
  const nodes = nodesOf(props);
  return {
    title: "Valkey",
    alarms: nodes.flatMap((node) => nodeAlarms(node, props.replicasPerShard > 0)),
    context: nodes.flatMap(({ clusterId }) => {
      const metric = nodeMetrics(clusterId);
      return [metric("CurrConnections", "Maximum"), metric("NetworkBytesOut", "Sum")];
    }),
  };
}

function nodeAlarms({ clusterId, name }: Node, isReplicated: boolean): Alarm[] {
  const common = {
    breachesWhen: "above",
    datapoints: outOf(3, 3),
    missing: "notBreaching",
    runbook: "valkey",
  } as const;
  const metric = nodeMetrics(clusterId);
  const alarms: Alarm[] = [
    {
      ...common,
      id: `valkey-${name}-memory`,
      metric: metric("DatabaseMemoryUsagePercentage", "Maximum"),
      threshold: 80,
      means: `The node ${clusterId} has used more than 80 % of its memory for 15 minutes.`,
      remedy: "Look for keys without an end; add a shard before keys are evicted.",
    },
    {
      ...common,
      id: `valkey-${name}-evictions`,
      metric: metric("Evictions", "Sum"),
      threshold: 0,
      means: `The node ${clusterId} has thrown keys away for 15 minutes: sessions among them.`,
      remedy: "Add a shard or take a larger node type.",
    },
    {
      ...common,
      id: `valkey-${name}-cpu`,
      metric: metric("EngineCPUUtilization", "Average"),
      // The engine has one thread; AWS says to act at 90 %.
      threshold: 80,
      // A node that says nothing of its CPU is gone.
      missing: "breaching",
      means: `The engine of ${clusterId} has been busy more than 80 % of 15 minutes, or says nothing.`,
      remedy: "Look for KEYS, large values and hot keys; then add a shard.",
    },
    {
      ...common,
      id: `valkey-${name}-replication-lag`,
      metric: metric("ReplicationLag", "Maximum"),
      // Published of replicas alone; what a replica lacks is lost when it takes over.
      threshold: 10,
      means: `The replica ${clusterId} has been more than 10 seconds behind for 15 minutes.`,
      remedy: "Look at the rate of writes and at the network of the primary.",
    },
  ];
  return isReplicated ? alarms : alarms.filter((alarm) => alarm.metric.name !== "ReplicationLag");
}

function nodesOf({ replicationGroupId, shards, replicasPerShard }: ValkeyWatchProps): Node[] {
  return counted(shards, 4).flatMap((shard) =>
    counted(replicasPerShard + 1, 3).map((node) => ({
      clusterId: `${replicationGroupId}-${shard}-${node}`,
      name: `${shard}-${node}`,
    })),
  );
}

/** `001`, `002`, …, up to a number. */
function counted(upTo: number, digits: number): string[] {
  return Array.from({ length: upTo }, (_, index) => String(index + 1).padStart(digits, "0"));
}

function nodeMetrics(clusterId: string): Metrics {
  return metricsOf("AWS/ElastiCache", { CacheClusterId: clusterId });
}
