import { Construct } from "constructs";
import type { Naming } from "../core/naming";
import type { Statement } from "../core/policy-document";
import { EncryptionKey } from "./encryption-key";

export interface KeyRingProps {
  readonly naming: Naming;
  readonly account: string;
  readonly region: string;
  /** The trail whose log files the audit key encrypts, by ARN. */
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
} as const;

export type KeyPurpose = keyof typeof PURPOSES;

/** The KMS keys of an environment, one for each kind of data. */
export class KeyRing extends Construct {
  private readonly keys: Readonly<Record<KeyPurpose, EncryptionKey>>;

  constructor(scope: Construct, id: string, props: KeyRingProps) {
    super(scope, id);
    const { naming, account, region } = props;
    const key = (purpose: KeyPurpose, statements: readonly Statement[] = []): EncryptionKey =>
      new EncryptionKey(this, purpose, {
        name: naming.resource(purpose),
        description: PURPOSES[purpose],
        account,
        statements,
      });
    this.keys = {
      state: key("state"),
      logs: key("logs", [EncryptionKey.usableByLogs(account, region), usedByLogDelivery(account, region)]),
      cluster: key("cluster"),
      nodes: key("nodes", [usedThroughEc2(account, region)]),
      images: key("images"),
      messages: key("messages", [usedForTopics(account, region), usedForQueues(account, region)]),
      audit: key("audit", [
        EncryptionKey.usableByLogs(account, region, "/aws/cloudtrail/*"),
        usedByTrail(props.trailArn),
        usedByConfig(account),
      ]),
    };
  }

  /** The ARN of a key; KMS chooses it, so it is known only after the apply. */
  arnOf(purpose: KeyPurpose): string {
    return this.keys[purpose].arn;
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html */
function usedByLogDelivery(account: string, region: string): Statement {
  return EncryptionKey.usableByService({
    sid: "UsedByLogDelivery",
    service: "delivery.logs.amazonaws.com",
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
    },
  });
}

/**
 * Whoever of the account may use EBS may use the key through it, as with AWS's own `aws/ebs`. Naming the service-linked role
 * of Auto Scaling instead would fail in a new account, which has none until its first group.
 */
function usedThroughEc2(account: string, region: string): Statement {
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
function usedForTopics(account: string, region: string): Statement {
  return {
    Sid: "UsedForTopics",
    Effect: "Allow",
    Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:${region}:${account}:*` },
    },
  };
}

function usedForQueues(account: string, region: string): Statement {
  return {
    Sid: "UsedForQueues",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "sns.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:sqs:arn": `arn:aws:sqs:${region}:${account}:*` } },
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
function usedByConfig(account: string): Statement {
  return EncryptionKey.usableByService({
    sid: "UsedByConfig",
    service: "config.amazonaws.com",
    condition: { StringEquals: { "aws:SourceAccount": account } },
  });
}
