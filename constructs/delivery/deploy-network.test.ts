import { decider, here, permissions } from "./__fixtures__/deployer";
import { deployNetwork } from "./deploy-network";

const may = decider(deployNetwork(permissions));

describe("deploying the network", () => {
  it.each([
    "ec2:CreateVpc",
    "ec2:AssociateRouteTable",
    "ec2:CreateSubnetCidrReservation",
    "ec2:RevokeSecurityGroupEgress",
  ])("allows %s in the environment's region and in no other", (action) => {
    expect(may(action)).toBe("allowed");
    expect(may(action, "*", { "aws:RequestedRegion": "us-west-2" })).toBe("not allowed");
  });

  it("deletes what Pitboss made and nothing else", () => {
    const ours = { ...here, "aws:ResourceTag/managed-by": "pitboss" };
    expect(may("ec2:DeleteVpc", "*", ours)).toBe("allowed");
    expect(may("ec2:DeleteVpc")).toBe("not allowed");
  });

  it("makes buckets of the environment and of no other", () => {
    expect(may("s3:PutBucketPolicy", "arn:aws:s3:::pitboss-test-flow-logs-111122223333")).toBe("allowed");
    expect(may("s3:PutBucketPolicy", "arn:aws:s3:::pitboss-prod-flow-logs-111122223333")).toBe("not allowed");
  });
});
