import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Naming } from "../core/naming";
import { policyDocument, serviceTrust, type Statement } from "../core/policy-document";
import { FOUNDATION_PATH } from "./foundation-path";
import { bucketArn, PrivateBucket } from "./private-bucket";

/** After this, log files are read by auditors alone. */
const ARCHIVE_AFTER_DAYS = 90;
/** Shorter than this in the archive costs as much as never leaving. */
const SHORTEST_ARCHIVE_DAYS = 90;

export interface AuditTrailProps {
  readonly naming: Naming;
  readonly account: string;
  readonly region: string;
  /** A key that CloudTrail may use for this trail, and CloudWatch Logs for its log group. */
  readonly encryptionKeyArn: string;
  /** How long the record is kept, in days. */
  readonly retentionDays: number;
  /** Whether the record refuses to be destroyed, and each log file to be deleted before its time. */
  readonly protect: boolean;
  /** The buckets of which every single read and write is recorded, by name. */
  readonly watchedBuckets: readonly string[];
  /** The bucket that receives the server access log, by name. */
  readonly accessLogsTo: string;
}

/** Who did what in the account, in every region: to a bucket for auditors and to a log group for alarms. */
export class AuditTrail extends Construct {
  /** For whoever reads the trail's events as they come. */
  readonly logGroupName: string;
  /** Known at synth. */
  readonly logGroupArn: string;
  /** Known at synth. */
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { naming, account, region, retentionDays, protect } = props;
    const name = trailName(naming);
    const arn = trailArn(naming, account, region);
    const bucketName = trailBucket(naming, account);
    const bucket = new PrivateBucket(this, "bucket", {
      name: bucketName,
      encryptionKeyArn: props.encryptionKeyArn,
      protect,
      accessLogsTo: props.accessLogsTo,
      expireAfterDays: retentionDays,
      ...(retentionDays >= ARCHIVE_AFTER_DAYS + SHORTEST_ARCHIVE_DAYS && {
        archiveAfterDays: ARCHIVE_AFTER_DAYS,
      }),
      ...(protect && { lockForDays: retentionDays }),
      policyStatements: writtenByTrail(bucketArn(bucketName), account, arn),
    });
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: logGroupOf(name),
      kmsKeyId: props.encryptionKeyArn,
      retentionInDays: retentionDays,
      skipDestroy: protect,
    });
    this.logGroupName = logGroup.name;
    this.logGroupArn = `arn:aws:logs:${region}:${account}:log-group:${logGroupOf(name)}:*`;
    this.bucketArn = bucket.arn;
    const writer = this.logWriter(props);
    new Cloudtrail(this, "trail", {
      name,
      s3BucketName: bucketName,
      kmsKeyId: props.encryptionKeyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: writer.role.arn,
      advancedEventSelector: [
        { name: "management", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
        {
          name: "watched buckets",
          fieldSelector: [
            { field: "eventCategory", equalTo: ["Data"] },
            { field: "resources.type", equalTo: ["AWS::S3::Object"] },
            { field: "resources.ARN", startsWith: props.watchedBuckets.map((one) => `${bucketArn(one)}/`) },
          ],
        },
      ],
      insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
      dependsOn: [bucket.policy, writer.permission],
    });
  }

  private logWriter({ naming, account, region }: AuditTrailProps): {
    role: IamRole;
    permission: IamRolePolicy;
  } {
    const role = new IamRole(this, "role", {
      name: naming.role("audit-trail"),
      path: FOUNDATION_PATH,
      description: "CloudTrail writes to its log group",
      // Without a condition on the trail: CloudTrail does not name it when it takes this role, and would be refused.
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com"),
    });
    const permission = new IamRolePolicy(this, "role-policy", {
      name: "write-log-group",
      role: role.name,
      policy: policyDocument({
        Sid: "WriteOwnStreams",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${region}:${account}:log-group:${logGroupOf(trailName(naming))}:log-stream:${account}_CloudTrail_*`,
      }),
    });
    return { role, permission };
  }
}

function trailName(naming: Naming): string {
  return naming.resource("audit");
}

function logGroupOf(trail: string): string {
  return `/aws/cloudtrail/${trail}`;
}

/** The trail's ARN, which its key's policy has to name before the trail exists. */
export function trailArn(naming: Naming, account: string, region: string): string {
  return `arn:aws:cloudtrail:${region}:${account}:trail/${trailName(naming)}`;
}

/** The bucket of the trail's log files. */
export function trailBucket(naming: Naming, account: string): string {
  return naming.bucket("audit-trail", account);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function writtenByTrail(bucket: string, account: string, trail: string): Statement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  return [
    {
      Sid: "AclReadByCloudTrail",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: bucket,
      Condition: { StringEquals: { "aws:SourceArn": trail } },
    },
    {
      Sid: "WrittenByCloudTrail",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucket}/AWSLogs/${account}/*`,
      Condition: {
        StringEquals: { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}
