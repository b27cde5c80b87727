import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize, synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import { Suppressions } from "../core/suppressions";
import { store, topicArn } from "./__fixtures__/store";
import { Postgres, type PostgresProps } from "./postgres";

const props: PostgresProps = {
  ...store,
  version: "18",
  instanceClass: "db.r7g.2xlarge",
  multiAz: true,
  storageGib: 500,
  maxStorageGib: 4000,
  pointInTimeDays: 35,
  insights: "advanced",
  topicArn,
};

function postgresWith(change: Partial<PostgresProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new Postgres(scope, "postgres", { ...props, ...change });
  });
}

function instance(change: Partial<PostgresProps> = {}): Record<string, unknown> {
  return postgresWith(change).only("aws_db_instance");
}

function parameters(stack: SynthesizedStack): Record<string, { value: string; apply_method: string }> {
  const { parameter } = stack.only("aws_db_parameter_group") as {
    parameter: { name: string; value: string; apply_method: string }[];
  };
  return Object.fromEntries(parameter.map(({ name, ...rest }) => [name, rest]));
}

function acceptedOf(change: Partial<PostgresProps> = {}): string[] {
  const { built } = synthesizeBuilt((scope) => {
    new Postgres(scope, "postgres", { ...props, ...change });
    return scope;
  });
  return Suppressions.within(built).map(({ check }) => check);
}

