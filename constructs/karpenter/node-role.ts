import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { attachNodePolicies } from "../cluster/node-policies";
import type { ITerraformDependable } from "../core/cdktf";
import type { Place } from "../core/place";
import { serviceTrust } from "../core/policy-document";

export interface NodeRoleProps {
  readonly place: Place;
  /** The name of the cluster that the nodes join. */
  readonly clusterName: string;
  /** The cluster's resource, to wait for: Terraform does not wait for a literal name. */
  readonly cluster: ITerraformDependable;
}

/**
 * The role of the instances that Karpenter launches, and its leave to join the cluster. Karpenter's own template would give it
 * the CNI's policy too; here no node has that.
 */
export class NodeRole extends Construct {
  readonly roleName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    const { place, clusterName, cluster } = props;
    this.roleName = place.naming.role("karpenter-node");
    this.roleArn = place.iamArn(`role/${this.roleName}`);
    const role = new IamRole(this, "role", {
      name: this.roleName,
      description: `The nodes that Karpenter launches for ${clusterName}`,
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    attachNodePolicies(this, role);
    // The type brings the user name and the group of a node with it.
    new EksAccessEntry(this, "access-entry", {
      clusterName,
      principalArn: role.arn,
      type: "EC2_LINUX",
      dependsOn: [cluster],
    });
  }
}
