import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { policyOf, synthesizeBuilt } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { Karpenter, type KarpenterProps } from "./karpenter";

const encryptionKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/messages";

function build(change: Partial<KarpenterProps> = {}) {
  return synthesizeBuilt((scope) => {
    const cluster = new EksCluster(scope, "cluster", {
      name: "blue",
      roleArn: "arn:aws:iam::111122223333:role/control-plane",
      vpcConfig: { subnetIds: [] },
    });
    return new Karpenter(scope, "karpenter", {
      place: new Place(new Naming("pitboss", "dev"), "111122223333", "eu-central-1"),
      clusterName: "blue",
      encryptionKeyArn,
      cluster,
      ...change,
    });
  });
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
    const { stack } = build();
    const resourceOf = (policy: string, sid: string) =>
      policyOf(stack.at("aws_iam_policy", `controller-policies/${policy}`)).Statement.find(
        ({ Sid }) => Sid === sid,
      )?.Resource;
    expect(resourceOf("iam-integration", "AllowPassingInstanceRole")).toBe(
      "arn:aws:iam::111122223333:role/pitboss-dev-karpenter-node",
    );
    expect(resourceOf("interruption", "AllowInterruptionQueueActions")).toBe(
      "arn:aws:sqs:eu-central-1:111122223333:pitboss-dev-karpenter-interruption",
    );
    expect(resourceOf("interruption", "AllowInterruptionQueueDecryption")).toBe(encryptionKeyArn);
  });
});

describe("Karpenter's side in AWS", () => {
  it("tells the gitops layer names that are known at synth", () => {
    expect(build().built).toMatchObject({
      nodeRoleName: "pitboss-dev-karpenter-node",
      queueName: "pitboss-dev-karpenter-interruption",
    });
  });

  it("calls its resources what it tells", () => {
    const { stack, built: karpenter } = build();
    const name = (type: string, path: string) => stack.at(type, path).name as string;
    expect(name("aws_iam_role", "node-role/role")).toBe(karpenter.nodeRoleName);
    expect(name("aws_sqs_queue", "interruption-queue/queue")).toBe(karpenter.queueName);
  });

  it("refuses a cluster name that is a reference", () => {
    expect(() => build({ clusterName: "${aws_eks_cluster.cluster.name}" })).toThrow(
      'test/karpenter: expected a cluster name known at synth, got "${aws_eks_cluster.cluster.name}"',
    );
  });
});
