import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize, synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import type { Statement } from "../core/policy-document";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const ALGORITHM = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const open: Statement = {
  Sid: "OpenToAll",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::ledger", "arn:aws:s3:::ledger/*"],
};

function bucketWith(props: Partial<PrivateBucketProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new PrivateBucket(scope, "ledger", {
      name: "ledger",
      protect: false,
      policyStatements: [open],
      ...props,
    });
  });
}

/** What the policy of a bucket, however open, says of a call over TLS 1.3. */
function judge(stack: SynthesizedStack, action: string, context: Record<string, string> = {}) {
  const statements = policyOf(stack.only("aws_s3_bucket_policy")).Statement;
  const tls = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  return decide(statements, {
    action,
    resource: "arn:aws:s3:::ledger/2026",
    context: { ...tls, ...context },
  });
}

describe("a private bucket", () => {
  it("says its name and ARN at synth", () => {
    const { built } = synthesizeBuilt(
      (scope) => new PrivateBucket(scope, "ledger", { name: "ledger", protect: false }),
    );
    expect(built).toMatchObject({ bucketName: "ledger", arn: "arn:aws:s3:::ledger" });
  });

  it("is closed to the public, owned by the account alone, and keeps versions", () => {
    const stack = bucketWith();
    expect(stack.only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.only("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
    expect(stack.only("aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("refuses plain HTTP and TLS before 1.2, whomever its policy admits", () => {
    const stack = bucketWith();
    expect(judge(stack, "s3:GetObject")).toBe("allowed");
    expect(judge(stack, "s3:GetObject", { "s3:TlsVersion": "1.2" })).toBe("allowed");
    expect(judge(stack, "s3:GetObject", { "aws:SecureTransport": "false" })).toBe("denied");
    expect(judge(stack, "s3:GetObject", { "s3:TlsVersion": "1.1" })).toBe("denied");
  });

  it("encrypts with its key, asking KMS once for many objects, and takes no key of the uploader's", () => {
    expect(
      bucketWith({ encryptionKeyArn: KEY }).only("aws_s3_bucket_server_side_encryption_configuration"),
    ).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
          bucket_key_enabled: true,
          blocked_encryption_types: ["SSE-C"],
        },
      ],
    });
  });

  it("encrypts with S3's own key where it is given none", () => {
    expect(bucketWith().only("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [
        { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" }, bucket_key_enabled: false },
      ],
    });
  });

  it("when told so refuses an upload that names another encryption, and takes one that names none", () => {
    const stack = bucketWith({ encryptionKeyArn: KEY, refuseOtherEncryption: true });
    expect(judge(stack, "s3:PutObject")).toBe("allowed");
    expect(judge(stack, "s3:PutObject", { [ALGORITHM]: "aws:kms", [KEY_ID]: KEY })).toBe("allowed");
    expect(judge(stack, "s3:PutObject", { [ALGORITHM]: "AES256" })).toBe("denied");
    expect(judge(stack, "s3:PutObject", { [ALGORITHM]: "aws:kms", [KEY_ID]: `${KEY}23` })).toBe("denied");
  });

  it("cannot refuse another encryption without a key of its own", () => {
    expect(() => bucketWith({ refuseOtherEncryption: true })).toThrow(
      "test/ledger: expected a key to refuse other encryption for, got none",
    );
  });

  it("is kept by Terraform when protected", () => {
    expect(bucketWith({ protect: true }).only("aws_s3_bucket")).toMatchObject({
      lifecycle: { prevent_destroy: true },
    });
    expect(bucketWith().only("aws_s3_bucket")).not.toHaveProperty("lifecycle");
  });

  it("is never emptied by Terraform, protected or not", () => {
    expect(bucketWith().only("aws_s3_bucket")).not.toHaveProperty("force_destroy");
  });

  it("locks every version for as long as it is told", () => {
    const stack = bucketWith({ lockForDays: 365 });
    expect(stack.only("aws_s3_bucket")).toMatchObject({ object_lock_enabled: true });
    expect(stack.only("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "GOVERNANCE", days: 365 } },
    });
    expect(bucketWith().types()).not.toContain("aws_s3_bucket_object_lock_configuration");
  });

  it("drops unfinished uploads and old versions, and nothing else unless told", () => {
    expect(bucketWith().only("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      {
        id: "tidy",
        status: "Enabled",
        filter: [{}],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        expiration: [{ expired_object_delete_marker: true }],
      },
    ]);
  });

  it("archives and expires objects when told", () => {
    const stack = bucketWith({ archiveAfterDays: 90, expireAfterDays: 365, noncurrentDays: 30 });
    expect(stack.only("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { id: "tidy", noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
      { id: "expire", expiration: [{ days: 365 }] },
      { id: "archive", transition: [{ days: 90, storage_class: "GLACIER_IR" }] },
    ]);
  });

  it("refuses to archive what has expired", () => {
    expect(() => bucketWith({ archiveAfterDays: 90, expireAfterDays: 90 })).toThrow(
      "test/ledger: expected objects to be archived before they expire, got archiving after 90 days and expiry after 90",
    );
  });

  it("logs accesses under its own name", () => {
    expect(bucketWith({ accessLogBucketName: "access-logs" }).only("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "access-logs",
      target_prefix: "ledger/",
    });
    expect(bucketWith().types()).not.toContain("aws_s3_bucket_logging");
  });
});
