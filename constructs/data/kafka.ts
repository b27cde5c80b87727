import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { MskCluster } from "@cdktf/provider-aws/lib/msk-cluster";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration";
import { Construct } from "constructs";
import { type EngineVersion, engineVersion } from "./engine-catalogue";
import { storageGrowthProblem } from "./storage-growth";
import { storeClass } from "./store-classes";
import { StoreLogs } from "./store-logs";
import type { StoreProps } from "./store-props";
import { StoreSecurityGroup } from "./store-security-group";

/** Where clients speak TLS and sign in with IAM: https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html */
const PORT = 9098;

/** Where Prometheus reads brokers and their machines. */
const EXPORTER_PORTS = { "JMX exporter": 11001, "Node exporter": 11002 } as const;

/** How full a broker's volume gets before MSK extends it, in per cent. */
const EXTEND_AT = 70;

/**
 * A record that two brokers have is acknowledged, a third has a copy, and none that lags is ever elected: a bet that was taken
 * survives the loss of any zone. Topics are declared, not made by a misspelled name. Consumers read from their own zone's copy.
 */
const PROPERTIES = {
  "auto.create.topics.enable": "false",
  "default.replication.factor": "3",
  "min.insync.replicas": "2",
  "unclean.leader.election.enable": "false",
  "num.partitions": "6",
  "offsets.topic.replication.factor": "3",
  "transaction.state.log.replication.factor": "3",
  "transaction.state.log.min.isr": "2",
  "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector",
  "log.retention.hours": "168",
} as const;

const COPIES = 3;

export interface KafkaProps extends StoreProps {
  /** The version, one of the engine catalogue's: `4.1`. */
  readonly version: string;
  /** A type of the catalogue: `kafka.m7g.large`. */
  readonly brokerType: string;
  readonly brokersPerZone: number;
  /** What each broker stores at first, in GiB. */
  readonly storageGib: number;
  /** How far MSK may extend it by itself, in GiB. */
  readonly maxStorageGib: number;
}

/**
 * MSK with brokers in every zone, without ZooKeeper. Clients sign in with IAM over TLS, and there is no other way in: no password,
 * no certificate, no ACL to forget. MSK extends volumes and never shrinks them, so Terraform leaves their size alone once they are
 * bought.
 *
 * Standard brokers and not Express: those settle replication, retention and storage by themselves and take few of the properties
 * above, and AWS does not turn the one into the other.
 */
export class Kafka extends Construct {
  /** Known at synth. */
  readonly clusterName: string;
  /** MSK ends it with an id of its own, so it is known only after the apply. */
  readonly clusterArn: string;
  /** Host and port of each broker, joined by commas. */
  readonly endpoint: string;
  readonly port = PORT;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: KafkaProps) {
    super(scope, id);
    const { place, subnetIds, storageGib, protect } = props;
    this.refuseWhatCannotRun(props);
    const pinned = engineVersion("kafka", props.version);
    const name = place.naming.resource("kafka");
    this.clusterName = name;
    const security = new StoreSecurityGroup(this, "security-group", {
      ...props,
      name,
      protocol: "Kafka",
      port: PORT,
      furtherPorts: EXPORTER_PORTS,
    });
    const logGroupName = `/aws/msk/${name}/broker`;
    const logs = new StoreLogs(this, "logs", { ...props, names: { broker: logGroupName } });
    const configuration = this.configuration(pinned);
    const cluster = new MskCluster(this, "cluster", {
      clusterName: name,
      kafkaVersion: pinned.release,
      numberOfBrokerNodes: subnetIds.length * props.brokersPerZone,
      enhancedMonitoring: "PER_BROKER",
      brokerNodeGroupInfo: {
        instanceType: storeClass("kafka", props.brokerType).name,
        clientSubnets: [...subnetIds],
        securityGroups: [security.securityGroupId],
        storageInfo: { ebsStorageInfo: { volumeSize: storageGib } },
      },
      clientAuthentication: { sasl: { iam: true, scram: false }, unauthenticated: false },
      configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: props.dataKeyArn,
        encryptionInTransit: { clientBroker: "TLS", inCluster: true },
      },
      openMonitoring: {
        prometheus: { jmxExporter: { enabledInBroker: true }, nodeExporter: { enabledInBroker: true } },
      },
      loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logGroupName } } },
      dependsOn: [...logs.groups],
      lifecycle: {
        ignoreChanges: ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"],
        ...(protect && { preventDestroy: true }),
      },
    });
    this.extendStorage(cluster, props);
    this.clusterArn = cluster.arn;
    this.endpoint = cluster.bootstrapBrokersSaslIam;
    this.securityGroupId = security.securityGroupId;
  }

  private refuseWhatCannotRun({ subnetIds, storageGib, maxStorageGib }: KafkaProps): void {
    if (subnetIds.length < COPIES) {
      throw new Error(
        `${this.node.path}: expected subnets in at least ${COPIES} zones, one for each copy of a record, got ${subnetIds.length}`,
      );
    }
    const growth = storageGrowthProblem({ bought: storageGib, ceiling: maxStorageGib });
    if (growth !== undefined) throw new Error(`${this.node.path}: maxStorageGib: ${growth}`);
  }

  /** Named for its version, which it cannot change: the next one's stands beside it before the cluster moves. */
  private configuration({ version, release }: EngineVersion): MskConfiguration {
    return new MskConfiguration(this, "configuration", {
      name: `${this.clusterName}-${version.replace(/\W/g, "-")}`,
      kafkaVersions: [release],
      serverProperties: Object.entries(PROPERTIES)
        .map(([property, value]) => `${property}=${value}\n`)
        .join(""),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private extendStorage(cluster: MskCluster, { maxStorageGib }: KafkaProps): void {
    const storage = {
      serviceNamespace: "kafka",
      scalableDimension: "kafka:broker-storage:VolumeSize",
      resourceId: cluster.arn,
    };
    const target = new AppautoscalingTarget(this, "storage", {
      ...storage,
      // MSK takes no other.
      minCapacity: 1,
      maxCapacity: maxStorageGib,
    });
    new AppautoscalingPolicy(this, "storage-policy", {
      ...storage,
      name: `${this.clusterName}-storage`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
        targetValue: EXTEND_AT,
        disableScaleIn: true,
      },
      dependsOn: [target],
    });
  }
}
