import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { kubernetesVersion } from "../core/version-catalogue";
import { ClusterAddons } from "./cluster-addons";

const { addons: versions } = kubernetesVersion("1.35");

const stack = synthesize((scope) => {
  const addons = new ClusterAddons(scope, "addons", {
    clusterName: "pitboss-test",
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    cluster: new SnsTopic(scope, "the-cluster", {}),
    versions,
    encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/volumes",
  });
  addons.addWorkloads(new SnsTopic(scope, "the-nodes", {}));
});

function addon(name: string): Record<string, unknown> {
  return stack.at("aws_eks_addon", `addons/${name}`);
}

function configurationOf(name: string): Record<string, unknown> {
  return JSON.parse(addon(name).configuration_values as string) as Record<string, unknown>;
}

describe("a cluster's add-ons", () => {
  it.each(Object.entries(versions))("include %s at the catalogue's version, %s", (name, version) => {
    expect(addon(name)).toMatchObject({ addon_name: name, addon_version: version });
  });

  it.each(["eks-pod-identity-agent", "kube-proxy", "vpc-cni"])("have %s before there are nodes", (name) => {
    expect(addon(name).depends_on).toContain("aws_sns_topic.the-cluster");
    expect(addon(name).depends_on).not.toContain("aws_sns_topic.the-nodes");
  });

  it.each(["aws-ebs-csi-driver", "coredns", "metrics-server"])("have %s once there are nodes", (name) => {
    expect(addon(name).depends_on).toContain("aws_sns_topic.the-nodes");
  });

  it("give nodes addresses by the prefix, from the pods' subnets, and enforce network policies", () => {
    expect(configurationOf("vpc-cni")).toEqual({
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true", ENABLE_SUBNET_DISCOVERY: "true", WARM_PREFIX_TARGET: "1" },
    });
  });

  it("run on the tainted system nodes", () => {
    const tolerations = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
    expect(configurationOf("coredns")).toMatchObject({ tolerations });
    expect(configurationOf("metrics-server")).toMatchObject({ tolerations });
    expect(configurationOf("aws-ebs-csi-driver")).toMatchObject({ controller: { tolerations } });
  });

  it("have roles of their own where they call AWS, for their own service account", () => {
    expect(addon("vpc-cni").pod_identity_association).toEqual([
      { service_account: "aws-node", role_arn: expect.stringMatching(/aws_iam_role\.addons_vpc-cni-role/) },
    ]);
    const trust = policyOf(stack.at("aws_iam_role", "ebs-csi-role/role"), "assume_role_policy").Statement[0];
    expect(trust).toMatchObject({
      Condition: { StringEquals: { "aws:RequestTag/kubernetes-service-account": "ebs-csi-controller-sa" } },
    });
  });

  it("come after what their roles may do, and go before it", () => {
    expect(addon("vpc-cni").depends_on).toContainEqual(
      expect.stringMatching(/^aws_iam_role_policy_attachment\.addons_vpc-cni-role_AmazonEKS_CNI_Policy_/),
    );
    expect(addon("aws-ebs-csi-driver").depends_on).toContainEqual(
      expect.stringMatching(/^aws_iam_role_policy\.addons_ebs-csi-role_policy_/),
    );
  });

  it("may encrypt volumes with the volumes' key, and let EC2 alone use it on their behalf", () => {
    const statements = policyOf(stack.only("aws_iam_role_policy")).Statement;
    const key = "arn:aws:kms:eu-central-1:111122223333:key/volumes";
    expect(statements.map(({ Resource }) => Resource)).toEqual([key, key]);
    expect(statements.find(({ Action }) => (Action as string[]).includes("kms:CreateGrant"))).toMatchObject({
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
  });
});
