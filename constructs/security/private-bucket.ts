import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { bucketArn } from "../core/arn";
import { policyDocument, type Statement } from "../core/policy-document";

/** Parts of an upload that never finished cost money and are seen by no listing. */
const ABORT_UPLOADS_AFTER_DAYS = 7;

export interface PrivateBucketProps {
  /** The bucket's name, from `Naming.bucket(…)`. */
  readonly name: string;
  /**
   * The key that encrypts what is uploaded without naming another.
   * @default S3's own AES-256: for the few writers, such as S3 server access logging, that cannot use a key
   */
  readonly encryptionKeyArn?: string;
  /**
   * Refuses an upload that names another encryption than the bucket's key. CloudTrail's digest files name one.
   * @default false
   */
  readonly refuseOtherEncryption?: boolean;
  /**
   * When objects expire, in days.
   * @default never
   */
  readonly expireAfterDays?: number;
  /**
   * When objects move to Glacier Instant Retrieval, in days: a sixth of the price, the same latency, dear to read often.
   * @default never
   */
  readonly archiveAfterDays?: number;
  /**
   * How long an object that was overwritten or deleted can be brought back, in days.
   * @default 90
   */
  readonly noncurrentDays?: number;
  /** Whether Terraform refuses to destroy the bucket. S3 itself always refuses while the bucket holds anything. */
  readonly protect: boolean;
  /**
   * How long no version of an object can be deleted or overwritten, in days; only a principal that may bypass governance can.
   * A bucket cannot lose the ability again.
   * @default not at all
   */
  readonly lockForDays?: number;
  /**
   * The bucket that receives the server access log.
   * @default none
   */
  readonly accessLogBucketName?: string;
  /**
   * Whom the bucket policy admits, such as a service that delivers logs.
   * @default none: only principals of the account whose own policies allow it
   */
  readonly policyStatements?: readonly Statement[];
}

/** An S3 bucket that is closed to the public, encrypted, versioned, and reached over TLS alone. */
export class PrivateBucket extends Construct {
  /** Known at synth. */
  readonly bucketName: string;
  /** Known at synth. */
  readonly arn: string;
  /** Whoever writes on its admission depends on it. */
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.bucketName = props.name;
    this.arn = bucketArn(props.name);
    this.refuseToArchiveTheExpired(props);
    const { bucket } = new S3Bucket(this, "bucket", {
      bucket: props.name,
      ...(props.lockForDays !== undefined && { objectLockEnabled: true }),
      ...(props.protect && { lifecycle: { preventDestroy: true } }),
    });
    const closed = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    if (props.lockForDays !== undefined) {
      new S3BucketObjectLockConfigurationA(this, "object-lock", {
        bucket,
        rule: { defaultRetention: { mode: "GOVERNANCE", days: props.lockForDays } },
        dependsOn: [versioning],
      });
    }
    this.encrypt(bucket, props.encryptionKeyArn);
    new S3BucketLifecycleConfiguration(this, "lifecycle", { bucket, rule: lifecycleRules(props) });
    if (props.accessLogBucketName !== undefined) {
      new S3BucketLoggingA(this, "access-logging", {
        bucket,
        targetBucket: props.accessLogBucketName,
        targetPrefix: `${props.name}/`,
      });
    }
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument(...this.statements(props)),
      // S3 refuses two changes to one bucket's access at a time.
      dependsOn: [closed],
    });
  }

  private refuseToArchiveTheExpired({ expireAfterDays, archiveAfterDays }: PrivateBucketProps): void {
    if (expireAfterDays === undefined || archiveAfterDays === undefined) return;
    if (expireAfterDays <= archiveAfterDays) {
      throw new Error(
        `${this.node.path}: expected objects to be archived before they expire,` +
          ` got archiving after ${archiveAfterDays} days and expiry after ${expireAfterDays}`,
      );
    }
  }

  private encrypt(bucket: string, encryptionKeyArn?: string): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            encryptionKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryptionKeyArn },
          // One call to KMS for many objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
          bucketKeyEnabled: encryptionKeyArn !== undefined,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    });
  }

  private statements(props: PrivateBucketProps): Statement[] {
    const { encryptionKeyArn, refuseOtherEncryption = false, policyStatements = [] } = props;
    if (refuseOtherEncryption && encryptionKeyArn === undefined) {
      throw new Error(`${this.node.path}: expected a key to refuse other encryption for, got none`);
    }
    const whole = [this.arn, `${this.arn}/*`];
    return [
      ...policyStatements,
      denied("DenyPlainHttp", "s3:*", whole, { Bool: { "aws:SecureTransport": "false" } }),
      denied("DenyOldTls", "s3:*", whole, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
      ...(refuseOtherEncryption && encryptionKeyArn !== undefined
        ? otherEncryption(this.arn, encryptionKeyArn)
        : []),
    ];
  }
}

/**
 * An upload that names no encryption gets the bucket's own and must pass, so each denial holds only where the header is
 * present: `…NotEqualsIfExists` would deny without it, as IfExists makes an absent key true.
 */
function otherEncryption(bucket: string, keyArn: string): Statement[] {
  const algorithm = "s3:x-amz-server-side-encryption";
  const key = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  return [
    denied("DenyOtherEncryption", "s3:PutObject", `${bucket}/*`, {
      Null: { [algorithm]: "false" },
      StringNotEquals: { [algorithm]: "aws:kms" },
    }),
    denied("DenyOtherKeys", "s3:PutObject", `${bucket}/*`, {
      Null: { [key]: "false" },
      StringNotEquals: { [key]: keyArn },
    }),
  ];
}

function denied(
  sid: string,
  action: string,
  resource: string | readonly string[],
  condition: Statement["Condition"] & object,
): Statement {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: condition,
  };
}

function lifecycleRules(props: PrivateBucketProps): S3BucketLifecycleConfigurationRule[] {
  const { expireAfterDays, archiveAfterDays, noncurrentDays = 90 } = props;
  const always = { status: "Enabled", filter: [{}] };
  return [
    {
      ...always,
      id: "tidy",
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS }],
      noncurrentVersionExpiration: [{ noncurrentDays }],
      // What a deletion leaves behind once every version is gone.
      expiration: [{ expiredObjectDeleteMarker: true }],
    },
    ...(expireAfterDays === undefined
      ? []
      : [{ ...always, id: "expire", expiration: [{ days: expireAfterDays }] }]),
    ...(archiveAfterDays === undefined
      ? []
      : [
          {
            ...always,
            id: "archive",
            transition: [{ days: archiveAfterDays, storageClass: "GLACIER_IR" }],
          },
        ]),
  ];
}
