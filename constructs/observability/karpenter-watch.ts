import { metricsOf, outOf, type Watch } from "./watch";

export interface KarpenterWatchProps {
  /** The queue on which Karpenter hears of interruptions. */
  readonly queueName: string;
  /** The EventBridge rules that fill it. */
  readonly ruleNames: readonly string[];
}

/** Watches that notices of interruption reach Karpenter, and that it listens. */
export function karpenterWatch({ queueName, ruleNames }: KarpenterWatchProps): Watch {
  const queue = metricsOf("AWS/SQS", { QueueName: queueName }, 60);
  return {
    title: "Karpenter's interruption queue",
    alarms: [
      {
        id: "karpenter-queue-age",
        metric: queue("ApproximateAgeOfOldestMessage", "Maximum"),
        // Karpenter polls without pause; a spot warning comes 120 seconds ahead, and a drain wants the half of it.
        breachesWhen: "above",
        threshold: 60,
        datapoints: outOf(2, 3),
        // SQS stops publishing of a queue that nothing came to for hours.
        missing: "notBreaching",
        means: "Nobody has taken a notice of interruption for a minute: nodes will die undrained.",
        remedy: "Look whether Karpenter runs, and whether it may read and decrypt the queue.",
        runbook: "karpenter",
      },
      ...ruleNames.map((ruleName) => ({
        id: `${ruleName.replace(/^.*-(?=karpenter-)/, "")}-undelivered`,
        metric: metricsOf("AWS/Events", { RuleName: ruleName })("FailedInvocations", "Sum"),
        breachesWhen: "above" as const,
        threshold: 0,
        datapoints: outOf(1, 1),
        missing: "notBreaching" as const,
        means: `EventBridge could not put an event of the rule ${ruleName} into the queue.`,
        remedy: "Compare the queue's policy and its key's policy with the rule's ARN.",
        runbook: "karpenter",
      })),
    ],
    context: [queue("NumberOfMessagesSent", "Sum"), queue("NumberOfMessagesDeleted", "Sum")],
  };
}
