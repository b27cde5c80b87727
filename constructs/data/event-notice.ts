import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";

export interface EventNoticeProps {
  /** The rule's name: `pitboss-dev-backup-failed`. */
  readonly name: string;
  /** What has happened, for whoever meets the rule. */
  readonly description: string;
  /** The service that tells: `aws.rds`. */
  readonly source: string;
  /** What it tells, in EventBridge's words: `RDS DB Instance Event`. */
  readonly detailTypes: readonly string[];
  /** What the event's detail must say. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** What the message takes from the event, by the names that it uses: `{ instance: "$.detail.SourceIdentifier" }`. */
  readonly parts: Readonly<Record<string, string>>;
  /** The message, with parts in angle brackets. */
  readonly message: string;
  /** Where the message goes. */
  readonly topicArn: string;
}

/**
 * A message to a person about an event. Through EventBridge and not the event subscriptions of a service: the topic and its key
 * then admit one service for all.
 */
export class EventNotice extends Construct {
  constructor(scope: Construct, id: string, props: EventNoticeProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: props.name,
      description: props.description,
      eventPattern: JSON.stringify({
        source: [props.source],
        "detail-type": props.detailTypes,
        detail: props.detail,
      }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "alert-topic",
      arn: props.topicArn,
      inputTransformer: { inputPaths: { ...props.parts }, inputTemplate: JSON.stringify(props.message) },
    });
  }
}
