import type { PoolData } from "./environment";

type DisruptionData = PoolData["disruption"];
type Budgets = DisruptionData["budgets"];

/** Players are there in the evening: from 15:00 UTC to midnight nodes are only replaced when they must be. */
const eveningsUndisturbed: Budgets = [
  { nodes: "0", reasons: ["Drifted", "Underutilized"], schedule: "0 15 * * *", duration: "9h" },
];

/** For what moves easily: idle nodes go at once, others slowly. */
const movingBudgets: Budgets = [
  { nodes: "20%", reasons: ["Empty"] },
  { nodes: "5%", reasons: ["Drifted", "Underutilized"] },
];

/** Where nobody minds. */
export const eagerDisruption: DisruptionData = {
  consolidate: "WhenEmptyOrUnderutilized",
  after: "1m",
  budgets: [{ nodes: "20%" }],
};

/** Where players are, or where it is rehearsed. */
export const carefulDisruption: DisruptionData = {
  consolidate: "WhenEmptyOrUnderutilized",
  after: "5m",
  budgets: [...movingBudgets, ...eveningsUndisturbed],
};

/** For work that stays: one node at a time, and only one that is empty or of an old image. */
export const steadyDisruption: DisruptionData = {
  consolidate: "WhenEmpty",
  after: "30m",
  budgets: [{ nodes: "1" }, ...eveningsUndisturbed],
};

/** Thirty days, as long as a machine image is trusted; an hour for pods to leave. */
export const generalLife: PoolData["life"] = { expireAfter: "720h", terminationGracePeriod: "1h" };

/** Brokers and caches leave slowly, and are asked to less often. */
export const steadyLife: PoolData["life"] = { expireAfter: "1440h", terminationGracePeriod: "6h" };
