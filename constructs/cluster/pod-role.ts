import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type PodIdentity, podIdentityTrust, policyDocument, type Statement } from "../core/policy-document";

export interface PodRoleProps {
  /** The role's name. */
  readonly name: string;
  /** The pods that may take it. */
  readonly pods: PodIdentity;
  /**
   * What their work needs, by the name of AWS's own policy: `AmazonEKS_CNI_Policy`.
   * @default none
   */
  readonly managedPolicies?: readonly string[];
  /**
   * What it needs beside that.
   * @default nothing
   */
  readonly statements?: readonly Statement[];
}

/** A role that pods take by EKS Pod Identity, instead of the node's. */
export class PodRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PodRoleProps) {
    super(scope, id);
    const { name, pods, managedPolicies = [], statements = [] } = props;
    const role = new IamRole(this, "role", { name, assumeRolePolicy: podIdentityTrust(pods) });
    for (const policy of managedPolicies) {
      new IamRolePolicyAttachment(this, policy.replace(/^.*\//, ""), {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    if (statements.length > 0) {
      new IamRolePolicy(this, "policy", {
        name: "work",
        role: role.name,
        policy: policyDocument(...statements),
      });
    }
    this.arn = role.arn;
  }
}
