import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import type { Naming } from "../core/naming";
import type { Place } from "../core/place";
import { policyDocument } from "../core/policy-document";

export interface InterruptionQueueProps {
  readonly place: Place;
  /**
   * The KMS key of this account that encrypts the messages. Its policy must let `events.amazonaws.com` use `kms:Decrypt` and
   * `kms:GenerateDataKey`, or EventBridge drops every event without a word.
   */
  readonly encryptionKeyArn: string;
}

/** A message older than this is about an instance that is gone. */
const RETENTION_SECONDS = 300;

/**
 * The events that end an instance, by rule, as Karpenter's own CloudFormation template has them (v1.12 to v1.14). A letter
 * wrong in one of them and nodes die undrained, with nothing to show for it.
 */
const INTERRUPTIONS = {
  "scheduled-change": { source: "aws.health", detailType: "AWS Health Event" },
  "spot-interruption": { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
  "instance-state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
  "capacity-reservation": {
    source: "aws.ec2",
    detailType: "EC2 Capacity Reservation Instance Interruption Warning",
  },
} as const;

/** An event that ends an instance. */
type Interruption = keyof typeof INTERRUPTIONS;

/** What the queue and the rules that fill it are called: known at synth, so that another layer can watch them. */
export function interruptionNames(naming: Naming): {
  readonly queue: string;
  readonly rules: Readonly<Record<Interruption, string>>;
} {
  const rules = Object.keys(INTERRUPTIONS).map((event) => [event, naming.resource(`karpenter-${event}`)]);
  return {
    queue: naming.resource("karpenter-interruption"),
    rules: Object.fromEntries(rules) as Record<Interruption, string>,
  };
}

/**
 * The queue from which Karpenter hears that an instance is about to go, and the EventBridge rules that fill it. One queue a
 * cluster: Karpenter deletes also the messages about instances that are not its own.
 *
 * There is no dead-letter queue: Karpenter deletes even what it cannot parse, and a message that nobody handled for five
 * minutes is of no use to anybody.
 */
export class InterruptionQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;

  constructor(scope: Construct, id: string, props: InterruptionQueueProps) {
    super(scope, id);
    const { place, encryptionKeyArn } = props;
    const names = interruptionNames(place.naming);
    this.queueName = names.queue;
    this.queueArn = place.arn("sqs", this.queueName);
    const queue = new SqsQueue(this, "queue", {
      name: this.queueName,
      messageRetentionSeconds: RETENTION_SECONDS,
      kmsMasterKeyId: encryptionKeyArn,
    });
    const rules = Object.entries(names.rules).map(([event, name]) => {
      const { source, detailType } = INTERRUPTIONS[event as Interruption];
      const rule = new CloudwatchEventRule(this, event, {
        name,
        description: `Tells Karpenter of: ${detailType}`,
        eventPattern: JSON.stringify({ source: [source], "detail-type": [detailType] }),
      });
      new CloudwatchEventTarget(this, `${event}-target`, {
        rule: rule.name,
        targetId: "karpenter-interruption-queue",
        arn: queue.arn,
      });
      return place.arn("events", `rule/${name}`);
    });
    new SqsQueuePolicy(this, "policy", { queueUrl: queue.url, policy: this.accessPolicy(place, rules) });
  }

  /** The template lets both services send on behalf of anybody; this lets them only on behalf of our rules and account. */
  private accessPolicy({ account }: Place, rules: readonly string[]): string {
    return policyDocument(
      {
        Sid: "SentByInterruptionRules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: this.queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": rules } },
      },
      {
        Sid: "SentByQueueService",
        Effect: "Allow",
        Principal: { Service: "sqs.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: this.queueArn,
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
      {
        Sid: "DenyHTTP",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: this.queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    );
  }
}
