import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { bucketArn } from "../core/arn";
import type { Place } from "../core/place";
import { policyDocument, serviceTrust, type Statement } from "../core/policy-document";
import { FOUNDATION_PATH } from "./foundation-path";
import { PrivateBucket } from "./private-bucket";

/** After this, log files are read by auditors alone. */
const ARCHIVE_AFTER_DAYS = 90;
/** Shorter than this in the archive costs as much as never leaving. */
const SHORTEST_ARCHIVE_DAYS = 90;

export interface AuditTrailProps {
  readonly place: Place;
  /** A key that CloudTrail may use for this trail, and CloudWatch Logs for its log group. */
  readonly encryptionKeyArn: string;
  /** How long the record is kept, in days. */
  readonly retentionDays: number;
  /** Whether the record refuses to be destroyed, and each log file to be deleted before its time. */
  readonly protect: boolean;
  /** The buckets of which every single read and write is recorded. */
  readonly watchedBucketNames: readonly string[];
  /** The bucket that receives the server access log. */
  readonly accessLogBucketName: string;
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
    const { place, retentionDays, protect } = props;
    const name = trailName(place);
    const bucketName = place.bucketName("audit-trail");
    const bucket = new PrivateBucket(this, "bucket", {
      name: bucketName,
      encryptionKeyArn: props.encryptionKeyArn,
      protect,
      accessLogBucketName: props.accessLogBucketName,
      expireAfterDays: retentionDays,
      ...(retentionDays >= ARCHIVE_AFTER_DAYS + SHORTEST_ARCHIVE_DAYS && {
        archiveAfterDays: ARCHIVE_AFTER_DAYS,
      }),
      ...(protect && { lockForDays: retentionDays }),
      policyStatements: writtenByTrail(bucketName, place),
    });
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: logGroupOf(name),
      kmsKeyId: props.encryptionKeyArn,
      retentionInDays: retentionDays,
      skipDestroy: protect,
    });
    this.logGroupName = logGroup.name;
    this.logGroupArn = place.arn("logs", `log-group:${logGroupOf(name)}:*`);
    this.bucketArn = bucket.arn;
    const writer = this.logWriter(place);
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
            {
              field: "resources.ARN",
              startsWith: props.watchedBucketNames.map((one) => `${bucketArn(one)}/`),
            },
          ],
        },
      ],
      insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
      dependsOn: [bucket.policy, writer.permission],
    });
  }

  private logWriter(place: Place): { role: IamRole; permission: IamRolePolicy } {
    const role = new IamRole(this, "role", {
      name: place.naming.role("audit-trail"),
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
        Resource: place.arn(
          "logs",
          `log-group:${logGroupOf(trailName(place))}:log-stream:${place.account}_CloudTrail_*`,
        ),
      }),
    });
    return { role, permission };
  }
}

function trailName({ naming }: Place): string {
  return naming.resource("audit");
}

function logGroupOf(trail: string): string {
  return `/aws/cloudtrail/${trail}`;
}

/** The trail's ARN, which its key's policy has to name before the trail exists. */
export function trailArn(place: Place): string {
  return place.arn("cloudtrail", `trail/${trailName(place)}`);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function writtenByTrail(bucketName: string, place: Place): Statement[] {
  const bucket = bucketArn(bucketName);
  const trail = trailArn(place);
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
      Resource: `${bucket}/AWSLogs/${place.account}/*`,
      Condition: {
        StringEquals: { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}
