import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { SystemNodeGroup, type SystemNodeGroupProps } from "./system-node-group";

function nodesOf(props: Partial<SystemNodeGroupProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    new SystemNodeGroup(stack, "system-nodes", {
      clusterName: "pitboss-test",
      naming: new Naming("pitboss", "test"),
      instanceTypes: ["m7g.large", "m6g.large"],
      release: "1.35.8-20260930",
      subnetIds: ["subnet-1", "subnet-2"],
      minimum: 2,
      maximum: 4,
      encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/volumes",
      after: [new SnsTopic(stack, "the-network", {})],
      instanceTags: { owner: "platform" },
      ...props,
    });
  });
}

describe("the system nodes", () => {
  const stack = nodesOf();
  const group = stack.only("aws_eks_node_group");
  const template = stack.only("aws_launch_template");

  it("are Graviton, on demand, of a pinned image", () => {
    expect(group).toMatchObject({
      ami_type: "AL2023_ARM_64_STANDARD",
      capacity_type: "ON_DEMAND",
      instance_types: ["m7g.large", "m6g.large"],
      release_version: "1.35.8-20260930",
    });
  });

  it("are kept free for what is critical", () => {
    expect(group.taint).toEqual([{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }]);
  });

  it("start once the CNI is there, and are replaced by new ones before the old ones go", () => {
    expect(group.depends_on).toContain("aws_sns_topic.the-network");
    expect(group.lifecycle).toEqual({ create_before_destroy: true });
    expect(group).not.toHaveProperty("node_group_name");
    expect(group.node_group_name_prefix).toBe("pitboss-test-system-");
  });

  it("have a name that fits in the environment with the longest name", () => {
    const naming = new Naming("pitboss", "e".repeat(20));
    const { node_group_name_prefix } = nodesOf({ naming }).only("aws_eks_node_group");
    expect((node_group_name_prefix as string).length).toBeLessThanOrEqual(37);
  });

  it("keep their credentials from pods and their disks encrypted", () => {
    expect(template.metadata_options).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
    expect(template.block_device_mappings).toMatchObject([
      { ebs: { encrypted: "true", kms_key_id: expect.stringContaining("key/volumes"), volume_type: "gp3" } },
    ]);
  });

  it("carry as many pods as prefix delegation has addresses for", () => {
    const userData = Buffer.from(template.user_data as string, "base64").toString();
    expect(userData).toContain("Content-Type: application/node.eks.aws");
    expect(userData).toContain("kind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: 110\n");
  });

  it("are tagged down to their disks and interfaces", () => {
    expect(template.tag_specifications).toEqual(
      ["instance", "volume", "network-interface"].map((type) => ({
        resource_type: type,
        tags: { Name: "pitboss-test-system-nodes", owner: "platform" },
      })),
    );
  });

  it("may join, pull images and be reached by Session Manager, and may not rewire the network", () => {
    const policies = Object.values(stack.resources("aws_iam_role_policy_attachment"));
    expect(policies.map(({ policy_arn }) => policy_arn).sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
  });

  it("are refused in a single zone, where Karpenter's second replica would wait for ever", () => {
    expect(() => nodesOf({ subnetIds: ["subnet-1"] })).toThrow(
      /test\/system-nodes: expected subnets in at least 2 zones.*got 1/,
    );
  });
});
