import type { Construct } from "constructs";
import { LayerExports } from "../constructs/core/layer-exports";
import { interruptionNames } from "../constructs/karpenter/interruption-queue";
import { Alarms } from "../constructs/observability/alarms";
import { memoryGibOf } from "../constructs/observability/class-memory";
import { controlPlaneWatch } from "../constructs/observability/cluster-watch";
import { Dashboard } from "../constructs/observability/dashboard";
import { documentWatch } from "../constructs/observability/document-watch";
import { kafkaWatch } from "../constructs/observability/kafka-watch";
import { karpenterWatch } from "../constructs/observability/karpenter-watch";
import { natGatewayWatch } from "../constructs/observability/network-watch";
import { postgresWatch } from "../constructs/observability/postgres-watch";
import { TelemetryBuckets } from "../constructs/observability/telemetry-buckets";
import { TelemetryIdentities } from "../constructs/observability/telemetry-identities";
import { valkeyWatch } from "../constructs/observability/valkey-watch";
import type { Watch } from "../constructs/observability/watch";
import type { Environment } from "../envs/environment";
import { AwsLayerStack } from "./aws-layer-stack";
import type { ClusterExports } from "./cluster";
import type { FoundationExports } from "./foundation";
import type { NetworkExports } from "./network";

/** The most that etcd may hold, in GiB: https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html */
const ETCD_GIB = { standard: 8, provisioned: 16 } as const;

/** What observability offers: where telemetry lies, as whom its pods go there, and what there is to look at. */
export interface ObservabilityExports {
  /** By what they are for: `thanos`, `loki-chunks`, `loki-ruler`, `tempo`, `velero`. */
  readonly bucketNames: Readonly<Record<string, string>>;
  /** The roles of telemetry's pods, by what they are for: `thanos-receive`. EKS hands them out; no chart names them. */
  readonly roleArns: Readonly<Record<string, string>>;
  /** CloudWatch's dashboards, by what they show. */
  readonly dashboardNames: Readonly<Record<string, string>>;
}

/** The layers that observability stands on. */
export interface ObservabilityReads {
  readonly foundation: LayerExports<FoundationExports>;
  readonly network: LayerExports<NetworkExports>;
  readonly cluster: LayerExports<ClusterExports>;
}

/**
 * What keeps an environment's telemetry, and what watches whatever is outside its cluster. What is inside, Prometheus watches:
 * these alarms still ring when the cluster, and it, are gone.
 *
 * The stores are watched by their names, which are known without reading their layer.
 */
export class ObservabilityStack extends AwsLayerStack {
  readonly exports: LayerExports<ObservabilityExports>;

  constructor(scope: Construct, environment: Environment, reads: ObservabilityReads) {
    super(scope, "observability", environment);
    const { place } = this;
    const { observability, protect } = environment;
    const { telemetryKeyArn, backupsKeyArn, alertTopicArn, accessLogBucket } = reads.foundation.in(this);
    const cluster = reads.cluster.in(this);

    const buckets = new TelemetryBuckets(this, "buckets", {
      place,
      retention: {
        metricsDays: observability.metrics.hourDays,
        logsDays: observability.logsDays,
        tracesDays: observability.tracesDays,
      },
      telemetryKeyArn,
      backupsKeyArn,
      ...(observability.backups.lockDays !== undefined && {
        lockBackupsForDays: observability.backups.lockDays,
      }),
      accessLogBucketName: accessLogBucket,
      protect,
    });
    const identities = new TelemetryIdentities(this, "identities", {
      place,
      clusterName: cluster.clusterName,
      bucketNames: buckets.names,
      telemetryKeyArn,
      backupsKeyArn,
    });
    const interruptions = interruptionNames(this.naming);
    const platform = [
      controlPlaneWatch({ clusterName: this.naming.cluster, etcdGib: etcdGibOf(environment) }),
      karpenterWatch({
        queueName: interruptions.queue,
        ruleNames: Object.values(interruptions.rules),
      }),
      natGatewayWatch(reads.network.in(this).natGatewayIds),
    ];
    const stores = this.storeWatches(environment);
    new Alarms(this, "alarms", { place, watches: [...platform, ...stores], topicArn: alertTopicArn });

    this.exports = LayerExports.publish<ObservabilityExports>(this, {
      bucketNames: buckets.names,
      roleArns: identities.roleArns,
      dashboardNames: {
        ...this.dashboard("platform", platform),
        ...(stores.length > 0 && this.dashboard("stores", stores)),
      },
    });
  }

  private dashboard(purpose: string, watches: readonly Watch[]): Record<string, string> {
    const { dashboardName } = new Dashboard(this, `${purpose}-dashboard`, {
      place: this.place,
      purpose,
      watches,
    });
    return { [purpose]: dashboardName };
  }

  private storeWatches({ data = {}, network }: Environment): Watch[] {
    const name = (store: string): string => this.naming.resource(store);
    const { postgres, valkey, kafka, documents } = data;
    return [
      postgres &&
        postgresWatch({
          identifier: name("postgres"),
          storageGib: postgres.storageGib,
          memoryGib: memoryGibOf(postgres.instanceClass),
        }),
      valkey && valkeyWatch({ replicationGroupId: name("valkey"), ...valkey }),
      kafka &&
        kafkaWatch({
          clusterName: name("kafka"),
          brokers: kafka.brokersPerZone * Object.keys(network.zones).length,
        }),
      documents &&
        documentWatch({
          clusterIdentifier: name("documents"),
          instances: documents.instances,
          memoryGib: memoryGibOf(documents.instanceClass),
        }),
    ].filter((watch) => watch !== undefined);
  }
}

function etcdGibOf({ cluster }: Environment): number {
  return cluster.controlPlaneTier === "standard" ? ETCD_GIB.standard : ETCD_GIB.provisioned;
}
