import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { BackupRole } from "./backup-role";

/** What can be restored by way of trial, by AWS Backup's names of it. */
export type RestorableType = "RDS" | "DocumentDB" | "S3";

/** Something to restore. */
export interface Restorable {
  readonly type: RestorableType;
  readonly arns: readonly string[];
  /**
   * What AWS Backup cannot infer, by its own names: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
   * @default everything is inferred
   */
  readonly overrides?: Readonly<Record<string, string>>;
}

export interface RestoreTestsProps {
  readonly place: Place;
  /** The vault whose recovery points are tried. */
  readonly vaultArn: string;
  /** What is tried, by the word that names it: `postgres`. */
  readonly stores: Readonly<Record<string, Restorable>>;
}

/** Mondays at 08:00 UTC, when somebody is there to hear of it. */
const SCHEDULE = "cron(0 8 ? * MON *)";

/** How far back a recovery point to try may lie, in days. */
const WITHIN_DAYS = 7;

/** How long what was restored stays, in hours, for whoever wants to look. */
const KEPT_HOURS = 4;

/**
 * A restore of each store, once a week: a backup that was never restored is a hope. AWS Backup makes a copy beside the store from
 * a recovery point of the week, and deletes the copy.
 */
export class RestoreTests extends Construct {
  constructor(scope: Construct, id: string, props: RestoreTestsProps) {
    super(scope, id);
    const { place, vaultArn, stores } = props;
    const restore = new BackupRole(this, "restore", {
      place,
      purpose: "restore",
      policies: [
        "service-role/AWSBackupServiceRolePolicyForRestores",
        "AWSBackupServiceRolePolicyForS3Restore",
      ],
    });
    const plan = new BackupRestoreTestingPlan(this, "plan", {
      // Letters, digits and underscores alone.
      name: underscored(place.naming.resource("restores")),
      scheduleExpression: SCHEDULE,
      startWindowHours: 1,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vaultArn],
          recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"],
          selectionWindowDays: WITHIN_DAYS,
        },
      ],
    });
    for (const [name, { type, arns, overrides }] of Object.entries(stores)) {
      new BackupRestoreTestingSelection(this, name, {
        name: underscored(name),
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        protectedResourceArns: [...arns],
        iamRoleArn: restore.role.arn,
        validationWindowHours: KEPT_HOURS,
        ...(overrides !== undefined && { restoreMetadataOverrides: { ...overrides } }),
        dependsOn: [...restore.permissions],
      });
    }
  }
}

function underscored(name: string): string {
  return name.replace(/-/g, "_");
}
