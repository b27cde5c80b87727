import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { synthesize } from "../../tests/synthesize";
import { ClusterAdmin } from "./cluster-admin";

const stack = synthesize((scope) => {
  new ClusterAdmin(scope, "admin", {
    clusterName: "pitboss-test",
    cluster: new SnsTopic(scope, "the-cluster", {}),
    principalArn: "arn:aws:iam::111122223333:role/platform-admin",
  });
});

describe("an administrator of a cluster", () => {
  it("is let in by an access entry, once the cluster is there", () => {
    expect(stack.only("aws_eks_access_entry")).toMatchObject({
      cluster_name: "pitboss-test",
      principal_arn: "arn:aws:iam::111122223333:role/platform-admin",
      type: "STANDARD",
      depends_on: ["aws_sns_topic.the-cluster"],
    });
  });

  it("administers the whole cluster, from the moment that the entry is there", () => {
    expect(stack.only("aws_eks_access_policy_association")).toMatchObject({
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      principal_arn: expect.stringMatching(/^\$\{aws_eks_access_entry\.\w+\.principal_arn\}$/),
      access_scope: { type: "cluster" },
    });
  });
});
