import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import type { Naming } from "../core/naming";
import { serviceTrust } from "../core/policy-document";

export interface NodeRoleProps {
  readonly naming: Naming;
  readonly account: string;
  /** The name of the cluster that the nodes join. */
  readonly clusterName: string;
  /** The cluster's resource, to wait for: Terraform does not wait for a literal name. */
  readonly cluster: ITerraformDependable;
}

/**
 * What a node may do by itself: join, hand out pod identities, pull images, and be reached by Session Manager in place of SSH.
 *
 * Karpenter's template adds AmazonEKS_CNI_Policy, which lets its bearer detach any network interface of the account. Here the
 * VPC CNI has a pod identity of its own, as AWS recommends, so that no other pod on a node can borrow the permission:
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 */
const MANAGED_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

/** The role of the instances that Karpenter launches, and its leave to join the cluster. */
export class NodeRole extends Construct {
  readonly roleName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    const { naming, account, clusterName, cluster } = props;
    this.roleName = naming.role("karpenter-node");
    this.roleArn = `arn:aws:iam::${account}:role/${this.roleName}`;
    const role = new IamRole(this, "role", {
      name: this.roleName,
      description: `The nodes that Karpenter launches for ${clusterName}`,
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    for (const policy of MANAGED_POLICIES) {
      new IamRolePolicyAttachment(this, policy, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    // The type brings the user name and the group of a node with it.
    new EksAccessEntry(this, "access-entry", {
      clusterName,
      principalArn: role.arn,
      type: "EC2_LINUX",
      dependsOn: [cluster],
    });
  }
}
