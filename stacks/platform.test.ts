import type { Environment } from "../envs/environment";
import { readEnvironments } from "../envs/environments";
import { type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { LAYERS } from "./layers";
import { Platform } from "./platform";

interface Terraform {
  readonly backend: { readonly s3: Record<string, unknown> };
  readonly required_version: string;
  readonly required_providers: Record<string, { readonly source: string; readonly version: string }>;
}

/** The providers of the layers that have others than AWS, in the range that each accepts. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  chains: ["aws ~> 6.25", "hcloud ~> 1.68"],
  edge: ["cloudflare ~> 5.14"],
  gitops: ["helm ~> 3.1", "kubernetes ~> 2.38"],
};

const environments = readEnvironments();
const stacks = synthesizeApp((app) => {
  for (const environment of environments) new Platform(app, environment);
});

function terraformOf(stack: SynthesizedStack): Terraform {
  return stack.document.terraform as Terraform;
}

function providersOf(stack: SynthesizedStack): Record<string, Record<string, unknown>[]> {
  return stack.document.provider as Record<string, Record<string, unknown>[]>;
}

describe("the platform", () => {
  it("has every layer of every environment, each in a stack named for both", () => {
    const expected = environments.flatMap(({ name }) => LAYERS.map((layer) => `${name}-${layer}`));
    expect([...stacks.keys()].sort()).toEqual(expected.sort());
  });

  it("orders an environment's layers and joins no two environments", () => {
    synthesizeApp((app) => {
      for (const platform of environments.map((environment) => new Platform(app, environment))) {
        const { foundation, network, cluster, data, chains, observability, gitops, edge } = platform;
        expect(foundation.dependencies).toEqual([]);
        expect(network.dependencies).toEqual([foundation]);
        expect(cluster.dependencies).toEqual([foundation, network]);
        for (const layer of [data!, chains!]) {
          expect(new Set(layer.dependencies)).toEqual(new Set([foundation, network, cluster]));
        }
        expect(new Set(observability.dependencies)).toEqual(new Set([foundation, network, cluster, data]));
        expect(new Set(gitops.dependencies)).toEqual(
          new Set([foundation, network, cluster, data, chains, observability]),
        );
        expect(edge!.dependencies).toEqual([gitops]);
      }
    });
  });

  it("has no layer for what an environment leaves off", () => {
    const { data, chains, edge, ...rest } = environments[0]!;
    expect([data, chains, edge]).not.toContain(undefined);
    const without = synthesizeApp((app) => new Platform(app, rest));
    const kept = ["foundation", "network", "cluster", "observability", "gitops"];
    expect([...without.keys()].sort()).toEqual(kept.map((layer) => `${rest.name}-${layer}`).sort());
  });
});

function partsOf(stack: string): { environment: Environment; layer: string } {
  const [, name, layer] = /^(.*)-([a-z]+)$/.exec(stack)!;
  return { environment: environments.find((environment) => environment.name === name)!, layer: layer! };
}

/** What alarms call a thing, by the dimension that they go by, and the resource that is called so in another layer. */
const WATCHED: Readonly<Record<string, readonly [layer: string, type: string, attribute: string]>> = {
  ClusterName: ["cluster", "aws_eks_cluster", "name"],
  QueueName: ["cluster", "aws_sqs_queue", "name"],
  RuleName: ["cluster", "aws_cloudwatch_event_rule", "name"],
  DBInstanceIdentifier: ["data", "aws_db_instance", "identifier"],
  DBClusterIdentifier: ["data", "aws_docdb_cluster", "cluster_identifier"],
  "Cluster Name": ["data", "aws_msk_cluster", "cluster_name"],
  CacheClusterId: ["data", "aws_elasticache_replication_group", "replication_group_id"],
};

it.each(environments.map(({ name }) => name))("the alarms of %s watch what other layers make", (name) => {
  const alarms = Object.values(stacks.get(`${name}-observability`)!.resources("aws_cloudwatch_metric_alarm"));
  const seen = new Set<string>();
  for (const { dimensions } of alarms as { dimensions: Record<string, string> }[]) {
    for (const [dimension, value] of Object.entries(dimensions)) {
      const watched = WATCHED[dimension];
      if (watched === undefined) continue;
      const [layer, type, attribute] = watched;
      const made = Object.values(stacks.get(`${name}-${layer}`)!.resources(type));
      // A node of Valkey is called after its group: `pitboss-dev-valkey-0001-001`.
      expect(made.map((body) => body[attribute])).toContain(value.replace(/-\d{4}-\d{3}$/, ""));
      seen.add(dimension);
    }
  }
  expect([...seen].sort()).toEqual(Object.keys(WATCHED).sort());
});

describe.each([...stacks].filter(([, stack]) => "aws" in providersOf(stack)))(
  "%s, on AWS,",
  (name, stack) => {
    it("touches no account of AWS but its environment's, and tags what it makes", () => {
      const { environment, layer } = partsOf(name);
      expect(providersOf(stack).aws).toEqual([
        {
          region: environment.region,
          allowed_account_ids: [environment.account],
          default_tags: [
            {
              tags: {
                "cost-center": environment.owner.costCenter,
                "data-class": environment.owner.dataClass,
                env: environment.name,
                layer,
                "managed-by": "pitboss",
                owner: environment.owner.team,
                repository: "pitboss-gaming/platform",
              },
            },
          ],
        },
      ]);
    });
  },
);

describe.each([...stacks])("%s", (name, stack) => {
  const { environment, layer } = partsOf(name);

  it("keeps its state in its own account, under its own key, locked by S3 and encrypted by the bucket", () => {
    expect(terraformOf(stack).backend.s3).toEqual({
      bucket: `pitboss-${environment.name}-state-${environment.account}`,
      key: `${layer}/terraform.tfstate`,
      region: environment.region,
      use_lockfile: true,
    });
  });

  it("asks for a Terraform that can lock so, and for a range of providers", () => {
    expect(terraformOf(stack).required_version).toBe(">= 1.10");
    const versions = Object.entries(terraformOf(stack).required_providers).map(
      ([provider, { version }]) => `${provider} ${version}`,
    );
    expect(versions.sort()).toEqual(PROVIDERS[layer] ?? ["aws ~> 6.25"]);
    expect(Object.keys(providersOf(stack)).sort()).toEqual(versions.map((line) => line.replace(/ .*/, "")));
  });

  it("has only outputs that it names, none of them sensitive", () => {
    for (const [output, body] of Object.entries(stack.document.output as Record<string, object>)) {
      expect(output).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(body).not.toHaveProperty("sensitive");
    }
  });

  it("names nothing longer than AWS allows", () => {
    const limits = { aws_iam_role: 64, aws_iam_policy: 128, aws_s3_bucket: 63, aws_security_group: 255 };
    for (const [type, limit] of Object.entries(limits)) {
      for (const body of Object.values(stack.resources(type))) {
        const given = (body.name ?? body.bucket) as string;
        expect(given.length).toBeLessThanOrEqual(limit);
      }
    }
  });

  it("holds no policy that only Terraform could read", () => {
    expect(JSON.stringify(stack.document)).not.toContain("jsonencode(");
  });
});
