import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize, synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import { store, topicArn } from "./__fixtures__/store";
import { Backups, type BackupsProps } from "./backups";

const DATABASE = "arn:aws:rds:eu-central-1:111122223333:db:pitboss-test-postgres";
const BUCKET = "arn:aws:s3:::pitboss-test-game-history-111122223333";
const props: BackupsProps = {
  place: store.place,
  databases: { postgres: { type: "RDS", arns: [DATABASE], overrides: { dbSubnetGroupName: "data" } } },
  bucketArns: [BUCKET],
  encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/backups",
  dailyDays: 35,
  monthlyDays: 365,
  lock: true,
  restoreTests: true,
  protect: true,
  topicArn,
};

function backupsWith(change: Partial<BackupsProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new Backups(scope, "backups", { ...props, ...change });
  });
}

interface Rule {
  readonly rule_name: string;
  readonly schedule: string;
  readonly enable_continuous_backup?: boolean;
  readonly lifecycle: { readonly delete_after: number; readonly cold_storage_after?: number };
}

function rules(stack: SynthesizedStack, plan: string): Record<string, Rule> {
  const { rule } = stack.at("aws_backup_plan", `${plan}/plan`) as unknown as { rule: Rule[] };
  return Object.fromEntries(rule.map((one) => [one.rule_name, one]));
}

