import { BackupPlan as AwsBackupPlan, type BackupPlanRule } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import type { BackupRole } from "./backup-role";

/** AWS Backup keeps what it restores any second from for 35 days at most. */
const LONGEST_CONTINUOUS_DAYS = 35;

/**
 * At 02:00 UTC, to be started within the hour: AWS Backup fails within an hour before RDS's own backup and maintenance, which
 * are at 23:00 and 04:30. https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
 */
const HOUR = 2;
const START_WITHIN_MINUTES = 60;
const COMPLETE_WITHIN_MINUTES = 720;

export interface BackupPlanProps {
  readonly place: Place;
  /** What the plan is for, which names it: `databases`. */
  readonly purpose: string;
  readonly vaultName: string;
  readonly role: BackupRole;
  /** What is backed up. */
  readonly resourceArns: readonly string[];
  /** How long a day's recovery points are kept, in days. */
  readonly dailyDays: number;
  /** How long those of a month's first day are kept, in days. */
  readonly monthlyDays: number;
  /**
   * Whether the days' recovery points are one that is continued, from which any second of the last 35 days can be restored.
   * RDS must not be: AWS Backup would take over the window and retention that Terraform gave it.
   * @default false
   */
  readonly continuous?: boolean;
}

/**
 * Recovery points of every day, and of every month's first day for longer. Nothing goes to cold storage: neither RDS nor
 * DocumentDB nor S3 has any (https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html).
 */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { place, purpose, vaultName, role, dailyDays, monthlyDays, continuous = false } = props;
    const rule = (ruleName: string, days: string, deleteAfter: number): BackupPlanRule => ({
      ruleName,
      targetVaultName: vaultName,
      schedule: `cron(0 ${HOUR} ${days} * ? *)`,
      startWindow: START_WITHIN_MINUTES,
      completionWindow: COMPLETE_WITHIN_MINUTES,
      lifecycle: { deleteAfter },
    });
    const plan = new AwsBackupPlan(this, "plan", {
      name: place.naming.resource(purpose),
      rule: [
        {
          ...rule("daily", "*", continuous ? Math.min(dailyDays, LONGEST_CONTINUOUS_DAYS) : dailyDays),
          ...(continuous && { enableContinuousBackup: true }),
        },
        rule("monthly", "1", monthlyDays),
      ],
    });
    new BackupSelection(this, "selection", {
      planId: plan.id,
      name: purpose,
      iamRoleArn: role.role.arn,
      resources: [...props.resourceArns],
      dependsOn: [...role.permissions],
    });
  }
}
