import type { Construct } from "constructs";
import { LayerExports } from "../constructs/core/layer-exports";
import { Backups } from "../constructs/data/backups";
import { Documents } from "../constructs/data/documents";
import { Kafka } from "../constructs/data/kafka";
import { Postgres, type PostgresProps } from "../constructs/data/postgres";
import type { Restorable } from "../constructs/data/restore-tests";
import type { StoreProps } from "../constructs/data/store-props";
import { Valkey } from "../constructs/data/valkey";
import { PrivateBucket } from "../constructs/security/private-bucket";
import type { DataStores } from "../envs/data-schema";
import type { Environment } from "../envs/environment";
import { AwsLayerStack } from "./aws-layer-stack";
import type { ClusterExports } from "./cluster";
import type { FoundationExports } from "./foundation";
import type { NetworkExports } from "./network";

/** Something for each store, by its section's name: `postgres`. A store that an environment leaves off has no entry. */
type PerStore = Readonly<Record<string, string>>;

/** What the data layer offers: where the stores are, who they are to IAM and to CloudWatch, and where their secrets lie. */
export interface DataExports {
  /** The host of each store; of Kafka, host and port of every broker, joined by commas. */
  readonly endpoints: PerStore;
  /** Where documents are read that may be a moment old. */
  readonly readerEndpoints: PerStore;
  readonly ports: PerStore;
  /** The names that CloudWatch's dimensions and AWS's commands know the stores by; of the backups, the vault's. */
  readonly names: PerStore;
  readonly arns: PerStore;
  readonly securityGroupIds: PerStore;
  /** The secrets with the master users' passwords, for the platform team alone: applications sign in with IAM. */
  readonly masterSecretArns: PerStore;
  /** What `rds-db:connect` names the PostgreSQL instance by. */
  readonly databaseResourceIds: PerStore;
  /** The users of Valkey, by what they are for. */
  readonly valkeyUserNames: PerStore;
  /** The buckets by the words that name them: `game-history`. */
  readonly bucketNames: PerStore;
}

/** The layers that the stores stand on. */
export interface DataReads {
  readonly foundation: LayerExports<FoundationExports>;
  readonly network: LayerExports<NetworkExports>;
  readonly cluster: LayerExports<ClusterExports>;
}

/** Each kind of export, as the stores add to it. */
type Collected = { -readonly [Kind in keyof DataExports]: Record<string, string> };

/**
 * What an environment keeps: money in PostgreSQL, sessions in Valkey, events in Kafka, documents in DocumentDB, files in buckets;
 * and recovery points of what cannot be made again. The environment's data says which of them there are.
 */
export class DataStack extends AwsLayerStack {
  readonly exports: LayerExports<DataExports>;
  private readonly offered: Collected = {
    endpoints: {},
    readerEndpoints: {},
    ports: {},
    names: {},
    arns: {},
    securityGroupIds: {},
    masterSecretArns: {},
    databaseResourceIds: {},
    valkeyUserNames: {},
    bucketNames: {},
  };
  /** The databases that AWS Backup knows, by their sections' names. */
  private readonly databases: Record<string, Restorable> = {};

  constructor(scope: Construct, environment: Environment, data: DataStores, reads: DataReads) {
    super(scope, "data", environment);
    const keys = reads.foundation.in(this);
    const network = reads.network.in(this);
    const { protect } = environment;
    const store: StoreProps = {
      place: this.place,
      vpcId: network.vpcId,
      subnetIds: Object.values(network.dataSubnetIds),
      clientSecurityGroupId: reads.cluster.in(this).nodeSecurityGroupId,
      dataKeyArn: keys.dataKeyArn,
      logsKeyArn: keys.logsKeyArn,
      retentionDays: environment.logRetentionDays,
      protect,
    };
    if (data.postgres) this.addPostgres({ ...store, ...data.postgres, topicArn: keys.alertTopicArn });
    if (data.valkey) this.addValkey(store, data.valkey);
    if (data.kafka) this.addKafka(store, data.kafka);
    if (data.documents) this.addDocuments(store, data.documents);
    const buckets = Object.entries(data.buckets ?? {}).map(
      ([name, { archiveAfterDays, expireAfterDays }]) => {
        const bucket = new PrivateBucket(this, `bucket-${name}`, {
          name: this.place.bucketName(name),
          encryptionKeyArn: keys.dataKeyArn,
          refuseOtherEncryption: true,
          accessLogBucketName: keys.accessLogBucket,
          protect,
          ...(archiveAfterDays !== undefined && { archiveAfterDays }),
          ...(expireAfterDays !== undefined && { expireAfterDays }),
        });
        this.offered.bucketNames[name] = bucket.bucketName;
        return bucket;
      },
    );
    if (data.backups) {
      const backups = new Backups(this, "backups", {
        ...data.backups,
        place: this.place,
        databases: this.databases,
        bucketArns: buckets.map(({ arn }) => arn),
        encryptionKeyArn: keys.backupsKeyArn,
        protect,
        topicArn: keys.alertTopicArn,
      });
      this.offered.names.backups = backups.vaultName;
      this.offered.arns.backups = backups.vaultArn;
    }
    this.exports = LayerExports.publish<DataExports>(this, this.offered);
  }

  private addPostgres(props: PostgresProps): void {
    const postgres = new Postgres(this, "postgres", props);
    this.offer("postgres", postgres, postgres.identifier, postgres.arn);
    this.offered.masterSecretArns.postgres = postgres.masterSecretArn;
    this.offered.databaseResourceIds.postgres = postgres.resourceId;
    this.databases.postgres = {
      type: "RDS",
      arns: [postgres.arn],
      overrides: restoredBeside(postgres),
    };
  }

  private addValkey(store: StoreProps, data: NonNullable<DataStores["valkey"]>): void {
    const valkey = new Valkey(this, "valkey", { ...store, ...data });
    this.offer("valkey", valkey, valkey.replicationGroupId, valkey.arn);
    Object.assign(this.offered.valkeyUserNames, valkey.userNames);
  }

  private addKafka(store: StoreProps, data: NonNullable<DataStores["kafka"]>): void {
    const kafka = new Kafka(this, "kafka", { ...store, ...data });
    this.offer("kafka", kafka, kafka.clusterName, kafka.clusterArn);
  }

  private addDocuments(store: StoreProps, data: NonNullable<DataStores["documents"]>): void {
    const documents = new Documents(this, "documents", { ...store, ...data });
    this.offer("documents", documents, documents.identifier, documents.arn);
    this.offered.readerEndpoints.documents = documents.readerEndpoint;
    this.offered.masterSecretArns.documents = documents.masterSecretArn;
    this.databases.documents = {
      type: "DocumentDB",
      arns: [documents.arn],
      overrides: restoredBeside(documents),
    };
  }

  private offer(
    store: string,
    at: { readonly endpoint: string; readonly port: number; readonly securityGroupId: string },
    name: string,
    arn: string,
  ): void {
    this.offered.endpoints[store] = at.endpoint;
    this.offered.ports[store] = String(at.port);
    this.offered.securityGroupIds[store] = at.securityGroupId;
    this.offered.names[store] = name;
    this.offered.arns[store] = arn;
  }
}

/** A trial restore lands in the account's default network where it is told no other, and this account's has none. */
function restoredBeside(store: {
  readonly subnetGroupName: string;
  readonly securityGroupId: string;
}): Readonly<Record<string, string>> {
  return {
    dbSubnetGroupName: store.subnetGroupName,
    vpcSecurityGroupIds: JSON.stringify([store.securityGroupId]),
  };
}
