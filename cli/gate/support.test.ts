import { stackOf } from "../../tests/gate";
import { unsupportedIn } from "./support";

/** 1.35 is in standard support until 2027-03-27, of which the day itself is no part. */
const cluster = stackOf("prod-cluster", {
  resource: { aws_eks_cluster: { cluster_1: { version: "1.35" } } },
});

describe("a cluster's Kubernetes", () => {
  it("is accepted to the last day of standard support", () => {
    expect(unsupportedIn(cluster, "2027-03-26")).toEqual([]);
  });

  it("is refused from the day after, with what is allowed", () => {
    expect(unsupportedIn(cluster, "2027-03-27")).toEqual([
      {
        kind: "unsupported",
        stack: "prod-cluster",
        message: expect.stringMatching(
          /^prod-cluster: Kubernetes 1\.35 left EKS standard support on 2027-03-27.*; allowed: /,
        ),
      },
    ]);
  });

  it("concerns no stack without a cluster, and none whose version only Terraform will know", () => {
    const resource = {
      aws_eks_cluster: { cluster_1: { version: 7 } },
      aws_vpc: { vpc_1: { version: "1.10" } },
    };
    expect(unsupportedIn(stackOf("prod-network", { resource }), "2027-03-27")).toEqual([]);
  });
});
