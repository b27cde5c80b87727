import { BUILD_MILLISECONDS, GoTools } from "../../tests/go-tools";
import { ec2NodeClass, type Ec2NodeClassProps } from "./ec2-node-class";

const props: Ec2NodeClassProps = {
  name: "default",
  clusterName: "pitboss-dev",
  roleName: "pitboss-dev-karpenter-node",
  nodeImage: "al2023@v20260930",
  encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555",
  volumeGib: 100,
  maxPods: 110,
  tags: { owner: "platform", "cost-center": "PLAT-101" },
};

describe("a node class", () => {
  let tools: GoTools;
  beforeAll(() => {
    tools = GoTools.install();
  }, BUILD_MILLISECONDS);

  const problems = (changed: Partial<Ec2NodeClassProps>) =>
    tools.admit([ec2NodeClass({ ...props, ...changed })])[0]?.join("\n");

  it("is admitted by the API server of a cluster that has Karpenter's definitions", () => {
    expect(problems({})).toBe("");
    expect(problems({ nodeImage: "bottlerocket@v1.50.0" })).toBe("");
  });

  it("lets no pod reach the node's credentials, and gives it no public address", () => {
    const { metadataOptions, associatePublicIPAddress } = ec2NodeClass(props).spec;
    expect(metadataOptions).toMatchObject({ httpTokens: "required", httpPutResponseHopLimit: 1 });
    expect(associatePublicIPAddress).toBe(false);
  });

  it("finds its network by the tag that the network and the cluster carry", () => {
    const { subnetSelectorTerms, securityGroupSelectorTerms } = ec2NodeClass(props).spec;
    const terms = [{ tags: { "karpenter.sh/discovery": "pitboss-dev" } }];
    expect([subnetSelectorTerms, securityGroupSelectorTerms]).toEqual([terms, terms]);
  });

  it.each([
    ["al2023@v20260930", [["/dev/xvda", "100Gi"]]],
    [
      "bottlerocket@v1.50.0",
      [
        ["/dev/xvda", "4Gi"],
        ["/dev/xvdb", "100Gi"],
      ],
    ],
  ])("encrypts every volume with the environment's key: %s", (nodeImage, volumes) => {
    const { blockDeviceMappings } = ec2NodeClass({ ...props, nodeImage }).spec;
    expect(blockDeviceMappings.map(({ deviceName, ebs }) => [deviceName, ebs.volumeSize])).toEqual(volumes);
    for (const { ebs } of blockDeviceMappings) {
      expect(ebs).toMatchObject({ encrypted: true, kmsKeyID: props.encryptionKeyArn, volumeType: "gp3" });
    }
  });

  it.each([
    ["an image of no known family", { nodeImage: "windows@v1" }, "alias"],
    [
      "a tag that Karpenter sets itself",
      { tags: { "eks:eks-cluster-name": "other" } },
      "tag contains a restricted tag",
    ],
    ["no role", { roleName: "" }, "role"],
  ])("is refused there with %s", (_, changed, problem) => {
    expect(problems(changed)).toContain(problem);
  });
});
