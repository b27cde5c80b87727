import { readFileSync } from "node:fs";
import { join } from "node:path";
import { controlPlaneWatch } from "./cluster-watch";
import { documentWatch } from "./document-watch";
import { kafkaWatch } from "./kafka-watch";
import { karpenterWatch } from "./karpenter-watch";
import { natGatewayWatch } from "./network-watch";
import { postgresWatch } from "./postgres-watch";
import { valkeyWatch } from "./valkey-watch";
import type { Alarm, Watch } from "./watch";

const GIB = 1024 ** 3;

/** The sets of dimensions that AWS publishes metrics under, of the pages that the watches name: any other set is empty. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  "AWS/DocDB": ["DBClusterIdentifier"],
  "AWS/EKS": ["ClusterName"],
  "AWS/ElastiCache": ["CacheClusterId"],
  "AWS/Events": ["RuleName"],
  "AWS/Kafka": ["Cluster Name", "Broker ID,Cluster Name"],
  "AWS/NATGateway": ["NatGatewayId"],
  "AWS/RDS": ["DBInstanceIdentifier"],
  "AWS/SQS": ["QueueName"],
};
/** The metrics of MSK that are published of the whole cluster, and without a broker. */
const WHOLE_CLUSTER = ["ActiveControllerCount", "GlobalPartitionCount", "OfflinePartitionsCount"];

const watches: Readonly<Record<string, Watch>> = {
  "the control plane": controlPlaneWatch({ clusterName: "pitboss-test", etcdGib: 8 }),
  Karpenter: karpenterWatch({ queueName: "queue", ruleNames: ["pitboss-test-karpenter-rebalance"] }),
  "NAT gateways": natGatewayWatch({ "euc1-az1": "nat-1", "euc1-az2": "nat-2" }),
  PostgreSQL: postgresWatch({ identifier: "pitboss-test-postgres", storageGib: 100, memoryGib: 8 }),
  Valkey: valkeyWatch({ replicationGroupId: "pitboss-test-valkey", shards: 2, replicasPerShard: 1 }),
  Kafka: kafkaWatch({ clusterName: "pitboss-test-kafka", brokers: 3 }),
  DocumentDB: documentWatch({ clusterIdentifier: "pitboss-test-documents", instances: 2, memoryGib: 16 }),
};
const alarms = Object.values(watches).flatMap((watch) => watch.alarms);

function alarm(id: string, among: readonly Alarm[] = alarms): Alarm {
  const found = among.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no alarm ${id} among ${among.map((one) => one.id).join(", ")}`);
  return found;
}

describe.each(Object.entries(watches))("the watch over %s", (_, watch) => {
  const metrics = [...watch.alarms.map(({ metric }) => metric), ...watch.context];

  it("asks for metrics by dimensions that AWS publishes together", () => {
    for (const { namespace, dimensions } of metrics) {
      expect(PUBLISHED[namespace]).toContain(Object.keys(dimensions).sort().join());
    }
  });

  it("says in each alarm what has happened, what to do, and where more stands", () => {
    const headings = readFileSync(join(__dirname, "../../docs/observability.md"), "utf8");
    for (const { means, remedy, runbook, metric } of watch.alarms) {
      expect(`${means} ${remedy}`).toMatch(/^\S.*\. \S.*\.$/);
      expect(headings).toContain(`\n### ${runbook}\n`);
      expect(metric.periodSeconds % 60).toBe(0);
    }
  });

  it("rings on some of the last periods, and looks at no more than a day of them", () => {
    for (const { datapoints, metric } of watch.alarms) {
      expect(datapoints.breaching).toBeGreaterThan(0);
      expect(datapoints.breaching).toBeLessThanOrEqual(datapoints.of);
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      expect(datapoints.of * metric.periodSeconds).toBeLessThanOrEqual(86_400);
    }
  });
});

