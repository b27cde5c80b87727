import { DocdbCluster } from "@cdktf/provider-aws/lib/docdb-cluster";
import { DocdbClusterInstance } from "@cdktf/provider-aws/lib/docdb-cluster-instance";
import { DocdbClusterParameterGroup } from "@cdktf/provider-aws/lib/docdb-cluster-parameter-group";
import { DocdbSubnetGroup } from "@cdktf/provider-aws/lib/docdb-subnet-group";
import { Construct } from "constructs";
import { Suppressions } from "../core/suppressions";
import { engineVersion } from "./engine-catalogue";
import { storeClass } from "./store-classes";
import { StoreLogs } from "./store-logs";
import type { StoreProps } from "./store-props";
import { StoreSecurityGroup } from "./store-security-group";

const MASTER_USER = "platform";
const PORT = 27017;

/** What DocumentDB hands to CloudWatch: who did what, and what took long. */
const LOGS = ["audit", "profiler"];

/** https://docs.aws.amazon.com/documentdb/latest/developerguide/cluster_parameter_groups-list_of_parameters.html */
const PARAMETERS = {
  // Nor TLS before 1.2.
  tls: "tls1.2+",
  // Sign-ins, and every change of a collection, an index or a right.
  audit_logs: "ddl",
  profiler: "enabled",
  profiler_threshold_ms: "100",
} as const;

export interface DocumentsProps extends StoreProps {
  /** The version, one of the engine catalogue's: `8.0`. */
  readonly version: string;
  /** A class of the catalogue: `db.r8g.large`. */
  readonly instanceClass: string;
  /** How many instances stand before the one volume; AWS puts each into another zone. */
  readonly instances: number;
  /** How far back any second can be restored, 1 to 35 days. */
  readonly pointInTimeDays: number;
}

/**
 * DocumentDB, which speaks MongoDB's protocol. Its volume is in three zones whatever stands before it; a second instance is what
 * takes over. DocumentDB keeps the master password in Secrets Manager, under the account's own key: it takes no other through
 * Terraform.
 */
export class Documents extends Construct {
  /** The cluster's identifier, known at synth. */
  readonly identifier: string;
  /** Known at synth. */
  readonly arn: string;
  /** Where to write. */
  readonly endpoint: string;
  /** Where to read what may be a moment old. */
  readonly readerEndpoint: string;
  readonly port = PORT;
  readonly securityGroupId: string;
  /** The secret that DocumentDB keeps the master user's password in. */
  readonly masterSecretArn: string;
  /** Known at synth. */
  readonly subnetGroupName: string;

  constructor(scope: Construct, id: string, props: DocumentsProps) {
    super(scope, id);
    const { place, protect, instances, instanceClass } = props;
    const { release, family } = engineVersion("documents", props.version);
    this.identifier = place.naming.resource("documents");
    // DocumentDB's ARNs are those of RDS.
    this.arn = place.arn("rds", `cluster:${this.identifier}`);
    this.subnetGroupName = this.identifier;
    const subnets = new DocdbSubnetGroup(this, "subnets", {
      name: this.subnetGroupName,
      subnetIds: [...props.subnetIds],
    });
    const security = new StoreSecurityGroup(this, "security-group", {
      ...props,
      name: this.identifier,
      protocol: "DocumentDB",
      port: PORT,
    });
    const logs = new StoreLogs(this, "logs", {
      ...props,
      names: Object.fromEntries(LOGS.map((log) => [log, `/aws/docdb/${this.identifier}/${log}`])),
    });
    const cluster = new DocdbCluster(this, "cluster", {
      clusterIdentifier: this.identifier,
      engine: "docdb",
      engineVersion: release,
      // A major version changes only where somebody changes it in the environment's data.
      allowMajorVersionUpgrade: true,
      applyImmediately: false,
      dbClusterParameterGroupName: this.parameters(family).name,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [security.securityGroupId],
      port: PORT,
      masterUsername: MASTER_USER,
      manageMasterUserPassword: true,
      storageEncrypted: true,
      kmsKeyId: props.dataKeyArn,
      backupRetentionPeriod: props.pointInTimeDays,
      // AWS Backup has its own window between the two, as for RDS.
      preferredBackupWindow: "23:00-23:30",
      preferredMaintenanceWindow: "tue:04:30-tue:05:30",
      deletionProtection: protect,
      skipFinalSnapshot: !protect,
      ...(protect && { finalSnapshotIdentifier: `${this.identifier}-final` }),
      enabledCloudwatchLogsExports: LOGS,
      dependsOn: [...logs.groups],
      ...(protect && { lifecycle: { preventDestroy: true } }),
    });
    const { name: classOfInstances, burstable } = storeClass("documents", instanceClass);
    for (let slot = 1; slot <= instances; slot += 1) {
      new DocdbClusterInstance(this, `instance-${slot}`, {
        identifier: `${this.identifier}-${slot}`,
        clusterIdentifier: cluster.clusterIdentifier,
        engine: "docdb",
        instanceClass: classOfInstances,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        applyImmediately: false,
        copyTagsToSnapshot: true,
        // The burstable class is for where nobody waits for an answer.
        ...(!burstable && { enablePerformanceInsights: true, performanceInsightsKmsKeyId: props.dataKeyArn }),
        preferredMaintenanceWindow: "tue:04:30-tue:05:30",
      });
    }
    if (!protect) {
      Suppressions.add(cluster, {
        check: "CKV2_PB_REL08",
        reason: "the environment is meant to be torn down and made again; its documents are test data alone",
        owner: "platform",
        expires: "2027-05-31",
      });
    }
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.securityGroupId = security.securityGroupId;
    this.masterSecretArn = cluster.masterUserSecret.get(0).secretArn;
  }

  /** Named for its family: the next one's stands beside it before the cluster moves. */
  private parameters(family: string): DocdbClusterParameterGroup {
    return new DocdbClusterParameterGroup(this, "parameters", {
      name: `${this.identifier}-${family.replace(/\W/g, "-")}`,
      family,
      description: `Of ${this.identifier}`,
      parameter: Object.entries(PARAMETERS).map(([name, value]) => ({
        name,
        value,
        // A static parameter is refused any other; the dynamic ones wait for the same restart.
        applyMethod: "pending-reboot",
      })),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
