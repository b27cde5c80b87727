import { discoveryTags } from "./discovery";

describe("the discovery tag", () => {
  it("names the cluster, so that two clusters in a VPC do not take each other's subnets", () => {
    expect(discoveryTags("pitboss-dev")).toEqual({ "karpenter.sh/discovery": "pitboss-dev" });
  });
});
