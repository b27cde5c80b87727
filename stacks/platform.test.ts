import { readEnvironments } from "../envs/environments";
import { type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { LAYERS } from "./layer-stack";
import { Platform } from "./platform";

interface Terraform {
  readonly backend: { readonly s3: Record<string, unknown> };
  readonly required_version: string;
  readonly required_providers: Record<string, { readonly source: string; readonly version: string }>;
}

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
      const [one, other] = environments.map((environment) => new Platform(app, environment));
      expect(one!.foundation.dependencies).toEqual([]);
      expect(one!.network.dependencies).toEqual([one!.foundation]);
      expect(one!.cluster.dependencies).toEqual([one!.foundation, one!.network]);
      expect(other!.cluster.dependencies).toEqual([other!.foundation, other!.network]);
    });
  });
});

describe.each([...stacks])("%s", (name, stack) => {
  const { environment: environmentName, layer } = /^(?<environment>.*)-(?<layer>[a-z]+)$/.exec(name)!.groups!;
  const environment = environments.find((each) => each.name === environmentName)!;

  it("keeps its state in its own account, under its own key, locked by S3 and encrypted by the bucket", () => {
    expect(terraformOf(stack).backend.s3).toEqual({
      bucket: `pitboss-${environmentName}-state-${environment.account}`,
      key: `${layer}/terraform.tfstate`,
      region: environment.region,
      use_lockfile: true,
    });
  });

  it("asks for a Terraform that can lock so, and for a range of providers", () => {
    expect(terraformOf(stack).required_version).toBe(">= 1.10");
    expect(terraformOf(stack).required_providers).toEqual({ aws: { source: "aws", version: "~> 6.25" } });
  });

  it("touches no account but its environment's, and tags what it makes", () => {
    expect(providersOf(stack)).toEqual({
      aws: [
        {
          region: environment.region,
          allowed_account_ids: [environment.account],
          default_tags: [
            {
              tags: {
                "cost-center": environment.owner.costCenter,
                "data-class": environment.owner.dataClass,
                env: environmentName,
                layer,
                "managed-by": "pitboss",
                owner: environment.owner.team,
                repository: "pitboss-gaming/platform",
              },
            },
          ],
        },
      ],
    });
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
