import { bucketArn, managedPolicyArn } from "./arn";
import { Naming } from "./naming";
import { Place } from "./place";

const place = new Place(new Naming("pitboss", "dev"), "111122223333", "eu-central-1");

describe("the place of an environment", () => {
  it("is in the ARN of what it has", () => {
    expect(place.arn("sqs", "pitboss-dev-queue")).toBe(
      "arn:aws:sqs:eu-central-1:111122223333:pitboss-dev-queue",
    );
    expect(place.clusterArn("blue")).toBe("arn:aws:eks:eu-central-1:111122223333:cluster/blue");
  });

  it("leaves out of an ARN what AWS leaves out", () => {
    expect(place.iamArn("role/pitboss-dev-node")).toBe("arn:aws:iam::111122223333:role/pitboss-dev-node");
    expect(place.accountlessArn("ec2", "image/*")).toBe("arn:aws:ec2:eu-central-1::image/*");
    expect(bucketArn("ledger")).toBe("arn:aws:s3:::ledger");
    expect(managedPolicyArn("AmazonEKSClusterPolicy")).toBe("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy");
  });

  it("makes the names of buckets unlike those of any other account", () => {
    expect(place.bucketName("state")).toBe("pitboss-dev-state-111122223333");
  });
});
