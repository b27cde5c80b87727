import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { bucketArn } from "../core/arn";
import type { Place } from "../core/place";
import type { Statement } from "../core/policy-document";
import { PrivateBucket } from "../security/private-bucket";

/** The service that delivers flow logs to S3. */
const DELIVERY = { Service: "delivery.logs.amazonaws.com" };

export interface FlowLogsProps {
  readonly place: Place;
  readonly vpcId: string;
  /** The key that encrypts the logs; its policy admits the delivery of logs. */
  readonly encryptionKeyArn: string;
  /** The bucket that records who reads the logs, by name. */
  readonly accessLogBucketName: string;
  /** How long logs are kept, in days. */
  readonly retentionDays: number;
  /** Whether the bucket refuses to be destroyed. */
  readonly protect: boolean;
}

/**
 * The record of every connection in a VPC, accepted or refused, kept in S3 as Parquet by the hour: a fraction of what
 * CloudWatch Logs takes for it, and Athena reads a day of it without reading the rest.
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const name = props.place.bucketName("flow-logs");
    const bucket = new PrivateBucket(this, "bucket", {
      name,
      encryptionKeyArn: props.encryptionKeyArn,
      accessLogBucketName: props.accessLogBucketName,
      expireAfterDays: props.retentionDays,
      protect: props.protect,
      policyStatements: deliveredTo(bucketArn(name), props),
    });
    new FlowLog(this, "log", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: bucket.arn,
      maxAggregationInterval: 60,
      destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
      dependsOn: [bucket.policy],
    });
  }
}

/** Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
function deliveredTo(bucketArn: string, { place }: FlowLogsProps): readonly Statement[] {
  const ours = {
    StringEquals: { "aws:SourceAccount": place.account },
    ArnLike: { "aws:SourceArn": place.arn("logs", "*") },
  };
  return [
    {
      Sid: "DeliverLogs",
      Effect: "Allow",
      Principal: DELIVERY,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/*`,
      Condition: {
        ...ours,
        StringEquals: { ...ours.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
    {
      Sid: "CheckTheBucketBeforeDelivery",
      Effect: "Allow",
      Principal: DELIVERY,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: ours,
    },
  ];
}
