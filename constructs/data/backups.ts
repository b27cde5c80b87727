import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { Suppressions } from "../core/suppressions";
import { BackupPlan } from "./backup-plan";
import { BackupRole } from "./backup-role";
import { EventNotice } from "./event-notice";
import { type Restorable, RestoreTests } from "./restore-tests";

/** What AWS Backup looks after here, by its own names of it. */
const LOOKED_AFTER = { DocumentDB: true, RDS: true, S3: true } as const;

/** A mistake of Friday is found on Monday, and now and then a week later. */
const SHORTEST_DAYS = 7;

export interface BackupsProps {
  readonly place: Place;
  /** The databases that are backed up, by the words that name them: `postgres`. */
  readonly databases: Readonly<Record<string, Restorable>>;
  /** The ARNs of the buckets that are backed up. They keep versions: AWS Backup asks for it. */
  readonly bucketArns: readonly string[];
  /** The vault's key: a bucket's recovery points are encrypted with it, a database's with the database's own. */
  readonly encryptionKeyArn: string;
  /** How long a day's recovery points are kept, in days. */
  readonly dailyDays: number;
  /** How long those of a month's first day are kept, in days. */
  readonly monthlyDays: number;
  /** Whether nobody but a principal that may bypass governance can delete a recovery point before its time. */
  readonly lock: boolean;
  /** Whether what was backed up is restored once a week by way of trial. */
  readonly restoreTests: boolean;
  readonly protect: boolean;
  /** Where failures are told. */
  readonly topicArn: string;
}

/**
 * The recovery points of an environment's stores, apart from the stores: deleting a database deletes neither them nor what they
 * can be restored from. ElastiCache and MSK have no place in AWS Backup: the one has its snapshots, the other its three copies.
 */
export class Backups extends Construct {
  /** Known at synth. */
  readonly vaultName: string;
  /** Known at synth. */
  readonly vaultArn: string;

  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const { place, databases, bucketArns, lock, dailyDays, monthlyDays } = props;
    this.refuseEmptyOrShort(props);
    this.vaultName = place.naming.resource("backups");
    this.vaultArn = place.arn("backup", `backup-vault:${this.vaultName}`);
    const vault = new BackupVault(this, "vault", {
      name: this.vaultName,
      kmsKeyArn: props.encryptionKeyArn,
      ...(props.protect && { lifecycle: { preventDestroy: true } }),
    });
    if (lock) {
      // Without `changeable_for_days` it is governance: whoever may lift the lock can. Compliance cannot be taken back by anyone.
      new BackupVaultLockConfiguration(this, "lock", {
        backupVaultName: vault.name,
        minRetentionDays: SHORTEST_DAYS,
        maxRetentionDays: Math.max(dailyDays, monthlyDays),
      });
    } else {
      Suppressions.add(vault, {
        check: "CKV2_PB_REL07",
        reason:
          "the environment is meant to be torn down and made again, its vault with it; production's rules demand the lock",
        owner: "platform",
        expires: "2027-05-31",
      });
    }
    this.optIn();
    const role = new BackupRole(this, "backup", {
      place,
      purpose: "backup",
      policies: ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"],
    });
    const kept = { place, vaultName: vault.name, role, dailyDays, monthlyDays };
    const databaseArns = Object.values(databases).flatMap(({ arns }) => arns);
    if (databaseArns.length > 0) {
      new BackupPlan(this, "databases", { ...kept, purpose: "databases", resourceArns: databaseArns });
    }
    if (bucketArns.length > 0) {
      new BackupPlan(this, "buckets", {
        ...kept,
        purpose: "buckets",
        resourceArns: bucketArns,
        continuous: true,
      });
    }
    if (props.restoreTests) {
      new RestoreTests(this, "restore-tests", {
        place,
        vaultArn: this.vaultArn,
        stores: {
          ...databases,
          ...(bucketArns.length > 0 && { buckets: { type: "S3", arns: bucketArns } }),
        },
      });
    }
    this.tellOfFailures(props);
  }

  /**
   * An account says of each region what AWS Backup may look after. A plan that names an RDS instance or a bucket is obeyed all the same,
   * but clusters of DocumentDB, Aurora and Neptune have ARNs of one form, so that it asks here which is meant and leaves out the rest
   * without a word (https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html, "Shared resource types").
   *
   * AWS answers with every service that it knows, more each year; Terraform says its three once and compares nothing.
   */
  private optIn(): void {
    new BackupRegionSettings(this, "region-settings", {
      resourceTypeOptInPreference: LOOKED_AFTER,
      lifecycle: { ignoreChanges: ["resource_type_opt_in_preference"] },
    });
  }

  private refuseEmptyOrShort({ databases, bucketArns, dailyDays, monthlyDays }: BackupsProps): void {
    if (Object.keys(databases).length === 0 && bucketArns.length === 0) {
      throw new Error(`${this.node.path}: expected a database or a bucket to back up, got none`);
    }
    if (dailyDays < SHORTEST_DAYS || monthlyDays < dailyDays) {
      throw new Error(
        `${this.node.path}: expected a day's recovery points kept for at least ${SHORTEST_DAYS} days and a month's for as long as` +
          ` those, got ${dailyDays} and ${monthlyDays}`,
      );
    }
  }

  private tellOfFailures({ place, topicArn }: BackupsProps): void {
    new EventNotice(this, "backup-failed", {
      name: place.naming.resource("backup-failed"),
      description: "A recovery point was not made",
      source: "aws.backup",
      detailTypes: ["Backup Job State Change"],
      detail: { backupVaultName: [this.vaultName], state: ["ABORTED", "EXPIRED", "FAILED"] },
      parts: { resource: "$.detail.resourceArn", state: "$.detail.state", why: "$.detail.statusMessage" },
      message: "Backup of <resource>: <state>. <why>",
      topicArn,
    });
    new EventNotice(this, "restore-failed", {
      name: place.naming.resource("restore-failed"),
      description: "A restore did not come to its end, by way of trial or in earnest",
      source: "aws.backup",
      detailTypes: ["Restore Job State Change"],
      detail: { status: ["ABORTED", "FAILED"] },
      parts: { type: "$.detail.resourceType", status: "$.detail.status", job: "$.detail.restoreJobId" },
      message: "Restore of a recovery point (<type>): <status>, job <job>",
      topicArn,
    });
  }
}
