/** The tag by which Karpenter finds the subnets and the security groups of its nodes; its value is the cluster's name. */
const DISCOVERY_TAG = "karpenter.sh/discovery";

/** What a subnet or a security group carries, and an EC2NodeClass selects by, so that a cluster's nodes use it. */
export function discoveryTags(clusterName: string): Readonly<Record<string, string>> {
  return { [DISCOVERY_TAG]: clusterName };
}
