import { decide } from "../../tests/iam-decision";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { readConfiguration } from "./read-permissions";

const statements = readConfiguration(
  new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
);
const read = (action: string, resource = "*", region = "eu-central-1") =>
  decide(statements, { action, resource, context: { "aws:RequestedRegion": region } });

describe("reading for a plan", () => {
  it.each([
    ["ec2:DescribeVpcs", "*"],
    ["eks:DescribeCluster", "*"],
    ["iam:GetRole", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["s3:GetBucketPolicy", "arn:aws:s3:::pitboss-test-state-111122223333"],
    ["ssm:GetParameter", "arn:aws:ssm:eu-central-1::parameter/aws/service/eks/optimized-ami/1.35/x"],
    [
      "ssm:GetParameter",
      "arn:aws:ssm:eu-central-1:111122223333:parameter/pitboss-test/chains/ca-certificate",
    ],
    ["rds:DescribeDBInstances", "*"],
    ["kafka:GetBootstrapBrokers", "*"],
    ["backup:GetBackupPlan", "*"],
    ["cloudwatch:GetDashboard", "*"],
    ["rolesanywhere:GetTrustAnchor", "*"],
    [
      "secretsmanager:DescribeSecret",
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:pitboss-test/chains/x",
    ],
  ])("allows %s", (action, resource) => {
    expect(read(action, resource)).toBe("allowed");
  });

  it("reaches the services without a region from anywhere, and the others in the environment's region", () => {
    expect(read("budgets:ViewBudget", "*", "us-east-1")).toBe("allowed");
    expect(read("ec2:DescribeVpcs", "*", "us-east-1")).toBe("not allowed");
  });

  it.each([
    ["s3:GetObject", "arn:aws:s3:::pitboss-test-flow-logs-111122223333/x"],
    [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:pitboss-test/chains/x",
    ],
    ["backup:GetRecoveryPointRestoreMetadata", "*"],
    ["rds:DownloadDBLogFilePortion", "*"],
    ["elasticache:Connect", "*"],
    ["cloudwatch:GetMetricData", "*"],
    ["ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/database-password"],
    [
      "ssm:GetParameter",
      "arn:aws:ssm:eu-central-1:111122223333:parameter/pitboss-prod/chains/ca-certificate",
    ],
    ["dynamodb:GetItem", "*"],
    ["sqs:ReceiveMessage", "*"],
    ["logs:GetLogEvents", "*"],
    ["ecr:BatchGetImage", "*"],
    ["kms:Decrypt", "*"],
    ["ec2:GetConsoleOutput", "*"],
    ["ec2:GetPasswordData", "*"],
  ])("opens no contents: %s", (action, resource) => {
    expect(read(action, resource)).toBe("not allowed");
  });

  it("changes nothing", () => {
    const verbs = statements.flatMap(({ Action = [] }) => Action).map((action) => action.replace(/^.*:/, ""));
    expect(verbs.filter((verb) => !/^(Describe|Get|List|View)/.test(verb))).toEqual([]);
  });
});
