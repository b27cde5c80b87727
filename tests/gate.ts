import type { CheckRecord } from "../cli/gate/checkov-report";
import type { GateReport } from "../cli/gate/report";
import { SeverityMap } from "../cli/gate/severities";
import { judge } from "../cli/gate/verdict";
import type { Stack, Synthesis, UnreadableStack } from "../cli/synthesis/stacks";
import type { ResourceSuppression } from "../constructs/core/suppressions";

type Blocks = Stack["document"]["resource"];

interface StackShape {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly suppressions?: readonly ResourceSuppression[];
}

/** The day that the gate's tests play on. */
export const TODAY = "2026-11-21";

/** A stack as synth leaves it, called `<environment>-<layer>`. */
export function stackOf(
  name: string,
  { resource = {}, data = {}, suppressions = [] }: StackShape = {},
): Stack {
  const document = { "//": { suppressions: [...suppressions] }, data, resource };
  const [environment, layer] = name.split("-") as [string, string];
  const file = `stacks/${name}/cdk.tf.json`;
  return { name, environment, layer, file, text: JSON.stringify(document, undefined, 2), document };
}

/** A stack that holds one queue, `aws_sqs_queue.queue_1`, of the construct `<stack>/queue`. */
export function stackWithQueue(name: string, suppressions: readonly ResourceSuppression[] = []): Stack {
  return stackOf(name, {
    resource: { aws_sqs_queue: { queue_1: { "//": { metadata: { path: `${name}/queue` } } } } },
    suppressions,
  });
}

/** Accepts that a queue is not encrypted. */
export function suppressionOf(
  stack: string,
  changes: Partial<ResourceSuppression> = {},
): ResourceSuppression {
  return {
    check: "CKV_AWS_27",
    reason: "the queue only carries what is public",
    owner: "platform",
    expires: "2026-12-31",
    resource: "aws_sqs_queue.queue_1",
    path: `${stack}/queue`,
    ...changes,
  };
}

/** What Checkov says of a stack's queue: by default that it is not encrypted. */
export function recordOf(stack: string, changes: Partial<CheckRecord> = {}): CheckRecord {
  return {
    check: "CKV_AWS_27",
    name: "Ensure all data stored in the SQS queue is encrypted",
    passed: false,
    stack,
    block: "resource.queue_1",
    severity: null,
    guideline: null,
    ...changes,
  };
}

interface Evidence {
  readonly stacks: readonly Stack[];
  readonly unreadable?: readonly UnreadableStack[];
  readonly records?: readonly CheckRecord[];
  readonly notParsed?: readonly string[];
  readonly complaints?: readonly string[];
  readonly today?: string;
}

/** The gate's report on what Checkov is said to have found; CKV_AWS_27 is HIGH. */
export function reportOn(evidence: Evidence): GateReport {
  const { stacks, unreadable = [], records = [], notParsed = [], complaints = [], today = TODAY } = evidence;
  const synthesis: Synthesis = { stacks, unreadable };
  return judge({
    synthesis,
    checkov: { scan: { version: "3.3.30", records, notParsed }, complaints },
    severities: SeverityMap.parse(
      "CKV_AWS_27: HIGH\nCKV_AWS_24: CRITICAL\nCKV_AWS_168: MEDIUM\n",
      "severities.yaml",
    ),
    today,
  });
}
