import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { policyDocument, type Statement } from "../core/policy-document";
import { FOUNDATION_PATH } from "../security/foundation-path";

/** The issuer of GitHub Actions' tokens. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Where in a repository a workflow must run to be trusted, as GitHub writes it into the token's subject. */
export type WorkflowOrigin = "pull_request" | `environment:${string}` | `ref:refs/heads/${string}`;

export interface GithubRoleProps {
  readonly place: Place;
  /** What the role is for; its name's last words. */
  readonly purpose: string;
  readonly description: string;
  /** As GitHub names it in a token: `organization/repository`, or `organization@1/repository@2`. */
  readonly repository: string;
  readonly origins: readonly WorkflowOrigin[];
  /** What the role may do, as policies by name: AWS allows 6,144 characters for each and ten on a role. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
  /** What no policy of the role can exceed. */
  readonly permissionsBoundaryArn: string;
  /** How long one run may last, in seconds. */
  readonly maxSessionSeconds: number;
}

/** A role that GitHub Actions takes without a stored secret: by a token that names the repository and the run's origin. */
export class GithubRole extends Construct {
  /** Known at synth. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GithubRoleProps) {
    super(scope, id);
    const { place, purpose } = props;
    const name = place.naming.role(purpose);
    this.arn = place.iamArn(`role${FOUNDATION_PATH}${name}`);
    const role = new IamRole(this, "role", {
      name,
      path: FOUNDATION_PATH,
      description: props.description,
      assumeRolePolicy: this.trust(props),
      permissionsBoundary: props.permissionsBoundaryArn,
      maxSessionDuration: props.maxSessionSeconds,
    });
    for (const [policyName, statements] of Object.entries(props.policies)) {
      const policy = new IamPolicy(this, policyName, {
        name: place.naming.resource(`${purpose}-${policyName}`),
        path: FOUNDATION_PATH,
        policy: policyDocument(...statements),
      });
      new IamRolePolicyAttachment(this, `${policyName}-attachment`, {
        role: role.name,
        policyArn: policy.arn,
      });
    }
  }

  /** Exact subjects only: a wildcard would let in whoever can choose a branch's name. */
  private trust({ place, repository, origins }: GithubRoleProps): string {
    const wildcard = [repository, ...origins].find((claim) => /[*?]/.test(claim));
    if (wildcard !== undefined) {
      throw new Error(`${this.node.path}: expected a trusted claim without a wildcard, got "${wildcard}"`);
    }
    return policyDocument({
      Sid: "AssumedByGitHubActions",
      Effect: "Allow",
      Principal: { Federated: place.iamArn(`oidc-provider/${GITHUB_ISSUER}`) },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${GITHUB_ISSUER}:aud`]: "sts.amazonaws.com",
          [`${GITHUB_ISSUER}:sub`]: origins.map((origin) => `repo:${repository}:${origin}`),
        },
      },
    });
  }
}
