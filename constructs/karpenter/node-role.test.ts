import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { policyOf, synthesizeBuilt } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { NodeRole } from "./node-role";

function build() {
  return synthesizeBuilt((scope) => {
    const cluster = new EksCluster(scope, "cluster", {
      name: "blue",
      roleArn: "arn:aws:iam::111122223333:role/control-plane",
      vpcConfig: { subnetIds: [] },
    });
    return new NodeRole(scope, "nodes", {
      place: new Place(new Naming("pitboss", "dev"), "111122223333", "eu-central-1"),
      clusterName: "blue",
      cluster,
    });
  });
}

describe("the role of Karpenter's nodes", () => {
  it("is taken by EC2 instances and by nothing else", () => {
    const { Statement } = policyOf(build().stack.only("aws_iam_role"), "assume_role_policy");
    expect(Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("may join, pull images and be reached by Session Manager, and leaves network interfaces to the CNI's own role", () => {
    const attachments = Object.values(build().stack.resources("aws_iam_role_policy_attachment"));
    expect(attachments.map((attachment) => attachment.policy_arn).sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
  });

  it("lets its instances join the cluster as nodes, once the cluster is there", () => {
    expect(build().stack.only("aws_eks_access_entry")).toMatchObject({
      cluster_name: "blue",
      principal_arn: expect.stringMatching(/^\$\{aws_iam_role\.\w+\.arn\}$/),
      type: "EC2_LINUX",
      depends_on: ["aws_eks_cluster.cluster"],
    });
  });

  it("says its name and ARN at synth", () => {
    const { stack, built: nodeRole } = build();
    expect(nodeRole.roleArn).toBe("arn:aws:iam::111122223333:role/pitboss-dev-karpenter-node");
    expect(stack.only("aws_iam_role").name).toBe(nodeRole.roleName);
  });
});
