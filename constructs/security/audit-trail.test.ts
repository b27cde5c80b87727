import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { AuditTrail, type AuditTrailProps } from "./audit-trail";

const TRAIL = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/pitboss-test-audit";
const BUCKET = "pitboss-test-audit-trail-111122223333";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

function trailWith(props: Partial<AuditTrailProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new AuditTrail(scope, "audit", {
      place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
      encryptionKeyArn: KEY,
      retentionDays: 365,
      protect: true,
      watchedBucketNames: ["pitboss-test-state-111122223333"],
      accessLogBucketName: "access-logs",
      ...props,
    });
  });
}

const stack = trailWith();

describe("the audit trail", () => {
  it("records every region, global services too, in files that prove themselves unchanged", () => {
    expect(stack.only("aws_cloudtrail")).toMatchObject({
      name: "pitboss-test-audit",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: KEY,
      s3_bucket_name: BUCKET,
    });
  });

  it("records every management event, and each read and write of the buckets it watches", () => {
    expect(stack.only("aws_cloudtrail").advanced_event_selector).toEqual([
      { name: "management", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
      {
        name: "watched buckets",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "resources.ARN", starts_with: ["arn:aws:s3:::pitboss-test-state-111122223333/"] },
        ],
      },
    ]);
  });

  it("tells when calls or errors come at an unusual rate", () => {
    expect(stack.only("aws_cloudtrail").insight_selector).toEqual([
      { insight_type: "ApiCallRateInsight" },
      { insight_type: "ApiErrorRateInsight" },
    ]);
  });

  it("goes to an encrypted log group as well, by a role that can write there and nowhere else", () => {
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/cloudtrail/pitboss-test-audit",
      kms_key_id: KEY,
      retention_in_days: 365,
      skip_destroy: true,
    });
    expect(stack.only("aws_cloudtrail").cloud_watch_logs_group_arn).toMatch(/log-group\w*\.arn\}:\*$/);
    expect(policyOf(stack.only("aws_iam_role_policy")).Statement).toEqual([
      {
        Sid: "WriteOwnStreams",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource:
          "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cloudtrail/pitboss-test-audit:log-stream:111122223333_CloudTrail_*",
      },
    ]);
  });

  it("is served by a role under the foundation's path that CloudTrail takes, which does not say for which trail", () => {
    const role = stack.only("aws_iam_role");
    expect(role).toMatchObject({ name: "pitboss-test-audit-trail", path: "/foundation/" });
    expect(policyOf(role, "assume_role_policy").Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("has a bucket that only this trail writes to", () => {
    const statements = policyOf(stack.only("aws_s3_bucket_policy")).Statement;
    const write = (trail: string) =>
      decide(statements, {
        action: "s3:PutObject",
        resource: `arn:aws:s3:::${BUCKET}/AWSLogs/111122223333/CloudTrail/x`,
        by: "cloudtrail.amazonaws.com",
        context: {
          "aws:SourceArn": trail,
          "s3:x-amz-acl": "bucket-owner-full-control",
          "s3:TlsVersion": "1.3",
        },
      });
    expect(write(TRAIL)).toBe("allowed");
    expect(write(`${TRAIL}-of-another`)).toBe("not allowed");
  });

  it("waits until its bucket admits it and its role may write", () => {
    expect(stack.only("aws_cloudtrail").depends_on).toEqual([
      expect.stringContaining("aws_s3_bucket_policy."),
      expect.stringContaining("aws_iam_role_policy."),
    ]);
  });

  it("is locked for as long as it is kept where the environment is protected, and not elsewhere", () => {
    expect(stack.only("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { days: 365 } },
    });
    expect(trailWith({ protect: false }).types()).not.toContain("aws_s3_bucket_object_lock_configuration");
  });

  it("is archived only where it stays in the archive long enough to be worth it", () => {
    const rules = (retentionDays: number) =>
      trailWith({ retentionDays }).only("aws_s3_bucket_lifecycle_configuration").rule as { id: string }[];
    expect(rules(180).map(({ id }) => id)).toEqual(["tidy", "expire", "archive"]);
    expect(rules(90).map(({ id }) => id)).toEqual(["tidy", "expire"]);
  });
});
