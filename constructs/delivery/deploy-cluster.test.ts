import { decider, permissions } from "./__fixtures__/deployer";
import { deployCluster } from "./deploy-cluster";

const may = decider(deployCluster(permissions));
const CLUSTER_KEY = permissions.clusterKeyArn;

describe("deploying the cluster", () => {
  it("reaches the environment's cluster and what belongs to it, and no other", () => {
    const eks = (resource: string) =>
      may("eks:CreateNodegroup", `arn:aws:eks:eu-central-1:111122223333:${resource}`);
    expect(eks("cluster/pitboss-test")).toBe("allowed");
    expect(eks("nodegroup/pitboss-test/system/1")).toBe("allowed");
    expect(eks("cluster/pitboss-test2")).toBe("not allowed");
    expect(eks("nodegroup/other/system/1")).toBe("not allowed");
  });

  it("lends the cluster the key of its secrets, and no other key, and cannot read with it", () => {
    expect(may("kms:CreateGrant", CLUSTER_KEY)).toBe("allowed");
    expect(may("kms:CreateGrant", CLUSTER_KEY.replace(/.$/, "0"))).toBe("not allowed");
    expect(may("kms:Decrypt", CLUSTER_KEY)).toBe("not allowed");
  });

  it("makes log groups, queues and rules under the environment's names", () => {
    expect(
      may(
        "logs:CreateLogGroup",
        "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/pitboss-test/cluster",
      ),
    ).toBe("allowed");
    expect(
      may("sqs:CreateQueue", "arn:aws:sqs:eu-central-1:111122223333:pitboss-test-karpenter-interruption"),
    ).toBe("allowed");
    expect(
      may("events:PutRule", "arn:aws:events:eu-central-1:111122223333:rule/pitboss-test-karpenter-spot"),
    ).toBe("allowed");
    expect(
      may("logs:DeleteLogGroup", "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cloudtrail/x"),
    ).toBe("not allowed");
  });
});
