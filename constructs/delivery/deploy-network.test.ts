import { decide } from "../../tests/iam-decision";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { deployNetwork } from "./deploy-network";

const BOUNDARY = "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary";
const statements = deployNetwork({
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  workloadBoundaryArn: BOUNDARY,
  clusterKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/cluster",
  dataKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  backupsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/backups",
});
const here = { "aws:RequestedRegion": "eu-central-1" };
const may = (action: string, resource = "*", context: Record<string, string> = here) =>
  decide(statements, { action, resource, context });

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
