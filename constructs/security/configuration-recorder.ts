import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { Construct } from "constructs";
import { bucketArn } from "../core/arn";
import type { Place } from "../core/place";
import type { Statement } from "../core/policy-document";
import { PrivateBucket } from "./private-bucket";

/**
 * What Karpenter and pods create and discard all day. A record of each change would be most of AWS Config's bill; once a day
 * is enough for the controls that look at them.
 */
const SHORT_LIVED = [
  "AWS::EC2::Instance",
  "AWS::EC2::NetworkInterface",
  "AWS::EC2::Volume",
  "AWS::EC2::LaunchTemplate",
] as const;

export interface ConfigurationRecorderProps {
  readonly place: Place;
  /** A key that AWS Config may use. */
  readonly encryptionKeyArn: string;
  /** How long the history is kept, in days. */
  readonly retentionDays: number;
  readonly protect: boolean;
  /** The bucket that receives the server access log. */
  readonly accessLogBucketName: string;
}

/** AWS Config: what every resource of the account looked like and when. Security Hub judges by it and sees nothing without. */
export class ConfigurationRecorder extends Construct {
  /** Known at synth. */
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const { place, encryptionKeyArn } = props;
    const name = place.naming.resource("configuration");
    const bucketName = place.bucketName("configuration");
    const bucket = new PrivateBucket(this, "bucket", {
      name: bucketName,
      encryptionKeyArn,
      protect: props.protect,
      accessLogBucketName: props.accessLogBucketName,
      expireAfterDays: props.retentionDays,
      policyStatements: writtenByConfig(bucketArn(bucketName), place.account),
    });
    this.bucketArn = bucket.arn;
    // Security Hub accepts this role alone (control Config.1).
    const role = new IamServiceLinkedRole(this, "role", { awsServiceName: "config.amazonaws.com" });
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name,
      roleArn: role.arn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: {
        recordingFrequency: "CONTINUOUS",
        recordingModeOverride: { resourceTypes: [...SHORT_LIVED], recordingFrequency: "DAILY" },
      },
    });
    const channel = new ConfigDeliveryChannel(this, "delivery", {
      name,
      s3BucketName: bucketName,
      s3KmsKeyArn: encryptionKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, bucket.policy],
    });
    new ConfigConfigurationRecorderStatus(this, "recording", {
      name: recorder.name,
      isEnabled: true,
      // AWS starts no recorder that has nowhere to deliver to.
      dependsOn: [channel],
    });
  }
}

/** https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html */
function writtenByConfig(bucket: string, account: string): Statement[] {
  const ours = { "aws:SourceAccount": account };
  const Principal = { Service: "config.amazonaws.com" };
  return [
    {
      Sid: "CheckedByConfig",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucket,
      Condition: { StringEquals: ours },
    },
    {
      Sid: "WrittenByConfig",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucket}/AWSLogs/${account}/Config/*`,
      Condition: { StringEquals: { ...ours, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}
