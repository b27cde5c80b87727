import { synthesize, synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import { Suppressions } from "../core/suppressions";
import { store } from "./__fixtures__/store";
import { Documents, type DocumentsProps } from "./documents";

const props: DocumentsProps = {
  ...store,
  version: "8.0",
  instanceClass: "db.r8g.xlarge",
  instances: 3,
  pointInTimeDays: 35,
};

function documentsWith(change: Partial<DocumentsProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new Documents(scope, "documents", { ...props, ...change });
  });
}

function cluster(change: Partial<DocumentsProps> = {}): Record<string, unknown> {
  return documentsWith(change).only("aws_docdb_cluster");
}

describe("DocumentDB", () => {
  it("says its identifier and ARN at synth, for alarms and backups", () => {
    const { built } = synthesizeBuilt((scope) => new Documents(scope, "documents", props));
    expect(built).toMatchObject({
      identifier: "pitboss-test-documents",
      arn: "arn:aws:rds:eu-central-1:111122223333:cluster:pitboss-test-documents",
      port: 27017,
    });
  });

  it("has the instances that it is told, each by a slot of its own", () => {
    const slots = (instances: number) =>
      Object.values(documentsWith({ instances }).resources("aws_docdb_cluster_instance")).map(
        ({ identifier }) => identifier,
      );
    expect(slots(3)).toEqual([1, 2, 3].map((slot) => `pitboss-test-documents-${slot}`));
    // One more or less leaves the others what they were.
    expect(slots(2)).toEqual(slots(3).slice(0, 2));
  });

  it("asks for TLS 1.2, and records who did what", () => {
    const { parameter, family } = documentsWith().only("aws_docdb_cluster_parameter_group");
    expect(family).toBe("docdb8.0");
    expect(parameter).toEqual(
      expect.arrayContaining([
        { name: "tls", value: "tls1.2+", apply_method: "pending-reboot" },
        { name: "audit_logs", value: "ddl", apply_method: "pending-reboot" },
      ]),
    );
  });

  it("is encrypted with the key of data, and has no password that Terraform knows", () => {
    expect(cluster()).toMatchObject({
      storage_encrypted: true,
      kms_key_id: store.dataKeyArn,
      manage_master_user_password: true,
    });
    expect(cluster()).not.toHaveProperty("master_password");
  });

  it("keeps its audit and its profiler's log in groups made before it", () => {
    const stack = documentsWith();
    expect(Object.values(stack.resources("aws_cloudwatch_log_group")).map(({ name }) => name)).toEqual(
      (stack.only("aws_docdb_cluster").enabled_cloudwatch_logs_exports as string[]).map(
        (log) => `/aws/docdb/pitboss-test-documents/${log}`,
      ),
    );
    for (const id of Object.keys(stack.resources("aws_cloudwatch_log_group"))) {
      expect(stack.only("aws_docdb_cluster").depends_on).toContain(`aws_cloudwatch_log_group.${id}`);
    }
  });

  it("refuses to go where it is protected, and goes without a trace where it is not", () => {
    expect(cluster()).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "pitboss-test-documents-final",
      lifecycle: { prevent_destroy: true },
    });
    expect(cluster({ protect: false })).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
    });
    expect(cluster({ protect: false })).not.toHaveProperty("lifecycle");
  });

  it("accepts what the gate says of a cluster without protection, and of no other", () => {
    const accepted = (protect: boolean) => {
      const { built } = synthesizeBuilt((scope) => {
        new Documents(scope, "documents", { ...props, protect });
        return scope;
      });
      return Suppressions.within(built).map(({ check }) => check);
    };
    expect(accepted(true)).toEqual([]);
    expect(accepted(false)).toEqual(["CKV2_PB_REL08"]);
  });

  it("has insights but on the burstable class", () => {
    const insights = (instanceClass: string) =>
      Object.values(
        documentsWith({ instanceClass, instances: 1 }).resources("aws_docdb_cluster_instance"),
      )[0]!.enable_performance_insights;
    expect(insights("db.r8g.large")).toBe(true);
    expect(insights("db.t4g.medium")).toBeUndefined();
  });

  it("refuses a class or a version that the catalogue does not have", () => {
    expect(() => documentsWith({ instanceClass: "db.r5.large" })).toThrow(/got "db\.r5\.large".*db\.r8g/);
    expect(() => documentsWith({ version: "4.0" })).toThrow(/got "4\.0".*5\.0, 8\.0/);
  });
});
