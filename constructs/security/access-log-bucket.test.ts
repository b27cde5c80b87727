import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { AccessLogBucket } from "./access-log-bucket";

const stack = synthesize((scope) => {
  new AccessLogBucket(scope, "access-logs", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    retentionDays: 365,
    protect: true,
  });
});

describe("the bucket of access logs", () => {
  it("is written by S3 for the environment's own buckets alone", () => {
    const statements = policyOf(stack.only("aws_s3_bucket_policy")).Statement;
    const logOf = (account: string, bucket: string) =>
      decide(statements, {
        action: "s3:PutObject",
        resource: "arn:aws:s3:::pitboss-test-access-logs-111122223333/x",
        by: "logging.s3.amazonaws.com",
        context: {
          "aws:SourceAccount": account,
          "aws:SourceArn": `arn:aws:s3:::${bucket}`,
          "s3:TlsVersion": "1.3",
        },
      });
    expect(logOf("111122223333", "pitboss-test-state-111122223333")).toBe("allowed");
    expect(logOf("999999999999", "pitboss-test-state-111122223333")).toBe("not allowed");
    expect(logOf("111122223333", "elsewhere")).toBe("not allowed");
  });

  it("forgets an access when told, and uses no key, for S3 could not write with it", () => {
    expect(stack.only("aws_s3_bucket_lifecycle_configuration")).toMatchObject({
      rule: [{ id: "tidy" }, { id: "expire", expiration: [{ days: 365 }] }],
    });
    expect(stack.only("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });
});
