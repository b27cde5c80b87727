import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { managedPolicyArn } from "../core/arn";
import { serviceTrust } from "../core/policy-document";
import { Suppressions } from "../core/suppressions";
import { engineVersion } from "./engine-catalogue";
import { EventNotice } from "./event-notice";
import { storageGrowthProblem } from "./storage-growth";
import { storeClass } from "./store-classes";
import { StoreLogs } from "./store-logs";
import type { StoreProps } from "./store-props";
import { StoreSecurityGroup } from "./store-security-group";

/** Who made the database; applications connect as users of their own. */
const MASTER_USER = "platform";
const PORT = 5432;

/** What RDS hands to CloudWatch; who was refused by IAM is in none of the other two. */
const LOGS = ["iam-db-auth-error", "postgresql", "upgrade"];

/** How long Database Insights keeps what it saw, in days: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.html */
const INSIGHTS_DAYS = { standard: 7, advanced: 465 } as const;

/**
 * Players' money is behind these: no connection without TLS, no password weaker than SCRAM, and a record of every change of the
 * schema and of rights, and of every statement that took a second.
 */
const PARAMETERS = {
  "rds.force_ssl": "1",
  "rds.accepted_password_auth_method": "scram",
  password_encryption: "scram-sha-256",
  log_statement: "ddl",
  log_min_duration_statement: "1000",
  log_lock_waits: "1",
  "pgaudit.log": "ddl,role",
  shared_preload_libraries: "pg_stat_statements,pgaudit",
} as const;

/**
 * What waits for a restart. The libraries must. Of a parameter whose value is also RDS's default, RDS says that it waits whatever was
 * asked, and each plan would see a change (https://github.com/hashicorp/terraform-provider-aws/issues/39252).
 */
const AFTER_A_RESTART = new Set<string>(["shared_preload_libraries", "rds.force_ssl", "password_encryption"]);

export interface PostgresProps extends StoreProps {
  /** The major version, one of the engine catalogue's: `18`. */
  readonly version: string;
  /** A class of the catalogue: `db.m7g.large`. */
  readonly instanceClass: string;
  /** Whether a standby in another zone has every commit before the client hears of it. */
  readonly multiAz: boolean;
  /** What is bought at first, in GiB. */
  readonly storageGib: number;
  /** How far RDS may extend it by itself, in GiB. */
  readonly maxStorageGib: number;
  /** How far back any second can be restored, 1 to 35 days. */
  readonly pointInTimeDays: number;
  readonly insights: "standard" | "advanced";
  /** Where RDS tells of failures, failovers and little storage. */
  readonly topicArn: string;
}

/**
 * RDS for PostgreSQL. RDS keeps the master password in Secrets Manager and renews it; applications sign in with IAM. Multi-AZ is
 * an instance with one standby: a Multi-AZ cluster would have two that can be read, on classes with disks of their own alone.
 *
 * Minor versions come from the catalogue and not from AWS's own upgrades, which would reach production when they reach dev.
 */
