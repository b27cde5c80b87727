import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { WorkloadBoundary, workloadBoundaryArn } from "./workload-boundary";

const place = new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1");
const stack = synthesize((scope) => {
  new WorkloadBoundary(scope, "boundary", {
    place,
    closedBucketArns: ["arn:aws:s3:::pitboss-test-state-111122223333"],
  });
});
const boundary = policyOf(stack.only("aws_iam_policy")).Statement;

const here = { "aws:RequestedRegion": "eu-central-1" };
const permits = (action: string, resource = "*", context: Record<string, string> = here) =>
  decide(boundary, { action, resource, context });

describe("the workload boundary", () => {
  it("lies where its ARN says, under the foundation's path", () => {
    const { name, path } = stack.only("aws_iam_policy") as { name: string; path: string };
    expect(workloadBoundaryArn(place)).toBe(`arn:aws:iam::111122223333:policy${path}${name}`);
    expect(path).toBe("/foundation/");
  });

  it("fits into the 6,144 characters of a managed policy", () => {
    expect((stack.only("aws_iam_policy").policy as string).replace(/\s/g, "").length).toBeLessThan(6144);
  });

  it.each([
    ["ec2:RunInstances", "*"],
    ["eks:DescribeCluster", "*"],
    ["sqs:ReceiveMessage", "*"],
    ["secretsmanager:GetSecretValue", "*"],
    ["kms:Decrypt", "*"],
    ["s3:PutObject", "arn:aws:s3:::pitboss-test-loki-111122223333/chunk"],
    ["iam:PassRole", "arn:aws:iam::111122223333:role/pitboss-test-karpenter-node"],
    ["iam:CreateInstanceProfile", "arn:aws:iam::111122223333:instance-profile/pitboss-test_1"],
    ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"],
    ["pricing:GetProducts", "*"],
    ["ec2:CreateSnapshot", "*"],
    ["rds:CreateDBSnapshot", "*"],
    ["backup:CopyIntoBackupVault", "*"],
    ["events:PutRule", "arn:aws:events:eu-central-1:111122223333:rule/AwsBackupManagedRule1"],
  ])("leaves room for %s", (action, resource) => {
    expect(permits(action, resource)).toBe("allowed");
  });

  it("ends at the environment's region", () => {
    expect(permits("s3:ListAllMyBuckets", "*", { "aws:RequestedRegion": "us-east-1" })).toBe("allowed");
    expect(permits("ec2:RunInstances", "*", { "aws:RequestedRegion": "us-west-2" })).toBe("not allowed");
  });

  it.each([
    ["iam:CreateRole", "arn:aws:iam::111122223333:role/pitboss-test-own"],
    ["iam:AttachRolePolicy", "arn:aws:iam::111122223333:role/pitboss-test-own"],
    ["iam:PutRolePolicy", "arn:aws:iam::111122223333:role/pitboss-test-own"],
    ["iam:DeleteRolePermissionsBoundary", "arn:aws:iam::111122223333:role/pitboss-test-own"],
    ["iam:UpdateAssumeRolePolicy", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["iam:CreateUser", "arn:aws:iam::111122223333:user/me"],
    ["cloudtrail:StopLogging", "*"],
    ["guardduty:UpdateDetector", "*"],
    ["securityhub:DisableSecurityHub", "*"],
    ["config:StopConfigurationRecorder", "*"],
    ["organizations:LeaveOrganization", "*"],
  ])("has no room for %s", (action, resource) => {
    expect(permits(action, resource)).toBe("not allowed");
  });

  it.each([
    ["s3:GetObject", "arn:aws:s3:::pitboss-test-state-111122223333/network/terraform.tfstate"],
    ["s3:DeleteBucket", "arn:aws:s3:::pitboss-test-state-111122223333"],
    ["iam:PassRole", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["sts:AssumeRole", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["kms:ScheduleKeyDeletion", "*"],
    ["kms:PutKeyPolicy", "*"],
    ["ec2:DisableEbsEncryptionByDefault", "*"],
    ["s3:PutAccountPublicAccessBlock", "*"],
    ["backup:DeleteRecoveryPoint", "*"],
    ["backup:DisassociateRecoveryPointFromParent", "*"],
  ])("forbids %s outright", (action, resource) => {
    expect(permits(action, resource)).toBe("denied");
  });
});
