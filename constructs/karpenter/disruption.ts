/** Why Karpenter takes a node away of its own accord. A node that expired or was interrupted goes regardless of budgets. */
export type DisruptionReason = "Drifted" | "Empty" | "Underutilized";

/** How many nodes of a pool may be away at once. Of several budgets that apply, the smallest holds. */
export interface DisruptionBudget {
  /** A number, or per cent of the pool rounded up: `5`, `10%`. */
  readonly nodes: string;
  /** @default every reason */
  readonly reasons?: readonly DisruptionReason[] | undefined;
  /** When the budget begins to hold, as cron has it, in UTC: `0 16 * * *`. Needs a duration. @default it always holds */
  readonly schedule?: string | undefined;
  /** How long it holds from then, in hours and minutes: `8h`, `30m`. Needs a schedule. */
  readonly duration?: string | undefined;
}

/** When nodes are taken away, and how many at once. */
export interface Disruption {
  /** Whether nodes that would fit on fewer go, or only empty ones. */
  readonly consolidate: "WhenEmpty" | "WhenEmptyOrUnderutilized";
  /** How long a node must have been quiet first: `5m`. */
  readonly after: string;
  readonly budgets: readonly DisruptionBudget[];
}

/** The ranges of cron's five fields: minute, hour, day of the month, month, day of the week. */
const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;
const NAMED = /^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/;

/**
 * Why a text is no schedule that Karpenter understands: five fields of cron, each `*`, a number, a range or a list of them, with
 * or without a step, or a name such as `@daily`. Nothing when it is one. Names of months and days are left out on purpose.
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (NAMED.test(schedule)) return undefined;
  const fields = schedule.split(" ");
  const sound =
    fields.length === FIELDS.length &&
    FIELDS.every(([lowest, highest], index) => isField(fields[index] ?? "", lowest, highest));
  return sound
    ? undefined
    : `got "${schedule}", expected a schedule of cron's five fields such as "0 16 * * 1-5"`;
}

function isField(field: string, lowest: number, highest: number): boolean {
  return field.split(",").every((part) => {
    const { range = "", step } = /^(?<range>[^/]+)(?:\/(?<step>\d+))?$/.exec(part)?.groups ?? {};
    if (step !== undefined && Number(step) === 0) return false;
    if (range === "*") return true;
    const ends = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(range)?.slice(1) ?? [];
    const [from, to = from] = ends.map((end) => (end as string | undefined) && Number(end)) as number[];
    return from !== undefined && to !== undefined && lowest <= from && from <= to && to <= highest;
  });
}