describe("PostgreSQL", () => {
  it("says its identifier and ARN at synth, for alarms and backups", () => {
    const { built } = synthesizeBuilt((scope) => new Postgres(scope, "postgres", props));
    expect(built).toMatchObject({
      identifier: "pitboss-test-postgres",
      arn: "arn:aws:rds:eu-central-1:111122223333:db:pitboss-test-postgres",
      port: 5432,
    });
  });

  it("runs the release that the catalogue pins, and is never moved to another by AWS", () => {
    expect(instance()).toMatchObject({
      engine: "postgres",
      engine_version: expect.stringMatching(/^18\.\d+$/),
      auto_minor_version_upgrade: false,
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
    });
  });

  it("has a standby when told so", () => {
    expect(instance().multi_az).toBe(true);
    expect(instance({ multiAz: false }).multi_az).toBe(false);
  });

  it("has no password that Terraform knows: RDS keeps the master's, and IAM lets the others in", () => {
    expect(instance()).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: store.dataKeyArn,
      iam_database_authentication_enabled: true,
    });
    expect(instance()).not.toHaveProperty("password");
  });

  it("is encrypted with the key of data, its insights too", () => {
    expect(instance()).toMatchObject({
      storage_encrypted: true,
      kms_key_id: store.dataKeyArn,
      performance_insights_kms_key_id: store.dataKeyArn,
    });
  });

  it("refuses a connection without TLS, and a password that is not SCRAM", () => {
    expect(parameters(postgresWith())).toMatchObject({
      "rds.force_ssl": { value: "1" },
      "rds.accepted_password_auth_method": { value: "scram" },
      password_encryption: { value: "scram-sha-256" },
    });
  });

  it("applies at once what needs no restart, but for what RDS's own default says already", () => {
    const waiting = Object.entries(parameters(postgresWith())).filter(
      ([, { apply_method }]) => apply_method === "pending-reboot",
    );
    expect(waiting.map(([name]) => name).sort()).toEqual([
      "password_encryption",
      "rds.force_ssl",
      "shared_preload_libraries",
    ]);
    expect(Object.values(parameters(postgresWith()))).toContainEqual({
      value: "ddl",
      apply_method: "immediate",
    });
  });

  it("has parameters named for their family, so that the next major version's can stand beside them", () => {
    const { name, family, lifecycle } = postgresWith().only("aws_db_parameter_group");
    expect({ name, family, lifecycle }).toEqual({
      name: "pitboss-test-postgres-postgres18",
      family: "postgres18",
      lifecycle: { create_before_destroy: true },
    });
    expect(postgresWith({ version: "17" }).only("aws_db_parameter_group").name).not.toBe(name);
  });

  it.each([
    ["standard", 7],
    ["advanced", 465],
  ] as const)("keeps %s insights for %d days", (insights, days) => {
    expect(instance({ insights })).toMatchObject({
      database_insights_mode: insights,
      performance_insights_enabled: true,
      performance_insights_retention_period: days,
    });
  });

  it("keeps every log that it hands to CloudWatch in a group made before it", () => {
    const stack = postgresWith();
    const groups = Object.values(stack.resources("aws_cloudwatch_log_group")).map(({ name }) => name);
    const { enabled_cloudwatch_logs_exports, depends_on } = stack.only("aws_db_instance") as {
      enabled_cloudwatch_logs_exports: string[];
      depends_on: string[];
    };
    expect(groups).toEqual(
      enabled_cloudwatch_logs_exports.map((log) => `/aws/rds/instance/pitboss-test-postgres/${log}`),
    );
    for (const id of Object.keys(stack.resources("aws_cloudwatch_log_group"))) {
      expect(depends_on).toContain(`aws_cloudwatch_log_group.${id}`);
    }
  });

  it("refuses to go where it is protected, and leaves a snapshot should it go all the same", () => {
    expect(instance()).toMatchObject({
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "pitboss-test-postgres-final",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("goes without a trace where it is not", () => {
    const gone = instance({ protect: false });
    expect(gone).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(gone).not.toHaveProperty("final_snapshot_identifier");
    expect(gone).not.toHaveProperty("lifecycle");
  });

  it("keeps an hour between its own backup, AWS Backup at two, and its maintenance", () => {
    expect(instance()).toMatchObject({
      backup_window: "23:00-23:30",
      maintenance_window: "tue:04:30-tue:05:30",
    });
  });

  it("lets only RDS, and only for this instance, measure with its role", () => {
    const statements = policyOf(postgresWith().only("aws_iam_role"), "assume_role_policy").Statement;
    const assumed = (by: string, arn: string) =>
      decide(
        statements.map((statement) => ({ ...statement, Resource: "*" })),
        {
          action: "sts:AssumeRole",
          resource: "role",
          by,
          context: { "aws:SourceAccount": "111122223333", "aws:SourceArn": arn },
        },
      );
    const own = "arn:aws:rds:eu-central-1:111122223333:db:pitboss-test-postgres";
    expect(assumed("monitoring.rds.amazonaws.com", own)).toBe("allowed");
    expect(assumed("monitoring.rds.amazonaws.com", `${own}-2`)).toBe("not allowed");
    expect(assumed("rds.amazonaws.com", own)).toBe("not allowed");
  });

  it("tells of its own troubles, and of nobody else's", () => {
    const pattern = JSON.parse(postgresWith().only("aws_cloudwatch_event_rule").event_pattern as string) as {
      detail: { SourceArn: string[]; EventCategories: string[] };
    };
    expect(pattern).toMatchObject({ source: ["aws.rds"], "detail-type": ["RDS DB Instance Event"] });
    expect(pattern.detail.SourceArn).toEqual([
      "arn:aws:rds:eu-central-1:111122223333:db:pitboss-test-postgres",
    ]);
    expect(pattern.detail.EventCategories).toEqual(
      expect.arrayContaining(["failover", "failure", "low storage"]),
    );
  });

  it("accepts only the findings that its data causes", () => {
    expect(acceptedOf()).toEqual(["CKV_AWS_226"]);
    expect(acceptedOf({ protect: false, multiAz: false }).sort()).toEqual([
      "CKV_AWS_157",
      "CKV_AWS_226",
      "CKV_AWS_293",
    ]);
  });

  it("refuses a class that the catalogue does not have", () => {
    expect(() => postgresWith({ instanceClass: "db.m5.large" })).toThrow(
      /got "db\.m5\.large".*db\.m7g \(large/,
    );
  });

  it("refuses a version that the catalogue does not have", () => {
    expect(() => postgresWith({ version: "12" })).toThrow(/got "12".*17, 18/);
  });

  it("refuses storage that cannot grow", () => {
    expect(() => postgresWith({ maxStorageGib: 500 })).toThrow(
      "test/postgres: maxStorageGib: got 500 GiB, expected at least 550",
    );
  });
});
