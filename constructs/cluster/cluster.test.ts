import { policyOf, synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { Cluster, type ClusterProps } from "./cluster";

function clusterOf(props: Partial<ClusterProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new Cluster(scope, "cluster", {
      name: "pitboss-test",
      version: "1.35",
      vpcId: "vpc-1",
      controlPlaneSubnetIds: ["subnet-1", "subnet-2"],
      serviceCidr: "172.20.0.0/16",
      apiClients: { vpc: "10.16.0.0/16" },
      secretsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/secrets",
      logsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/logs",
      retentionDays: 365,
      tier: "standard",
      deletionProtection: true,
      zonalShift: true,
      nodeSecurityGroupTags: { "karpenter.sh/discovery": "pitboss-test" },
      ...props,
    });
  });
}

describe("a cluster", () => {
  const stack = clusterOf();
  const cluster = stack.only("aws_eks_cluster");

  it("is reached from inside the network alone", () => {
    expect(cluster.vpc_config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: false,
      subnet_ids: ["subnet-1", "subnet-2"],
    });
    expect(stack.only("aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "10.16.0.0/16",
      from_port: 443,
      to_port: 443,
    });
  });

  it("lets in whom an access entry names, and not whoever made it", () => {
    expect(cluster.access_config).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    expect(stack.types()).not.toContain("aws_eks_access_entry");
  });

  it("encrypts its secrets with their own key, which its role may use", () => {
    expect(cluster.encryption_config).toEqual({
      provider: { key_arn: "arn:aws:kms:eu-central-1:111122223333:key/secrets" },
      resources: ["secrets"],
    });
    expect(policyOf(stack.only("aws_iam_role_policy")).Statement).toMatchObject([
      { Resource: "arn:aws:kms:eu-central-1:111122223333:key/secrets" },
    ]);
  });

  it("writes all five logs into a group that was there before it, encrypted and kept for as long as asked", () => {
    expect(cluster.enabled_cluster_log_types).toEqual([
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/eks/pitboss-test/cluster",
      kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/logs",
      retention_in_days: 365,
    });
    expect(cluster.depends_on).toContainEqual(expect.stringMatching(/^aws_cloudwatch_log_group\./));
  });

  it("is never billed for extended support, and starts without add-ons that nobody versions", () => {
    expect(cluster).toMatchObject({
      version: "1.35",
      upgrade_policy: { support_type: "STANDARD" },
      bootstrap_self_managed_addons: false,
    });
  });

  it("is protected, shifted and provisioned as asked", () => {
    expect(cluster).toMatchObject({
      deletion_protection: true,
      zonal_shift_config: { enabled: true },
      control_plane_scaling_config: { tier: "standard" },
    });
    const other = clusterOf({ deletionProtection: false, zonalShift: false, tier: "tier-2xl" });
    expect(other.only("aws_eks_cluster")).toMatchObject({
      deletion_protection: false,
      zonal_shift_config: { enabled: false },
      control_plane_scaling_config: { tier: "tier-2xl" },
    });
  });

  it("marks the nodes' security group so that Karpenter finds it", () => {
    expect(stack.only("aws_ec2_tag")).toMatchObject({
      key: "karpenter.sh/discovery",
      value: "pitboss-test",
      resource_id: expect.stringMatching(/cluster_security_group_id/),
    });
  });
});
