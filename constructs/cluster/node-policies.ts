import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import { managedPolicyArn } from "../core/arn";

/**
 * What a node may do by itself: join, hand out pod identities, pull images, and be reached by Session Manager in place of SSH.
 *
 * Not AmazonEKS_CNI_Policy, which lets its bearer detach any network interface of the account. The VPC CNI has a pod identity
 * of its own, as AWS recommends, so that no other pod on a node can borrow the permission:
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 */
const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

/** Gives a role what every node needs, whoever launches it; a node waits for the attachments. */
export function attachNodePolicies(scope: Construct, role: IamRole): readonly IamRolePolicyAttachment[] {
  return NODE_POLICIES.map(
    (policy) =>
      new IamRolePolicyAttachment(scope, policy, {
        role: role.name,
        policyArn: managedPolicyArn(policy),
      }),
  );
}