describe("the alarms together", () => {
  it("have ids that differ and can be names", () => {
    const ids = alarms.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it("take silence for a fault only of what never falls silent while it lives", () => {
    const silent = alarms.filter(({ missing }) => missing === "breaching").map(({ id }) => id);
    expect(silent).toEqual([
      "control-plane-silent",
      "postgres-cpu",
      ...["0001-001", "0001-002", "0002-001", "0002-002"].map((node) => `valkey-${node}-cpu`),
      "kafka-broker-1-cpu",
      "kafka-broker-2-cpu",
      "kafka-broker-3-cpu",
      "documents-cpu",
    ]);
  });
});

describe("the control plane's alarms", () => {
  it("ring at four fifths of what etcd may hold, by what counts against it", () => {
    // https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html, "Basic metrics"
    expect(alarm("control-plane-storage").metric).toMatchObject({
      name: "etcd_mvcc_db_total_size_in_use_in_bytes",
      statistic: "Maximum",
    });
    expect(alarm("control-plane-storage").threshold).toBe(Math.round(6.4 * GIB));
    const large = controlPlaneWatch({ clusterName: "pitboss-test", etcdGib: 16 }).alarms;
    expect(alarm("control-plane-storage", large).threshold).toBe(Math.round(12.8 * GIB));
  });
});

describe("Karpenter's alarms", () => {
  it("ring before half of a spot warning's two minutes is over twice", () => {
    const { metric, threshold } = alarm("karpenter-queue-age");
    expect(metric).toMatchObject({
      name: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      periodSeconds: 60,
    });
    expect(threshold).toBeLessThan(120);
  });

  it("are one for each rule, named for it", () => {
    expect(alarm("karpenter-rebalance-undelivered").metric).toMatchObject({
      name: "FailedInvocations",
      dimensions: { RuleName: "pitboss-test-karpenter-rebalance" },
    });
  });
});

describe("NAT gateways' alarms", () => {
  it("are named for the zone, not for a gateway that is replaced some day", () => {
    expect(alarm("nat-euc1-az2-ports").metric.dimensions).toEqual({ NatGatewayId: "nat-2" });
  });
});

describe("PostgreSQL's alarms", () => {
  it("ring for storage only once RDS has failed to extend it, which it does at a tenth", () => {
    expect(alarm("postgres-storage")).toMatchObject({ breachesWhen: "below", threshold: 5 * GIB });
    const small = postgresWatch({ identifier: "x", storageGib: 20, memoryGib: 4 }).alarms;
    expect(alarm("postgres-storage", small).threshold).toBe(GIB);
  });

  it("know how many connections a class allows", () => {
    // LEAST({DBInstanceClassMemory/9531392}, 5000): 901 of 8 GiB.
    expect(alarm("postgres-connections").threshold).toBe(720);
    const large = postgresWatch({ identifier: "x", storageGib: 20, memoryGib: 512 }).alarms;
    expect(alarm("postgres-connections", large).threshold).toBe(4000);
  });
});

describe("Valkey's alarms", () => {
  const nodes = (shards: number, replicasPerShard: number) =>
    valkeyWatch({ replicationGroupId: "v", shards, replicasPerShard }).alarms.map(
      ({ metric }) => metric.dimensions.CacheClusterId,
    );

  it("are of every node, by the names of cluster mode", () => {
    expect([...new Set(nodes(2, 1))]).toEqual(["v-0001-001", "v-0001-002", "v-0002-001", "v-0002-002"]);
    expect([...new Set(nodes(11, 0))].at(-1)).toBe("v-0011-001");
  });

  it("ask how far a replica is behind only where there are replicas", () => {
    const lags = (replicasPerShard: number) =>
      valkeyWatch({ replicationGroupId: "v", shards: 1, replicasPerShard }).alarms.filter(
        ({ metric }) => metric.name === "ReplicationLag",
      );
    expect(lags(0)).toEqual([]);
    expect(lags(2)).toHaveLength(3);
  });
});

describe("Kafka's alarms", () => {
  it("are of every broker, counted from 1, and of the whole where MSK publishes only that", () => {
    const { alarms: all, context } = watches.Kafka!;
    const metrics = [...all.map(({ metric }) => metric), ...context];
    expect(new Set(metrics.map(({ dimensions }) => dimensions["Broker ID"]))).toEqual(
      new Set([undefined, "1", "2", "3"]),
    );
    for (const { name, dimensions } of metrics) {
      expect("Broker ID" in dimensions).toBe(!WHOLE_CLUSTER.includes(name));
    }
  });
});

describe("a broker's CPU alarm", () => {
  it("counts what the system takes as well, by what is left", () => {
    expect(alarm("kafka-broker-1-cpu")).toMatchObject({ breachesWhen: "below", threshold: 40 });
    expect(alarm("kafka-broker-1-cpu").metric.name).toBe("CpuIdle");
  });
});

describe("DocumentDB's alarms", () => {
  it("ask for a replica's lag only where there is a replica, in milliseconds", () => {
    expect(alarm("documents-replica-lag").threshold).toBe(5000);
    const alone = documentWatch({ clusterIdentifier: "x", instances: 1, memoryGib: 16 }).alarms;
    expect(alone.map(({ id }) => id)).not.toContain("documents-replica-lag");
  });
});
