import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";

export interface ClusterAdminProps {
  readonly clusterName: string;
  /** The cluster's resource, which has to be there before anyone can be let in. */
  readonly cluster: ITerraformDependable;
  /** The IAM role that administers the cluster. */
  readonly principalArn: string;
}

/** An administrator of a cluster: an access entry with AWS's cluster-admin policy. */
export class ClusterAdmin extends Construct {
  constructor(scope: Construct, id: string, { clusterName, cluster, principalArn }: ClusterAdminProps) {
    super(scope, id);
    const entry = new EksAccessEntry(this, "entry", {
      clusterName,
      principalArn,
      type: "STANDARD",
      dependsOn: [cluster],
    });
    new EksAccessPolicyAssociation(this, "policy", {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
  }
}