describe("the backups of an environment", () => {
  it("are in a vault of a key of their own, and say its name and ARN at synth", () => {
    const { built, stack } = synthesizeBuilt((scope) => new Backups(scope, "backups", props));
    expect(built).toMatchObject({
      vaultName: "pitboss-test-backups",
      vaultArn: "arn:aws:backup:eu-central-1:111122223333:backup-vault:pitboss-test-backups",
    });
    expect(stack.only("aws_backup_vault")).toMatchObject({
      name: "pitboss-test-backups",
      kms_key_arn: props.encryptionKeyArn,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("are of what the account lets AWS Backup look after, whatever else it lets it", () => {
    expect(backupsWith().only("aws_backup_region_settings")).toMatchObject({
      resource_type_opt_in_preference: { DocumentDB: true, RDS: true, S3: true },
      lifecycle: { ignore_changes: ["resource_type_opt_in_preference"] },
    });
  });

  it("cover every database and every bucket", () => {
    const stack = backupsWith();
    expect(stack.at("aws_backup_selection", "databases/selection").resources).toEqual([DATABASE]);
    expect(stack.at("aws_backup_selection", "buckets/selection").resources).toEqual([BUCKET]);
  });

  it("are made every day and kept longer every month, and none goes where nothing can be stored", () => {
    for (const plan of ["databases", "buckets"]) {
      const { daily, monthly } = rules(backupsWith(), plan);
      expect(daily).toMatchObject({ schedule: "cron(0 2 * * ? *)", lifecycle: { delete_after: 35 } });
      expect(monthly).toMatchObject({ schedule: "cron(0 2 1 * ? *)", lifecycle: { delete_after: 365 } });
      for (const { lifecycle } of [daily!, monthly!])
        expect(lifecycle).not.toHaveProperty("cold_storage_after");
    }
  });

  it("restore any second of a bucket, and leave a database's own seconds to RDS", () => {
    const stack = backupsWith();
    expect(rules(stack, "buckets").daily!.enable_continuous_backup).toBe(true);
    expect(rules(stack, "databases").daily).not.toHaveProperty("enable_continuous_backup");
  });

  it("keep no continuous recovery point longer than AWS Backup can", () => {
    const stack = backupsWith({ dailyDays: 60 });
    expect(rules(stack, "buckets").daily!.lifecycle.delete_after).toBe(35);
    expect(rules(stack, "databases").daily!.lifecycle.delete_after).toBe(60);
  });

  it("are locked against deletion by governance, within which every rule fits", () => {
    const stack = backupsWith();
    const lock = stack.only("aws_backup_vault_lock_configuration") as {
      min_retention_days: number;
      max_retention_days: number;
    };
    expect(lock).not.toHaveProperty("changeable_for_days");
    for (const plan of ["databases", "buckets"]) {
      for (const { lifecycle } of Object.values(rules(stack, plan))) {
        expect(lifecycle.delete_after).toBeGreaterThanOrEqual(lock.min_retention_days);
        expect(lifecycle.delete_after).toBeLessThanOrEqual(lock.max_retention_days);
      }
    }
    expect(backupsWith({ lock: false }).types()).not.toContain("aws_backup_vault_lock_configuration");
  });

  it("are restored by way of trial once a week, each store by what it needs", () => {
    const stack = backupsWith();
    expect(stack.only("aws_backup_restore_testing_plan")).toMatchObject({
      name: "pitboss_test_restores",
      schedule_expression: "cron(0 8 ? * MON *)",
      recovery_point_selection: [
        { include_vaults: ["arn:aws:backup:eu-central-1:111122223333:backup-vault:pitboss-test-backups"] },
      ],
    });
    expect(stack.at("aws_backup_restore_testing_selection", "restore-tests/postgres")).toMatchObject({
      protected_resource_type: "RDS",
      protected_resource_arns: [DATABASE],
      restore_metadata_overrides: { dbSubnetGroupName: "data" },
    });
    expect(stack.at("aws_backup_restore_testing_selection", "restore-tests/buckets")).toMatchObject({
      protected_resource_type: "S3",
      protected_resource_arns: [BUCKET],
    });
    expect(backupsWith({ restoreTests: false }).types()).not.toContain("aws_backup_restore_testing_plan");
  });

  it("are made by one role and restored by another, each AWS Backup's alone", () => {
    const roles = Object.values(backupsWith().resources("aws_iam_role"));
    expect(roles.map(({ name }) => name).sort()).toEqual(["pitboss-test-backup", "pitboss-test-restore"]);
    for (const role of roles) {
      const statements = policyOf(role, "assume_role_policy").Statement.map((statement) => ({
        ...statement,
        Resource: "*",
      }));
      const assumed = (by: string, account: string) =>
        decide(statements, {
          action: "sts:AssumeRole",
          resource: "role",
          by,
          context: { "aws:SourceAccount": account },
        });
      expect(assumed("backup.amazonaws.com", "111122223333")).toBe("allowed");
      expect(assumed("backup.amazonaws.com", "999999999999")).toBe("not allowed");
      expect(assumed("rds.amazonaws.com", "111122223333")).toBe("not allowed");
    }
  });

  it("tell of every job that did not come to its end", () => {
    const patterns = Object.values(backupsWith().resources("aws_cloudwatch_event_rule")).map(
      ({ event_pattern }) => JSON.parse(event_pattern as string) as { detail: Record<string, string[]> },
    );
    expect(patterns).toMatchObject([
      { "detail-type": ["Backup Job State Change"], detail: { state: ["ABORTED", "EXPIRED", "FAILED"] } },
      { "detail-type": ["Restore Job State Change"], detail: { status: ["ABORTED", "FAILED"] } },
    ]);
  });

  it("have no plan for what there is none of", () => {
    const buckets = backupsWith({ databases: {} });
    expect(Object.values(buckets.resources("aws_backup_plan")).map(({ name }) => name)).toEqual([
      "pitboss-test-buckets",
    ]);
    const databases = backupsWith({ bucketArns: [] });
    expect(Object.values(databases.resources("aws_backup_plan")).map(({ name }) => name)).toEqual([
      "pitboss-test-databases",
    ]);
    expect(databases.resources("aws_backup_restore_testing_selection")).not.toHaveProperty("buckets");
  });

  it("are refused of nothing, and where they would end too soon", () => {
    expect(() => backupsWith({ databases: {}, bucketArns: [] })).toThrow(
      "test/backups: expected a database or a bucket to back up, got none",
    );
    expect(() => backupsWith({ dailyDays: 6 })).toThrow(/at least 7 days.*got 6 and 365/);
    expect(() => backupsWith({ monthlyDays: 34 })).toThrow(/got 35 and 34/);
    expect(() => backupsWith({ dailyDays: 7, monthlyDays: 7 })).not.toThrow();
  });
});
