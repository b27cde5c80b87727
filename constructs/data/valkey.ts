import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import { engineVersion } from "./engine-catalogue";
import { storeClass } from "./store-classes";
import { StoreLogs } from "./store-logs";
import type { StoreProps } from "./store-props";
import { StoreSecurityGroup } from "./store-security-group";

const PORT = 6379;

/** What a client asks before anything else, to learn which shard has which key; of no category that only reads. */
const FIND_SHARDS = ["slots", "shards", "nodes", "info"].map((question) => `+cluster|${question}`).join(" ");

/**
 * Who may do what, in Valkey's own words (https://valkey.io/topics/acl/). Applications cannot empty the store, list every key or
 * change its configuration; who looks into a fault cannot change a key. `INFO` counts as dangerous, and every client asks it.
 */
const USERS = {
  application: "on ~* &* +@all -@admin -@dangerous +info",
  observer: `on ~* &* -@all +@read +@connection +info ${FIND_SHARDS} -keys`,
} as const;

/** What ElastiCache writes to CloudWatch. */
const LOGS = ["slow-log", "engine-log"];

const PARAMETERS = {
  "cluster-enabled": "yes",
  // Only what says itself when it ends may be given up for room: a session does, a lock does, a counter must not.
  "maxmemory-policy": "volatile-lru",
} as const;

interface ValkeyUser {
  readonly purpose: string;
  readonly name: string;
  readonly accessString: string;
}

export interface ValkeyProps extends StoreProps {
  /** The version, one of the engine catalogue's: `9.0`. */
  readonly version: string;
  /** A type of the catalogue: `cache.r7g.large`. */
  readonly nodeType: string;
  /** Into how many parts the keys are spread. */
  readonly shards: number;
  /** How many copies each part has beside its primary, in other zones. */
  readonly replicasPerShard: number;
  /** How many daily snapshots are kept. */
  readonly snapshotDays: number;
}

/**
 * ElastiCache for Valkey in cluster mode, with one shard too: shards are added to a running cluster, while cluster mode cannot be
 * switched on without a migration. Nobody has a password: users sign in with IAM tokens, over TLS alone. The `default` user, which
 * every Valkey has and who needs none, is in no group of users here and so is let in by nothing.
 */
export class Valkey extends Construct {
  /** The replication group's id, known at synth. */
  readonly replicationGroupId: string;
  /** Known at synth. */
  readonly arn: string;
  /** Where a client asks for the cluster's shards. */
  readonly endpoint: string;
  readonly port = PORT;
  readonly securityGroupId: string;
  /** The users by what they are for, known at synth: `{ application: "pitboss-dev-application" }`. */
  readonly userNames: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ValkeyProps) {
    super(scope, id);
    const { place, protect, replicasPerShard } = props;
    const { release, family } = engineVersion("valkey", props.version);
    const name = place.naming.resource("valkey");
    this.replicationGroupId = name;
    this.arn = place.arn("elasticache", `replicationgroup:${name}`);
    const users = Object.entries(USERS).map(([purpose, accessString]) => ({
      purpose,
      name: place.naming.resource(purpose),
      accessString,
    }));
    this.userNames = Object.fromEntries(users.map((user) => [user.purpose, user.name]));
    const subnets = new ElasticacheSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const security = new StoreSecurityGroup(this, "security-group", {
      ...props,
      name,
      protocol: "Valkey",
      port: PORT,
    });
    const logGroups = Object.fromEntries(LOGS.map((log) => [log, `/aws/elasticache/${name}/${log}`]));
    const logs = new StoreLogs(this, "logs", { ...props, names: logGroups });
    const group = new ElasticacheReplicationGroup(this, "replication-group", {
      replicationGroupId: name,
      description: `Sessions and what can be computed again, of ${place.naming.prefix}`,
      engine: "valkey",
      engineVersion: release,
      autoMinorVersionUpgrade: "false",
      applyImmediately: false,
      nodeType: storeClass("valkey", props.nodeType).name,
      numNodeGroups: props.shards,
      replicasPerNodeGroup: replicasPerShard,
      // Cluster mode asks for it even where there is nothing to fail over to.
      automaticFailoverEnabled: true,
      multiAzEnabled: replicasPerShard > 0,
      parameterGroupName: this.parameters(family).name,
      subnetGroupName: subnets.name,
      securityGroupIds: [security.securityGroupId],
      port: PORT,
      atRestEncryptionEnabled: "true",
      kmsKeyId: props.dataKeyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [this.userGroup(users).userGroupId],
      snapshotRetentionLimit: props.snapshotDays,
      snapshotWindow: "23:00-00:00",
      maintenanceWindow: "tue:04:30-tue:05:30",
      ...(protect && { finalSnapshotIdentifier: `${name}-final` }),
      logDeliveryConfiguration: Object.entries(logGroups).map(([logType, destination]) => ({
        logType,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination,
      })),
      dependsOn: [...logs.groups],
      ...(protect && { lifecycle: { preventDestroy: true } }),
    });
    this.endpoint = group.configurationEndpointAddress;
    this.securityGroupId = security.securityGroupId;
  }

  /** IAM's own rule: a user's id and its name are the same. */
  private userGroup(users: readonly ValkeyUser[]): ElasticacheUserGroup {
    const made = users.map(
      ({ purpose, name, accessString }) =>
        new ElasticacheUser(this, `user-${purpose}`, {
          engine: "valkey",
          userId: name,
          userName: name,
          accessString,
          authenticationMode: { type: "iam" },
        }),
    );
    return new ElasticacheUserGroup(this, "users", {
      engine: "valkey",
      userGroupId: this.replicationGroupId,
      userIds: made.map(({ userId }) => userId),
    });
  }

  /** Named for its family: the next one's stands beside it before the cluster moves. */
  private parameters(family: string): ElasticacheParameterGroup {
    return new ElasticacheParameterGroup(this, "parameters", {
      name: `${this.replicationGroupId}-${family}`,
      family,
      description: `Of ${this.replicationGroupId}`,
      parameter: Object.entries(PARAMETERS).map(([name, value]) => ({ name, value })),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
