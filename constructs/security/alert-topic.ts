import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { policyDocument } from "../core/policy-document";

export interface AlertTopicProps {
  readonly place: Place;
  readonly name: string;
  /** Who is told; AWS asks this address to confirm before it sends anything. */
  readonly email: string;
  /** A key that CloudWatch and EventBridge may use for topics. */
  readonly encryptionKeyArn: string;
}

/** Where alarms and findings of an environment go, for a person to read. */
export class AlertTopic extends Construct {
  /** Known at synth. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const { place, name, email, encryptionKeyArn } = props;
    this.arn = place.arn("sns", name);
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: encryptionKeyArn });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(
        {
          Sid: "PublishedByAlarms",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: this.arn,
          Condition: { StringEquals: { "aws:SourceAccount": place.account } },
        },
        {
          // EventBridge sends nothing that a condition could hold on to, and so would be refused by any:
          // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
          Sid: "PublishedByEventRules",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sns:Publish",
          Resource: this.arn,
        },
        {
          Sid: "DenyPlainHttp",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: this.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ),
    });
    new SnsTopicSubscription(this, "email", { topicArn: topic.arn, protocol: "email", endpoint: email });
  }
}
