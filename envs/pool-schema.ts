import { z } from "zod";

const duration = z.string().regex(/^([0-9]+[smh])+$/, "expected a duration such as 30m or 720h");
/** How long something lives: never no time at all. */
const lifetime = z
  .string()
  .regex(/^(?=.*[1-9])([0-9]+[smh])+$/, "expected a duration such as 30m or 720h, and not none");

/** A part of a whole; with more than nine of a kind a workload would need a node for each. */
const part = z.int().min(1).max(9);

/** The ratio of spot to on-demand in a mixed pool, which workloads can ask for: `{ spot: 4, onDemand: 1 }`. */
export const capacityParts = z.strictObject({ spot: part, onDemand: part });

const labelValue = z
  .string()
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/,
    "expected a label's value, at most 63 characters",
  );

/** The platform's own labels and taints; what the last word may not be, the rules say. */
const labelKey = z
  .string()
  .regex(/^pitboss\.gaming\/[a-z][a-z0-9-]{0,61}[a-z0-9]$/, "expected a key such as pitboss.gaming/workload");

/** What a pool's nodes carry for workloads to choose them by. */
export const nodeLabels = z.record(labelKey, labelValue);

/** What keeps workloads off a pool that do not tolerate it. */
export const nodeTaint = z.strictObject({
  key: labelKey,
  value: labelValue.optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

/** How many nodes may be away at once, for which reason, and when. */
const budget = z
  .strictObject({
    /** A number, or per cent rounded up; `0` is none. */
    nodes: z.string().regex(/^(\d{1,4}|100%|\d{1,2}%)$/, "expected a number or per cent, such as 5 or 10%"),
    /** @default every reason */
    reasons: z
      .array(z.enum(["Drifted", "Empty", "Underutilized"]))
      .min(1)
      .optional(),
    /** When it begins to hold, in cron's five fields, UTC. @default it always holds */
    schedule: z.string().optional(),
    /** How long it holds then, in hours and minutes. */
    duration: z
      .string()
      .regex(/^([1-9]\d*h([1-9]\d*m)?|[1-9]\d*m)$/, "expected hours and minutes such as 8h or 1h30m")
      .optional(),
  })
  .refine(
    ({ schedule, duration: holds }) => (schedule === undefined) === (holds === undefined),
    "expected a schedule and a duration, or neither",
  );

/** When Karpenter takes nodes away of its own accord. */
export const disruption = z.strictObject({
  /** Whether nodes that would fit on fewer go, or only empty ones. */
  consolidate: z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized"]),
  /** How long a node must have been quiet first. */
  after: duration,
  budgets: z.array(budget).min(1).max(50),
});

/** How long a node may live, and its pods may take to leave. A change of either replaces every node of the pool. */
export const nodeLife = z.strictObject({ expireAfter: lifetime, terminationGracePeriod: lifetime });

/** Room that a pool keeps bought and idle, in pieces the size of its largest workload's pod. */
export const headroom = z.strictObject({
  replicas: z.int().min(1).max(1000),
  /** vCPUs of a piece, in thousandths. */
  milliCpu: z.int().min(10).max(192_000),
  memoryMi: z.int().min(16).max(786_432),
});
