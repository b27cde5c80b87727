import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import type { Naming } from "../core/naming";
import type { Statement } from "../core/policy-document";
import { deployBackups } from "./deploy-backups";
import { deployChains } from "./deploy-chains";
import { deployCluster } from "./deploy-cluster";
import { deployData } from "./deploy-data";
import { deployIdentities } from "./deploy-identities";
import { deployNetwork } from "./deploy-network";
import { deployObservability } from "./deploy-observability";
import type { DeployPermissionsProps } from "./deploy-permissions";
import { GithubBoundary } from "./github-boundary";
import { GITHUB_ISSUER, GithubRole, type GithubRoleProps } from "./github-role";
import { readConfiguration } from "./read-permissions";
import { readState, writeState } from "./state-permissions";

const MAIN = "ref:refs/heads/main";
const HOUR = 3600;

export interface GithubDeployRolesProps extends DeployPermissionsProps {
  /** As GitHub names it in a token: `organization/repository`, or `organization@1/repository@2`. No other is trusted. */
  readonly repository: string;
  /** The GitHub environment whose rules (reviewers, branches) guard the deploy role. */
  readonly environment: string;
  readonly stateBucketArn: string;
  /** The key that encrypts the state. */
  readonly stateKeyArn: string;
  /** The layers that a workflow deploys. */
  readonly layers: readonly string[];
  /** The repositories that a workflow pushes images to. */
  readonly imageRepositoryArns: readonly string[];
  /** The foundation's buckets, and the objects of those that no workflow writes to. */
  readonly foundationBucketArns: readonly string[];
  /** By which the foundation tells of what it sees: its event rules, topics and log groups. */
  readonly foundationChannelArns: readonly string[];
}

type Policies = GithubRoleProps["policies"];

/** How GitHub Actions comes into the account: one role to look, one to deploy, one to push images, and no stored secret. */
export class GithubDeployRoles extends Construct {
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
  readonly imagesRoleArn: string;

  constructor(scope: Construct, id: string, props: GithubDeployRolesProps) {
    super(scope, id);
    // AWS checks GitHub's certificate by its own trust store, so there is no thumbprint to keep up.
    new IamOpenidConnectProvider(this, "github", {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: ["sts.amazonaws.com"],
    });
    const plan = planPolicies(props);
    const deploy = deployPolicies(props);
    const images = imagesPolicies(props);
    const { arn: permissionsBoundaryArn } = new GithubBoundary(this, "boundary", {
      ...props,
      services: servicesOf(plan, deploy, images),
    });
    const shared = { ...props, permissionsBoundaryArn };
    this.planRoleArn = new GithubRole(this, "plan", {
      ...shared,
      purpose: "plan",
      description: "Plans every layer for a pull request, and looks for drift on main; changes nothing",
      origins: ["pull_request", MAIN],
      policies: plan,
      maxSessionSeconds: HOUR,
    }).arn;
    this.deployRoleArn = new GithubRole(this, "deploy", {
      ...shared,
      purpose: "deploy",
      description: `Deploys every layer but the foundation, from the GitHub environment ${props.environment}`,
      origins: [`environment:${props.environment}`],
      policies: deploy,
      maxSessionSeconds: 2 * HOUR,
    }).arn;
    this.imagesRoleArn = new GithubRole(this, "images", {
      ...shared,
      purpose: "images",
      description: "Pushes container images built from main",
      origins: [MAIN],
      policies: images,
      maxSessionSeconds: HOUR,
    }).arn;
  }
}

/** The names of the roles, for whoever watches over them. */
export function githubRoleNames(naming: Naming): string[] {
  return ["plan", "deploy", "images"].map((purpose) => naming.role(purpose));
}

function planPolicies(props: GithubDeployRolesProps): Policies {
  return { read: readConfiguration(props.place), state: readState(props) };
}

function deployPolicies(props: GithubDeployRolesProps): Policies {
  return {
    read: readConfiguration(props.place),
    state: [...readState(props), ...writeState(props, props.layers)],
    network: deployNetwork(props),
    cluster: deployCluster(props),
    identities: deployIdentities(props),
    data: deployData(props),
    backups: deployBackups(props),
    chains: deployChains(props),
    observability: deployObservability(props),
  };
}

function imagesPolicies({ place, imageRepositoryArns }: GithubDeployRolesProps): Policies {
  return {
    push: [
      {
        Sid: "SignInToTheRegistry",
        Effect: "Allow",
        Action: "ecr:GetAuthorizationToken",
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
      },
      {
        Sid: "PushImages",
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
        Resource: imageRepositoryArns,
      },
    ],
  };
}

/** IAM's prefixes of the services that policies speak of, sorted. */
function servicesOf(...roles: readonly Policies[]): string[] {
  const statements: readonly Statement[] = roles.flatMap((policies) => Object.values(policies).flat());
  const actions = statements.flatMap(({ Action = [] }) => Action);
  return [...new Set(actions.map((action) => action.split(":", 1)[0] ?? action))].sort();
}
