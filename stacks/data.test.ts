import type { App } from "../constructs/core/cdktf";
import type { DataStores } from "../envs/data-schema";
import { readEnvironments } from "../envs/environments";
import type { Environment } from "../envs/environment";
import { type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { ClusterStack } from "./cluster";
import { DataStack } from "./data";
import { FoundationStack } from "./foundation";
import { NetworkStack } from "./network";

const environments = readEnvironments();
const named = (name: string) => environments.find((environment) => environment.name === name)!;

function addData(app: App, environment: Environment, data: DataStores): DataStack {
  const foundation = new FoundationStack(app, environment).exports;
  const network = new NetworkStack(app, environment, { foundation }).exports;
  const cluster = new ClusterStack(app, environment, { foundation, network }).exports;
  return new DataStack(app, environment, data, { foundation, network, cluster });
}

/** The data layer of an environment with stores of our choice. */
function dataOf(environment: Environment, data = environment.data!): SynthesizedStack {
  const stacks = synthesizeApp((app) => addData(app, environment, data));
  return stacks.get(`${environment.name}-data`)!;
}

function outputsOf(stack: SynthesizedStack): Record<string, Record<string, string>> {
  const outputs = stack.document.output as Record<string, { value: Record<string, string> }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

const stacks = new Map(environments.map((environment) => [environment.name, dataOf(environment)]));
const prod = stacks.get("prod")!;

describe("the data layer", () => {
  it("stands on the foundation, the network and the cluster", () => {
    synthesizeApp((app) => {
      const names = addData(app, named("dev"), {}).dependencies.map(({ node }) => node.id);
      expect(names.sort()).toEqual(["dev-cluster", "dev-foundation", "dev-network"]);
    });
  });

  it.each([...stacks])(
    "of %s puts every store into the data subnets, behind a group of its own",
    (_, stack) => {
      const subnets = [
        stack.only("aws_db_subnet_group").subnet_ids,
        stack.only("aws_docdb_subnet_group").subnet_ids,
        stack.only("aws_elasticache_subnet_group").subnet_ids,
        (stack.only("aws_msk_cluster").broker_node_group_info as { client_subnets: string[] }).client_subnets,
      ] as string[][];
      for (const ids of subnets) {
        expect(ids).toHaveLength(3);
        for (const id of ids) expect(id).toContain(".outputs.data_subnet_ids[");
      }
      const rules = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
      for (const rule of rules) {
        expect(rule.referenced_security_group_id).toContain(".outputs.node_security_group_id}");
      }
      expect(Object.keys(stack.resources("aws_security_group"))).toHaveLength(4);
    },
  );

  it.each([...stacks])("of %s encrypts what it keeps with the key of data", (_, stack) => {
    const data = expect.stringContaining(".outputs.data_key_arn}");
    expect(stack.only("aws_db_instance").kms_key_id).toEqual(data);
    expect(stack.only("aws_docdb_cluster").kms_key_id).toEqual(data);
    expect(stack.only("aws_elasticache_replication_group").kms_key_id).toEqual(data);
    expect(stack.only("aws_msk_cluster").encryption_info).toMatchObject({
      encryption_at_rest_kms_key_arn: data,
    });
    expect(stack.only("aws_backup_vault").kms_key_arn).toContain(".outputs.backups_key_arn}");
  });

  it("names its stores so that alarms can be written before they exist", () => {
    expect(outputsOf(prod)).toMatchObject({
      names: {
        postgres: "pitboss-prod-postgres",
        valkey: "pitboss-prod-valkey",
        kafka: "pitboss-prod-kafka",
        documents: "pitboss-prod-documents",
        backups: "pitboss-prod-backups",
      },
      ports: { postgres: "5432", valkey: "6379", kafka: "9098", documents: "27017" },
      bucket_names: { "game-history": "pitboss-prod-game-history-777788889999" },
    });
  });

  it("offers an endpoint, an ARN and a security group of each store", () => {
    const { endpoints, arns, security_group_ids } = outputsOf(prod);
    const stores = ["documents", "kafka", "postgres", "valkey"];
    expect(Object.keys(endpoints!).sort()).toEqual(stores);
    expect(Object.keys(security_group_ids!).sort()).toEqual(stores);
    expect(Object.keys(arns!).sort()).toEqual(["backups", ...stores]);
    expect(endpoints!.kafka).toContain(".bootstrap_brokers_sasl_iam}");
  });

  it("says where a master's password lies, and never what it is", () => {
    expect(Object.keys(outputsOf(prod).master_secret_arns!).sort()).toEqual(["documents", "postgres"]);
    const text = JSON.stringify(prod.document);
    expect(text).not.toMatch(/"(master_)?password"/);
  });

  it("keeps production's stores, and lets dev's go", () => {
    const stateful = [
      "aws_backup_vault",
      "aws_db_instance",
      "aws_docdb_cluster",
      "aws_elasticache_replication_group",
      "aws_msk_cluster",
      "aws_s3_bucket",
    ];
    for (const type of stateful) {
      for (const body of Object.values(prod.resources(type))) {
        expect([type, body.lifecycle]).toEqual([type, expect.objectContaining({ prevent_destroy: true })]);
      }
      for (const body of Object.values(stacks.get("dev")!.resources(type))) {
        expect([type, JSON.stringify(body)]).toEqual([type, expect.not.stringContaining("prevent_destroy")]);
      }
    }
  });

  it("backs up every database and every bucket that there is", () => {
    const selected = Object.values(prod.resources("aws_backup_selection")).flatMap(
      ({ resources }) => resources as string[],
    );
    expect(selected.sort()).toEqual([
      "arn:aws:rds:eu-central-1:777788889999:cluster:pitboss-prod-documents",
      "arn:aws:rds:eu-central-1:777788889999:db:pitboss-prod-postgres",
      ...Object.values(prod.resources("aws_s3_bucket"))
        .map(({ bucket }) => `arn:aws:s3:::${String(bucket)}`)
        .sort(),
    ]);
  });

  it("tries its restores in its own network", () => {
    const postgres = prod.at("aws_backup_restore_testing_selection", "restore-tests/postgres");
    expect(postgres.restore_metadata_overrides).toMatchObject({
      dbSubnetGroupName: "pitboss-prod-postgres",
      vpcSecurityGroupIds: expect.stringMatching(/^\["\$\{aws_security_group\.[^"]+\.id\}"\]$/),
    });
  });
});

describe("a data layer without a store", () => {
  const everything = named("dev").data!;
  const made: Readonly<Record<keyof DataStores, string>> = {
    postgres: "aws_db_instance",
    valkey: "aws_elasticache_replication_group",
    kafka: "aws_msk_cluster",
    documents: "aws_docdb_cluster",
    buckets: "aws_s3_bucket",
    backups: "aws_backup_vault",
  };

  it.each(Object.keys(made) as (keyof DataStores)[])("makes nothing of %s, and all the rest", (store) => {
    const rest = Object.fromEntries(Object.entries(everything).filter(([name]) => name !== store));
    const stack = dataOf(named("dev"), rest);
    for (const [other, type] of Object.entries(made)) {
      expect([type, stack.types().includes(type)]).toEqual([type, other !== store]);
    }
    for (const [kind, values] of Object.entries(outputsOf(stack))) {
      expect([kind, Object.keys(values)]).toEqual([kind, expect.not.arrayContaining([store])]);
    }
    expect(JSON.stringify(stack.document)).not.toContain(`pitboss-dev-${store}`);
  });

  it("makes nothing at all where there are none", () => {
    const stack = dataOf(named("dev"), {});
    expect(stack.types()).toEqual([]);
    for (const values of Object.values(outputsOf(stack))) expect(values).toEqual({});
  });
});
