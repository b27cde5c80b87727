import { synthesize, synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import { store } from "./__fixtures__/store";
import { Valkey, type ValkeyProps } from "./valkey";

const props: ValkeyProps = {
  ...store,
  version: "9.0",
  nodeType: "cache.r7g.xlarge",
  shards: 3,
  replicasPerShard: 2,
  snapshotDays: 14,
};

function valkeyWith(change: Partial<ValkeyProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new Valkey(scope, "valkey", { ...props, ...change });
  });
}

function group(change: Partial<ValkeyProps> = {}): Record<string, unknown> {
  return valkeyWith(change).only("aws_elasticache_replication_group");
}

describe("Valkey", () => {
  it("says its id, its ARN and its users at synth", () => {
    const { built } = synthesizeBuilt((scope) => new Valkey(scope, "valkey", props));
    expect(built).toMatchObject({
      replicationGroupId: "pitboss-test-valkey",
      arn: "arn:aws:elasticache:eu-central-1:111122223333:replicationgroup:pitboss-test-valkey",
      userNames: { application: "pitboss-test-application", observer: "pitboss-test-observer" },
    });
  });

  it("is in cluster mode whatever its size", () => {
    for (const shards of [1, 3]) {
      const stack = valkeyWith({ shards });
      expect(stack.only("aws_elasticache_replication_group").num_node_groups).toBe(shards);
      expect(stack.only("aws_elasticache_parameter_group").parameter).toContainEqual({
        name: "cluster-enabled",
        value: "yes",
      });
    }
  });

  it("spreads over zones where there is anything to spread", () => {
    expect(group()).toMatchObject({
      replicas_per_node_group: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
    expect(group({ replicasPerShard: 0 })).toMatchObject({
      automatic_failover_enabled: true,
      multi_az_enabled: false,
    });
  });

  it("is encrypted at rest with the key of data, and speaks TLS alone", () => {
    expect(group()).toMatchObject({
      at_rest_encryption_enabled: "true",
      kms_key_id: store.dataKeyArn,
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
    });
  });

  it("knows no password: its users sign in with IAM, by an id that is their name", () => {
    const stack = valkeyWith();
    const users = Object.values(stack.resources("aws_elasticache_user"));
    expect(users).toHaveLength(2);
    for (const user of users) {
      expect(user).toMatchObject({ engine: "valkey", authentication_mode: { type: "iam" } });
      expect(user.user_id).toBe(user.user_name);
      expect(user).not.toHaveProperty("passwords");
    }
    expect(group()).not.toHaveProperty("auth_token");
  });

  it("lets nobody in who is in no group, the default user least of all", () => {
    const stack = valkeyWith();
    const ids = Object.keys(stack.resources("aws_elasticache_user"));
    const { user_ids } = stack.only("aws_elasticache_user_group") as { user_ids: string[] };
    expect(user_ids).toEqual(ids.map((id) => `\${aws_elasticache_user.${id}.user_id}`));
    const names = Object.values(stack.resources("aws_elasticache_user")).map(({ user_name }) => user_name);
    expect(names).not.toContain("default");
    expect(stack.only("aws_elasticache_replication_group").user_group_ids).toEqual([
      expect.stringContaining("aws_elasticache_user_group."),
    ]);
  });

  it("keeps what an application could ruin from it, and every write from whoever only looks", () => {
    const access = (user: string) =>
      valkeyWith().at("aws_elasticache_user", `user-${user}`).access_string as string;
    expect(access("application")).toMatch(/\+@all -@admin -@dangerous/);
    expect(access("observer")).toMatch(/-@all \+@read/);
    expect(access("observer")).not.toContain("@write");
  });

  it("tells whoever only looks which shard has a key, or a client could ask for none", () => {
    const { access_string } = valkeyWith().at("aws_elasticache_user", "user-observer");
    for (const question of ["slots", "shards", "nodes", "info"]) {
      expect(access_string).toContain(`+cluster|${question}`);
    }
    expect(access_string).not.toMatch(/\+cluster(\s|$)/);
  });

  it("hands its slow and its engine log to CloudWatch, each to a group of its own", () => {
    const stack = valkeyWith();
    const groups = Object.values(stack.resources("aws_cloudwatch_log_group")).map(({ name }) => name);
    const { log_delivery_configuration } = stack.only("aws_elasticache_replication_group") as {
      log_delivery_configuration: { log_type: string; destination: string }[];
    };
    expect(log_delivery_configuration.map(({ log_type }) => log_type)).toEqual(["slow-log", "engine-log"]);
    expect(log_delivery_configuration.map(({ destination }) => destination).sort()).toEqual(groups.sort());
  });

  it("keeps snapshots, and a last one where it is protected", () => {
    expect(group()).toMatchObject({
      snapshot_retention_limit: 14,
      final_snapshot_identifier: "pitboss-test-valkey-final",
      lifecycle: { prevent_destroy: true },
    });
    expect(group({ protect: false })).not.toHaveProperty("final_snapshot_identifier");
    expect(group({ protect: false })).not.toHaveProperty("lifecycle");
  });

  it("refuses a node type or a version that the catalogue does not have", () => {
    expect(() => valkeyWith({ nodeType: "cache.m5.large" })).toThrow(/got "cache\.m5\.large".*cache\.m7g/);
    expect(() => valkeyWith({ version: "7.2" })).toThrow(/got "7\.2".*8\.2, 9\.0/);
  });
});
