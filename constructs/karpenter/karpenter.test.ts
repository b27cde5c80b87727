import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { policyOf, synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Karpenter, type KarpenterProps } from "./karpenter";

const messagesKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/messages";

function build(change: Partial<KarpenterProps> = {}): { stack: SynthesizedStack; karpenter: Karpenter } {
  let karpenter: Karpenter | undefined;
  const stack = synthesize((scope) => {
    const cluster = new EksCluster(scope, "cluster", {
      name: "blue",
      roleArn: "arn:aws:iam::111122223333:role/control-plane",
      vpcConfig: { subnetIds: [] },
    });
    karpenter = new Karpenter(scope, "karpenter", {
      naming: new Naming("pitboss", "dev"),
      account: "111122223333",
      region: "eu-central-1",
      clusterName: "blue",
      clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/blue",
      messagesKeyArn,
      cluster,
      ...change,
    });
  });
  return { stack, karpenter: karpenter! };
}

describe("Karpenter's controller role", () => {
  it("is given to the service account kube-system/karpenter of this cluster alone", () => {
    const role = build().stack.at("aws_iam_role", "karpenter/controller-role");
    expect(policyOf(role, "assume_role_policy").Statement).toEqual([
      {
        Sid: "AssumedByPods",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-central-1:111122223333:cluster/blue",
            "aws:RequestTag/kubernetes-namespace": "kube-system",
            "aws:RequestTag/kubernetes-service-account": "karpenter",
          },
        },
      },
    ]);
  });

  it("is associated with that service account, with the session tags that its trust asks for", () => {
    const association = build().stack.only("aws_eks_pod_identity_association");
    expect(association).toMatchObject({
      cluster_name: "blue",
      namespace: "kube-system",
      service_account: "karpenter",
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.karpenter_controller-role_\w+\.arn\}$/),
      depends_on: expect.arrayContaining(["aws_eks_cluster.cluster"]),
    });
    expect(association.depends_on).toHaveLength(1 + 6);
    expect(association).not.toHaveProperty("disable_session_tags");
  });

  it("may hand only the node role to instances, and read only the interruption queue", () => {
    const { stack, karpenter } = build();
    const resourceOf = (policy: string, sid: string) =>
      policyOf(stack.at("aws_iam_policy", `controller-policies/${policy}`)).Statement.find(
        ({ Sid }) => Sid === sid,
      )?.Resource;
    expect(resourceOf("iam-integration", "AllowPassingInstanceRole")).toBe(karpenter.nodeRoleArn);
    expect(resourceOf("interruption", "AllowInterruptionQueueActions")).toBe(karpenter.queueArn);
    expect(resourceOf("interruption", "AllowInterruptionQueueDecryption")).toBe(messagesKeyArn);
  });
});

describe("Karpenter's side in AWS", () => {
  it("tells the gitops layer names and ARNs that are known at synth", () => {
    expect(build().karpenter).toMatchObject({
      nodeRoleName: "pitboss-dev-karpenter-node",
      nodeRoleArn: "arn:aws:iam::111122223333:role/pitboss-dev-karpenter-node",
      queueName: "pitboss-dev-karpenter-interruption",
      queueArn: "arn:aws:sqs:eu-central-1:111122223333:pitboss-dev-karpenter-interruption",
      controllerRoleArn: "arn:aws:iam::111122223333:role/pitboss-dev-karpenter-controller",
    });
  });

  it("calls its resources what it tells", () => {
    const { stack, karpenter } = build();
    const name = (type: string, path: string) => stack.at(type, path).name as string;
    expect(name("aws_iam_role", "node-role/role")).toBe(karpenter.nodeRoleName);
    expect(name("aws_sqs_queue", "interruption-queue/queue")).toBe(karpenter.queueName);
    expect(karpenter.controllerRoleArn).toMatch(
      new RegExp(`/${name("aws_iam_role", "karpenter/controller-role")}$`),
    );
  });

  it.each<[string, Partial<KarpenterProps>, string]>([
    [
      "a cluster name that is a reference",
      { clusterName: "${aws_eks_cluster.cluster.name}" },
      'got "${aws_eks_cluster.cluster.name}"',
    ],
    [
      "a cluster ARN that is a reference",
      { clusterArn: "${aws_eks_cluster.cluster.arn}" },
      'got "${aws_eks_cluster.cluster.arn}"',
    ],
    ["the ARN of another cluster", { clusterName: "green" }, "cluster/green"],
  ])("refuses %s and says where it stands", (_, change, message) => {
    expect(() => build(change)).toThrow(message);
    expect(() => build(change)).toThrow("test/karpenter");
  });
});
