import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { managedPolicyArn } from "../core/arn";
import type { ITerraformDependable } from "../core/cdktf";
import { type PodIdentity, podIdentityTrust, policyDocument, type Statement } from "../core/policy-document";

export interface PodRoleProps {
  /** The role's name. */
  readonly name: string;
  /** The pods that may take it. */
  readonly pods: PodIdentity;
  /**
   * AWS's own policies that hold what their work needs: `AmazonEKS_CNI_Policy`.
   * @default none
   */
  readonly managedPolicyNames?: readonly string[];
  /**
   * What it needs beside that.
   * @default nothing
   */
  readonly statements?: readonly Statement[];
}

/** A role that pods take by EKS Pod Identity, instead of the node's. */
export class PodRole extends Construct {
  readonly arn: string;
  /** What pods wait for, and keep until they are gone: a role without them lets its pods do nothing. */
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PodRoleProps) {
    super(scope, id);
    const { name, pods, managedPolicyNames = [], statements = [] } = props;
    const role = new IamRole(this, "role", { name, assumeRolePolicy: podIdentityTrust(pods) });
    const managed = managedPolicyNames.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy.replace(/^.*\//, ""), {
          role: role.name,
          policyArn: managedPolicyArn(policy),
        }),
    );
    const own = statements.length === 0 ? [] : [this.ownPolicy(role, statements)];
    this.permissions = [...managed, ...own];
    this.arn = role.arn;
  }

  private ownPolicy(role: IamRole, statements: readonly Statement[]): IamRolePolicy {
    return new IamRolePolicy(this, "policy", {
      name: "work",
      role: role.name,
      policy: policyDocument(...statements),
    });
  }
}
