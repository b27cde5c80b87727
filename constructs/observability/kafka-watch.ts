import { type Alarm, type Metrics, metricsOf, outOf, type Watch } from "./watch";

export interface KafkaWatchProps {
  /** The cluster: `pitboss-prod-kafka`. */
  readonly clusterName: string;
  /** How many brokers it has; MSK numbers them from 1. */
  readonly brokers: number;
}

interface Broker {
  readonly brokerId: string;
  readonly metric: Metrics;
}

/**
 * Watches MSK by the metrics of its free level. Their dimensions have spaces in them, and only those of the whole cluster do
 * without a broker: https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html
 */
export function kafkaWatch({ clusterName, brokers: count }: KafkaWatchProps): Watch {
  const brokerIds = Array.from({ length: count }, (_, index) => String(index + 1));
  const whole = metricsOf("AWS/Kafka", { "Cluster Name": clusterName }, 60);
  const brokers = brokerIds.map((brokerId): Broker => ({
    brokerId,
    metric: metricsOf("AWS/Kafka", { "Cluster Name": clusterName, "Broker ID": brokerId }),
  }));
  return {
    title: "Kafka",
    alarms: [
      {
        id: "kafka-controller",
        metric: whole("ActiveControllerCount", "Maximum"),
        breachesWhen: "below",
        threshold: 1,
        datapoints: outOf(5, 5),
        // Without ZooKeeper the controllers are no brokers, and nothing says that MSK never pauses what they publish.
        missing: "notBreaching",
        means: "The cluster has had no controller for five minutes.",
        remedy: "Nothing can be moved or made until it has one: call AWS Support.",
        runbook: "kafka",
      },
      {
        id: "kafka-offline-partitions",
        metric: whole("OfflinePartitionsCount", "Maximum"),
        breachesWhen: "above",
        threshold: 0,
        datapoints: outOf(3, 3),
        missing: "notBreaching",
        means: "Partitions have no leader: what belongs in them is neither written nor read.",
        remedy: "Find the brokers that are away; elect unclean leaders only if the loss is accepted.",
        runbook: "kafka",
      },
      ...brokers.flatMap(brokerAlarms),
    ],
    context: [
      whole("GlobalPartitionCount", "Maximum", 300),
      ...brokers.flatMap(({ metric }) => [
        metric("MessagesInPerSec"),
        metric("UnderReplicatedPartitions", "Maximum"),
        metric("HeapMemoryAfterGC", "Maximum"),
      ]),
    ],
  };
}

function brokerAlarms({ brokerId, metric }: Broker): Alarm[] {
  const common = {
    breachesWhen: "above",
    datapoints: outOf(3, 3),
    missing: "notBreaching",
    runbook: "kafka",
  } as const;
  return [
    {
      ...common,
      id: `kafka-broker-${brokerId}-min-isr`,
      metric: metric("UnderMinIsrPartitionCount", "Maximum"),
      // One broker that restarts leaves two of three copies, which is enough; fewer refuse writes.
      threshold: 0,
      means: `Partitions that broker ${brokerId} leads have too few copies to take writes.`,
      remedy: "Find the second broker that is away; do not restart a third.",
    },
    {
      ...common,
      id: `kafka-broker-${brokerId}-disk`,
      metric: metric("KafkaDataLogsDiskUsed", "Maximum"),
      // AWS asks to act at 85 %; storage that scales by itself does so well before.
      threshold: 85,
      means: `The log of broker ${brokerId} fills more than 85 % of its disk.`,
      remedy: "Shorten the retention of the largest topic; a full broker stops.",
    },
    {
      ...common,
      id: `kafka-broker-${brokerId}-cpu`,
      metric: metric("CpuIdle"),
      // AWS asks to stay below 60 % of user and system together, so that one broker's share fits on the others.
      breachesWhen: "below",
      threshold: 40,
      // A broker that says nothing of its CPU is gone.
      missing: "breaching",
      means: `Broker ${brokerId} has worked at more than 60 % for 15 minutes, or says nothing.`,
      remedy: "Move partitions, or take a larger broker type.",
    },
  ];
}
