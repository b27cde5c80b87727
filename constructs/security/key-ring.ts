import { Construct } from "constructs";
import type { Place } from "../core/place";
import type { Statement } from "../core/policy-document";
import { EncryptionKey } from "./encryption-key";

export interface KeyRingProps {
  readonly place: Place;
  /** The trail whose log files the audit key encrypts. */
  readonly trailArn: string;
}

/** What a key can be for. Each has its own, so that reading one kind of data never opens another. */
const PURPOSES = {
  state: "Terraform state of every layer",
  logs: "CloudWatch log groups, and logs that AWS delivers to buckets",
  cluster: "Kubernetes secrets in etcd",
  nodes: "EBS volumes, those of nodes first of all",
  images: "Container images in ECR",
  messages: "SNS topics and SQS queues",
  audit: "CloudTrail's log files and AWS Config's history",
  data: "Databases, caches, brokers and data buckets",
  backups: "Backup vaults, and what Velero keeps",
  telemetry: "Metrics, logs and traces in buckets",
} as const;

/** What a key of the ring is for. */
export type KeyPurpose = keyof typeof PURPOSES;

/** The KMS keys of an environment, one for each kind of data. */
export class KeyRing extends Construct {
  private readonly keys: Readonly<Record<KeyPurpose, EncryptionKey>>;

  constructor(scope: Construct, id: string, props: KeyRingProps) {
    super(scope, id);
    const { place, trailArn } = props;
    const key = (purpose: KeyPurpose, statements: readonly Statement[] = []): EncryptionKey =>
      new EncryptionKey(this, purpose, {
        name: place.naming.resource(purpose),
        description: PURPOSES[purpose],
        place,
        statements,
      });
    this.keys = {
      state: key("state"),
      logs: key("logs", [EncryptionKey.usableByLogs(place), usedByLogDelivery(place)]),
      cluster: key("cluster"),
      nodes: key("nodes", [usedThroughEc2(place)]),
      images: key("images"),
      messages: key("messages", [usedForTopics(place), usedForQueues(place)]),
      audit: key("audit", [
        EncryptionKey.usableByLogs(place, "/aws/cloudtrail/*"),
        usedByTrail(trailArn),
        usedByConfig(place),
      ]),
      data: key("data"),
      backups: key("backups"),
      telemetry: key("telemetry"),
    };
  }

  /** The ARN of a key; KMS chooses it, so it is known only after the apply. */
  arnOf(purpose: KeyPurpose): string {
    return this.keys[purpose].arn;
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html */
function usedByLogDelivery(place: Place): Statement {
  return EncryptionKey.usableByService({
    sid: "UsedByLogDelivery",
    service: "delivery.logs.amazonaws.com",
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    condition: {
      StringEquals: { "aws:SourceAccount": place.account },
      ArnLike: { "aws:SourceArn": place.arn("logs", "*") },
    },
  });
}

/**
 * Whoever of the account may use EBS may use the key through it, as with AWS's own `aws/ebs`. Naming the service-linked role
 * of Auto Scaling instead would fail in a new account, which has none until its first group.
 */
function usedThroughEc2({ account, region }: Place): Statement {
  return {
    Sid: "UsedThroughEbs",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `ec2.${region}.amazonaws.com` },
    },
  };
}

/**
 * EventBridge sends no `aws:SourceAccount` to a topic's key (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html),
 * so what narrows is the encryption context, which SNS itself sets.
 */
function usedForTopics(place: Place): Statement {
  return {
    Sid: "UsedForTopics",
    Effect: "Allow",
    Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": place.arn("sns", "*") },
    },
  };
}

function usedForQueues(place: Place): Statement {
  return {
    Sid: "UsedForQueues",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "sns.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:sqs:arn": place.arn("sqs", "*") } },
  };
}

/**
 * Without a condition on CloudTrail's own encryption context: a bucket key replaces it by the bucket's ARN.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
function usedByTrail(trailArn: string): Statement {
  return EncryptionKey.usableByService({
    sid: "UsedByCloudTrail",
    service: "cloudtrail.amazonaws.com",
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
    condition: { StringEquals: { "aws:SourceArn": trailArn } },
  });
}

/** https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html */
function usedByConfig(place: Place): Statement {
  return EncryptionKey.usableByService({
    sid: "UsedByConfig",
    service: "config.amazonaws.com",
    condition: { StringEquals: { "aws:SourceAccount": place.account } },
  });
}
