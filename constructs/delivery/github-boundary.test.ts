import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { AuditAlarms } from "../security/audit-alarms";
import { GithubBoundary } from "./github-boundary";

const WORKLOAD_BOUNDARY = "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary";
const STATE = "arn:aws:s3:::pitboss-test-state-111122223333";
const AUDIT = "arn:aws:s3:::pitboss-test-audit-trail-111122223333";
const RULE = "arn:aws:events:eu-central-1:111122223333:rule/pitboss-test-grave-findings";
const stack = synthesize((scope) => {
  new GithubBoundary(scope, "boundary", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    services: [
      "backup",
      "cloudtrail",
      "cloudwatch",
      "ec2",
      "events",
      "guardduty",
      "iam",
      "kms",
      "s3",
      "secretsmanager",
    ],
    workloadBoundaryArn: WORKLOAD_BOUNDARY,
    foundationBucketArns: [STATE, AUDIT, `${AUDIT}/*`],
    foundationChannelArns: [RULE],
  });
});
const boundary = policyOf(stack.only("aws_iam_policy")).Statement;
const within = { "aws:RequestedRegion": "eu-central-1", "iam:PermissionsBoundary": WORKLOAD_BOUNDARY };
const permits = (action: string, resource = "*", context: Record<string, string> = within) =>
  decide(boundary, { action, resource, context });

describe("the boundary of GitHub's roles", () => {
  it("leaves room for what their policies speak of, and for no other service", () => {
    expect(permits("ec2:CreateVpc")).toBe("allowed");
    expect(permits("s3:PutObject", `${STATE}/network/terraform.tfstate`)).toBe("allowed");
    expect(permits("iam:CreateRole", "arn:aws:iam::111122223333:role/pitboss-test-node")).toBe("allowed");
    expect(permits("organizations:LeaveOrganization")).toBe("not allowed");
    expect(permits("ec2:CreateVpc", "*", { "aws:RequestedRegion": "us-west-2" })).toBe("not allowed");
  });

  it.each([
    ["iam:UpdateAssumeRolePolicy", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["iam:AttachRolePolicy", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["iam:DeleteRolePermissionsBoundary", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["iam:PassRole", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy"],
    ["iam:CreatePolicyVersion", WORKLOAD_BOUNDARY],
    ["iam:DeletePolicy", "arn:aws:iam::111122223333:policy/foundation/pitboss-test-github-boundary"],
    [
      "iam:AddClientIDToOpenIDConnectProvider",
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    ],
    ["iam:DeleteRolePermissionsBoundary", "arn:aws:iam::111122223333:role/pitboss-test-node"],
    ["iam:CreateAccessKey", "*"],
    ["cloudtrail:StopLogging", "*"],
    ["guardduty:UpdateDetector", "*"],
    ["securityhub:DisableSecurityHub", "*"],
    ["config:StopConfigurationRecorder", "*"],
    ["kms:ScheduleKeyDeletion", "*"],
    ["ec2:DisableEbsEncryptionByDefault", "*"],
    ["s3:PutBucketPolicy", STATE],
    ["s3:PutObject", `${AUDIT}/AWSLogs/x`],
    ["events:DisableRule", RULE],
    ["backup:DeleteRecoveryPoint", "arn:aws:rds:eu-central-1:111122223333:snapshot:awsbackup:job-1"],
    ["backup:DeleteBackupVaultLockConfiguration", "*"],
    ["secretsmanager:GetSecretValue", "*"],
  ])("forbids %s on %s outright", (action, resource) => {
    expect(permits(action, resource)).toBe("denied");
  });

  it("forbids a role that the workload boundary does not bound", () => {
    const create = (context: Record<string, string>) =>
      permits("iam:CreateRole", "arn:aws:iam::111122223333:role/pitboss-test-node", context);
    expect(create({})).toBe("denied");
    expect(create({ "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/of-my-own" })).toBe(
      "denied",
    );
  });

  it("forbids to touch any alarm of the audit, and leaves those of the layers", () => {
    const audit = synthesize((scope) => {
      new AuditAlarms(scope, "alarms", {
        naming: new Naming("pitboss", "test"),
        logGroupName: "audit",
        guardedRoleNames: ["pitboss-test-deploy"],
        topicArn: "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts",
      });
    });
    const alarms = Object.values(audit.resources("aws_cloudwatch_metric_alarm"));
    expect(alarms).not.toEqual([]);
    const arn = (name: unknown) => `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${String(name)}`;
    for (const { alarm_name: name } of alarms) {
      for (const action of ["DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm", "SetAlarmState"]) {
        expect(permits(`cloudwatch:${action}`, arn(name))).toBe("denied");
      }
      expect(permits("cloudwatch:DescribeAlarms", arn(name))).toBe("allowed");
    }
    expect(permits("cloudwatch:PutMetricAlarm", arn("pitboss-test-queue-age"))).toBe("allowed");
  });

  it("leaves room to give a machine its role", () => {
    expect(
      permits(
        "iam:AddRoleToInstanceProfile",
        "arn:aws:iam::111122223333:instance-profile/pitboss-test-gateway",
      ),
    ).toBe("allowed");
  });

  it("still lets a plan read what it guards", () => {
    expect(permits("iam:GetRole", "arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy")).toBe(
      "allowed",
    );
    expect(permits("s3:GetBucketPolicy", AUDIT)).toBe("allowed");
    expect(permits("events:DescribeRule", RULE)).toBe("allowed");
    expect(permits("guardduty:GetDetector")).toBe("allowed");
    expect(permits("iam:GetAccountPasswordPolicy")).toBe("allowed");
  });
});