export class Postgres extends Construct {
  /** The instance's identifier, known at synth. */
  readonly identifier: string;
  /** Known at synth. */
  readonly arn: string;
  /** What `rds-db:connect` names the instance by: `db-ABCDEFGHIJKL`. */
  readonly resourceId: string;
  readonly endpoint: string;
  readonly port = PORT;
  readonly securityGroupId: string;
  /** The secret that RDS keeps the master user's password in. */
  readonly masterSecretArn: string;
  /** Known at synth. */
  readonly subnetGroupName: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { place, protect, instanceClass, storageGib, maxStorageGib } = props;
    const { release, family } = engineVersion("postgres", props.version);
    const growth = storageGrowthProblem({ bought: storageGib, ceiling: maxStorageGib });
    if (growth !== undefined) throw new Error(`${this.node.path}: maxStorageGib: ${growth}`);
    this.identifier = place.naming.resource("postgres");
    this.arn = place.arn("rds", `db:${this.identifier}`);
    this.subnetGroupName = this.identifier;
    const subnets = new DbSubnetGroup(this, "subnets", {
      name: this.subnetGroupName,
      subnetIds: [...props.subnetIds],
    });
    const security = new StoreSecurityGroup(this, "security-group", {
      ...props,
      name: this.identifier,
      protocol: "PostgreSQL",
      port: PORT,
    });
    const logs = new StoreLogs(this, "logs", {
      ...props,
      names: Object.fromEntries(LOGS.map((log) => [log, `/aws/rds/instance/${this.identifier}/${log}`])),
    });
    const monitoring = this.monitoringRole(props);
    const instance = new DbInstance(this, "instance", {
      identifier: this.identifier,
      engine: "postgres",
      engineVersion: release,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      autoMinorVersionUpgrade: false,
      // A major version changes only where somebody changes it in the environment's data.
      allowMajorVersionUpgrade: true,
      applyImmediately: false,
      instanceClass: storeClass("postgres", instanceClass).name,
      parameterGroupName: this.parameters(family).name,
      multiAz: props.multiAz,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [security.securityGroupId],
      publiclyAccessible: false,
      port: PORT,
      caCertIdentifier: "rds-ca-ecc384-g1",
      username: MASTER_USER,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.dataKeyArn,
      iamDatabaseAuthenticationEnabled: true,
      storageType: "gp3",
      allocatedStorage: storageGib,
      maxAllocatedStorage: maxStorageGib,
      storageEncrypted: true,
      kmsKeyId: props.dataKeyArn,
      backupRetentionPeriod: props.pointInTimeDays,
      // AWS Backup fails in the hour before either window, so it has its own between them.
      backupWindow: "23:00-23:30",
      maintenanceWindow: "tue:04:30-tue:05:30",
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: !protect,
      deletionProtection: protect,
      skipFinalSnapshot: !protect,
      ...(protect && { finalSnapshotIdentifier: `${this.identifier}-final` }),
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.dataKeyArn,
      performanceInsightsRetentionPeriod: INSIGHTS_DAYS[props.insights],
      databaseInsightsMode: props.insights,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.role.arn,
      enabledCloudwatchLogsExports: LOGS,
      dependsOn: [...logs.groups, monitoring.permission],
      ...(protect && { lifecycle: { preventDestroy: true } }),
    });
    this.acceptFindings(instance, props);
    this.tellOfTrouble(props);
    this.resourceId = instance.resourceId;
    this.endpoint = instance.address;
    this.securityGroupId = security.securityGroupId;
    this.masterSecretArn = instance.masterUserSecret.get(0).secretArn;
  }

  /** Named for its family: the next major version's stands beside it before the instance moves. */
  private parameters(family: string): DbParameterGroup {
    return new DbParameterGroup(this, "parameters", {
      name: `${this.identifier}-${family}`,
      family,
      description: `Of ${this.identifier}`,
      parameter: Object.entries(PARAMETERS).map(([name, value]) => ({
        name,
        value,
        applyMethod: AFTER_A_RESTART.has(name) ? "pending-reboot" : "immediate",
      })),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** Enhanced monitoring: what the operating system sees, which CloudWatch's own metrics of RDS do not. */
  private monitoringRole({ place }: PostgresProps): { role: IamRole; permission: IamRolePolicyAttachment } {
    const role = new IamRole(this, "monitoring-role", {
      name: place.naming.role("postgres-monitoring"),
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": place.account, "aws:SourceArn": this.arn },
      }),
    });
    const permission = new IamRolePolicyAttachment(this, "monitoring-role-policy", {
      role: role.name,
      policyArn: managedPolicyArn("service-role/AmazonRDSEnhancedMonitoringRole"),
    });
    return { role, permission };
  }

  private tellOfTrouble({ place, topicArn }: PostgresProps): void {
    new EventNotice(this, "trouble", {
      name: place.naming.resource("postgres-trouble"),
      description:
        "RDS tells of a failure, a failover, a recovery, an end of support or storage that runs out",
      source: "aws.rds",
      detailTypes: ["RDS DB Instance Event"],
      detail: {
        SourceArn: [this.arn],
        EventCategories: [
          "availability",
          "deletion",
          "failover",
          "failure",
          "low storage",
          "maintenance",
          "recovery",
          "security patching",
        ],
      },
      parts: {
        instance: "$.detail.SourceIdentifier",
        message: "$.detail.Message",
        event: "$.detail.EventID",
      },
      message: "<instance>: <message> (<event>)",
      topicArn,
    });
  }

  private acceptFindings(instance: DbInstance, { protect, multiAz }: PostgresProps): void {
    const accept = (check: string, reason: string): void => {
      Suppressions.add(instance, { check, reason, owner: "platform", expires: "2027-05-31" });
    };
    accept(
      "CKV_AWS_226",
      "minor versions are pinned in the engine catalogue and go through dev and staging first; the report lists the end of support of each",
    );
    if (!multiAz) {
      accept(
        "CKV_AWS_157",
        "nobody plays in the environment, and it can wait for a restore; production's rules demand a standby",
      );
    }
    if (!protect) {
      accept(
        "CKV_AWS_293",
        "the environment is meant to be torn down and made again; its database holds test data alone",
      );
    }
  }
}
