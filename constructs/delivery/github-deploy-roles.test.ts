import { decideWithin } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { GithubDeployRoles, githubRoleNames } from "./github-deploy-roles";

const STATE = "arn:aws:s3:::pitboss-test-state-111122223333";
const RGS = "arn:aws:ecr:eu-central-1:111122223333:repository/pitboss-test/rgs";
const SUBJECT = "token.actions.githubusercontent.com:sub";
const naming = new Naming("pitboss", "test");
const stack = synthesize((scope) => {
  new GithubDeployRoles(scope, "github", {
    place: new Place(naming, "111122223333", "eu-central-1"),
    repository: "pitboss-gaming/platform",
    environment: "test",
    stateBucketArn: STATE,
    stateKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/state",
    clusterKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/cluster",
    dataKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
    backupsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/backups",
    layers: ["network", "cluster"],
    imageRepositoryArns: [RGS],
    workloadBoundaryArn: "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary",
    foundationBucketArns: [STATE],
    foundationChannelArns: ["arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts"],
  });
});

type RoleName = "plan" | "deploy" | "images";

const subjectsOf = (role: RoleName) => {
  const [trust] = policyOf(stack.at("aws_iam_role", `github/${role}/role`), "assume_role_policy").Statement;
  return trust?.Condition?.StringEquals?.[SUBJECT];
};
const statementsAt = (path: string) => policyOf(stack.at("aws_iam_policy", path)).Statement;
const boundary = statementsAt("github/boundary/policy");
const POLICIES: Record<RoleName, string[]> = {
  plan: ["read", "state"],
  deploy: ["read", "state", "network", "cluster", "identities", "data", "backups", "chains", "observability"],
  images: ["push"],
};

/** What a role may do in the end: its policies within its boundary. */
function may(role: RoleName, action: string, resource = "*", context: Record<string, string> = {}) {
  const statements = POLICIES[role].flatMap((policy) => statementsAt(`github/${role}/${policy}`));
  const here = { "aws:RequestedRegion": "eu-central-1", ...context };
  return decideWithin(boundary, statements, { action, resource, context: here });
}

describe("the roles for GitHub", () => {
  it("are taken by tokens for AWS of GitHub's own issuer", () => {
    expect(stack.only("aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  it("trust one repository each from where it has business, and from nowhere else", () => {
    expect(subjectsOf("plan")).toEqual([
      "repo:pitboss-gaming/platform:pull_request",
      "repo:pitboss-gaming/platform:ref:refs/heads/main",
    ]);
    expect(subjectsOf("deploy")).toEqual(["repo:pitboss-gaming/platform:environment:test"]);
    expect(subjectsOf("images")).toEqual(["repo:pitboss-gaming/platform:ref:refs/heads/main"]);
  });

  it("have the names that are watched over, a boundary each, and sessions of two hours at most", () => {
    const roles = Object.values(stack.resources("aws_iam_role"));
    expect(roles.map(({ name }) => name).sort()).toEqual(githubRoleNames(naming).sort());
    for (const role of roles) {
      expect(role.permissions_boundary).toMatch(/^\$\{aws_iam_policy\.github_boundary_policy_\w+\.arn\}$/);
      expect(role.max_session_duration).toBeLessThanOrEqual(7200);
    }
  });

  it("carry every policy that is made for them", () => {
    const made = Object.keys(stack.resources("aws_iam_policy")).length;
    expect(Object.keys(stack.resources("aws_iam_role_policy_attachment"))).toHaveLength(made - 1);
  });

  it("carry no more than the ten policies that AWS allows, none longer than 6,144 characters", () => {
    for (const policies of Object.values(POLICIES)) expect(policies.length).toBeLessThanOrEqual(10);
    const lengths = Object.values(stack.resources("aws_iam_policy")).map(({ name, policy }) => ({
      name,
      tooLong: Math.max(0, (policy as string).replace(/\s/g, "").length - 6144),
    }));
    expect(lengths.filter(({ tooLong }) => tooLong > 0)).toEqual([]);
  });
});

describe("the role that plans", () => {
  it("reads the configuration and the state, and locks the state", () => {
    expect(may("plan", "ec2:DescribeVpcs")).toBe("allowed");
    expect(may("plan", "s3:GetObject", `${STATE}/cluster/terraform.tfstate`)).toBe("allowed");
    expect(may("plan", "s3:PutObject", `${STATE}/cluster/terraform.tfstate.tflock`)).toBe("allowed");
  });

  it("changes nothing", () => {
    expect(may("plan", "s3:PutObject", `${STATE}/cluster/terraform.tfstate`)).toBe("not allowed");
    expect(may("plan", "ec2:CreateVpc")).toBe("not allowed");
    expect(may("plan", "iam:CreateRole", "arn:aws:iam::111122223333:role/pitboss-test-x")).not.toBe(
      "allowed",
    );
  });
});

describe("the role that deploys", () => {
  it("makes networks, clusters and bounded roles, and writes the state of its layers", () => {
    const bounded = {
      "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary",
    };
    expect(may("deploy", "ec2:CreateVpc")).toBe("allowed");
    expect(
      may("deploy", "eks:CreateCluster", "arn:aws:eks:eu-central-1:111122223333:cluster/pitboss-test"),
    ).toBe("allowed");
    expect(may("deploy", "iam:CreateRole", "arn:aws:iam::111122223333:role/pitboss-test-node", bounded)).toBe(
      "allowed",
    );
    expect(may("deploy", "s3:PutObject", `${STATE}/network/terraform.tfstate`)).toBe("allowed");
  });

  it("makes stores, machines and alarms under the environment's names, and reads none of their secrets", () => {
    const arn = (service: string, resource: string) =>
      `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
    const secret = arn("secretsmanager", "secret:pitboss-test/chains/validator-1/node-key");
    expect(may("deploy", "rds:CreateDBInstance", arn("rds", "db:pitboss-test-ledger"))).toBe("allowed");
    expect(may("deploy", "ec2:CreateNetworkInterface")).toBe("allowed");
    expect(may("deploy", "cloudwatch:PutMetricAlarm", arn("cloudwatch", "alarm:pitboss-test-queue"))).toBe(
      "allowed",
    );
    expect(
      may("deploy", "cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:pitboss-test-audit-root-used")),
    ).toBe("denied");
    expect(may("deploy", "secretsmanager:CreateSecret", secret)).toBe("allowed");
    expect(may("deploy", "secretsmanager:GetSecretValue", secret)).toBe("denied");
  });

  it("leaves the foundation alone, and its state", () => {
    expect(may("deploy", "s3:PutObject", `${STATE}/foundation/terraform.tfstate`)).toBe("not allowed");
    expect(may("deploy", "s3:PutBucketPolicy", STATE)).toBe("denied");
    expect(
      may("deploy", "iam:PutRolePolicy", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"),
    ).toBe("denied");
    expect(may("deploy", "cloudtrail:StopLogging")).toBe("denied");
    expect(may("deploy", "guardduty:DeleteDetector")).toBe("denied");
  });
});

describe("the role that pushes images", () => {
  it("pushes to the environment's repositories and to no other, and deletes none", () => {
    expect(may("images", "ecr:GetAuthorizationToken")).toBe("allowed");
    expect(may("images", "ecr:PutImage", RGS)).toBe("allowed");
    expect(may("images", "ecr:PutImage", `${RGS}-of-another`)).toBe("not allowed");
    expect(may("images", "ecr:BatchDeleteImage", RGS)).toBe("not allowed");
    expect(may("images", "s3:GetObject", `${STATE}/cluster/terraform.tfstate`)).toBe("not allowed");
  });
});
