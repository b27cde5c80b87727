import { readEnvironments } from "../envs/environments";
import { decideWithin } from "../tests/iam-decision";
import { policyOf, synthesizeApp, type SynthesizedStack } from "../tests/synthesize";
import { FoundationStack } from "./foundation";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count. */
const LONGEST_MANAGED_POLICY = 6144;
const LONGEST_TRUST_POLICY = 2048;
const MOST_POLICIES_ON_A_ROLE = 10;
/** A KMS key's ARN, which stands as a reference until the apply. */
const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";

const environments = readEnvironments();
const stacks = synthesizeApp((app) => {
  for (const environment of environments) new FoundationStack(app, environment);
});
const foundation = (environment: string) => stacks.get(`${environment}-foundation`)!;
const dev = foundation("dev");

const applied = (policy: unknown) => (policy as string).replace(/\$\{[^}]+\}/g, KEY_ARN).replace(/\s/g, "");
const statementsOf = (stack: SynthesizedStack, name: string) => {
  const found = Object.values(stack.resources("aws_iam_policy")).find((policy) => policy.name === name);
  return policyOf(found!).Statement;
};

describe.each(environments.map(({ name }) => name))("the foundation of %s", (environment) => {
  const stack = foundation(environment);

  it("has policies that fit into IAM's limits", () => {
    for (const { policy } of Object.values(stack.resources("aws_iam_policy"))) {
      expect(applied(policy).length).toBeLessThanOrEqual(LONGEST_MANAGED_POLICY);
    }
    for (const { assume_role_policy } of Object.values(stack.resources("aws_iam_role"))) {
      expect(applied(assume_role_policy).length).toBeLessThanOrEqual(LONGEST_TRUST_POLICY);
    }
    const attached = Object.values(stack.resources("aws_iam_role_policy_attachment")).map(({ role }) => role);
    for (const role of new Set(attached)) {
      expect(attached.filter((one) => one === role).length).toBeLessThanOrEqual(MOST_POLICIES_ON_A_ROLE);
    }
  });

  it("keeps every role and policy under a path that no deploy role reaches", () => {
    for (const type of ["aws_iam_role", "aws_iam_policy"]) {
      for (const { path } of Object.values(stack.resources(type))) expect(path).toBe("/foundation/");
    }
  });

  it("refuses to lose the states, whatever the environment protects", () => {
    expect(stack.at("aws_s3_bucket", "state/bucket")).toMatchObject({
      bucket: (stack.document as { terraform: { backend: { s3: { bucket: string } } } }).terraform.backend.s3
        .bucket,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("records every access to the states", () => {
    const { bucket } = stack.at("aws_s3_bucket", "state/bucket") as { bucket: string };
    expect(JSON.stringify(stack.only("aws_cloudtrail").advanced_event_selector)).toContain(
      `"starts_with":["arn:aws:s3:::${bucket}/"]`,
    );
  });

  it("has every bucket write its access log, but the one that receives them", () => {
    const silent =
      Object.keys(stack.resources("aws_s3_bucket")).length -
      Object.keys(stack.resources("aws_s3_bucket_logging")).length;
    expect(silent).toBe(1);
  });
});

describe("the deploy role of an environment", () => {
  const boundary = statementsOf(dev, "pitboss-dev-github-boundary");
  const policies = ["read", "state", "network", "cluster", "identities"].flatMap((name) =>
    statementsOf(dev, `pitboss-dev-deploy-${name}`),
  );
  const may = (action: string, resource: string) =>
    decideWithin(boundary, policies, {
      action,
      resource,
      context: { "aws:RequestedRegion": "eu-central-1" },
    });

  it("cannot change what any bucket of the foundation is", () => {
    for (const { bucket } of Object.values(dev.resources("aws_s3_bucket"))) {
      expect(may("s3:PutBucketPolicy", `arn:aws:s3:::${bucket as string}`)).toBe("denied");
      expect(may("s3:DeleteBucket", `arn:aws:s3:::${bucket as string}`)).toBe("denied");
    }
  });

  it("cannot change any role or policy of the foundation, its own and its boundary among them", () => {
    for (const kind of ["role", "policy"]) {
      for (const { name } of Object.values(dev.resources(`aws_iam_${kind}`))) {
        const arn = `arn:aws:iam::111122223333:${kind}/foundation/${name as string}`;
        expect(may(kind === "role" ? "iam:PutRolePolicy" : "iam:CreatePolicyVersion", arn)).toBe("denied");
      }
    }
  });

  it("cannot silence the rule that tells of grave findings", () => {
    const { name } = dev.only("aws_cloudwatch_event_rule") as { name: string };
    expect(may("events:DisableRule", `arn:aws:events:eu-central-1:111122223333:rule/${name}`)).toBe("denied");
  });
});

describe("what the foundation offers", () => {
  const outputs = dev.document.output as Record<string, { value: unknown }>;

  it("is named", () => {
    expect(Object.keys(outputs).sort()).toEqual([
      "access_log_bucket",
      "alert_topic_arn",
      "backups_key_arn",
      "cluster_key_arn",
      "data_key_arn",
      "deploy_role_arn",
      "image_repository_urls",
      "images_key_arn",
      "images_role_arn",
      "logs_key_arn",
      "messages_key_arn",
      "nodes_key_arn",
      "plan_role_arn",
      "state_key_arn",
      "telemetry_key_arn",
    ]);
  });

  it("is known at synth, but for the keys, which KMS names", () => {
    const unknown = Object.keys(outputs).filter((name) => JSON.stringify(outputs[name]).includes("${"));
    expect(unknown.sort()).toEqual([
      "backups_key_arn",
      "cluster_key_arn",
      "data_key_arn",
      "images_key_arn",
      "logs_key_arn",
      "messages_key_arn",
      "nodes_key_arn",
      "state_key_arn",
      "telemetry_key_arn",
    ]);
    expect(outputs.deploy_role_arn!.value).toBe(
      "arn:aws:iam::111122223333:role/foundation/pitboss-dev-deploy",
    );
    expect(outputs.image_repository_urls!.value).toMatchObject({
      rgs: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/pitboss-dev/rgs",
    });
  });
});
