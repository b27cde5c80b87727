/** RDS extends a volume by a tenth at least: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
const SMALLEST_STEP_PERCENT = 10;

/**
 * Why a store's storage cannot grow as asked: the ceiling leaves no room for the first step. Nothing when it can.
 *
 * @param gib what is bought at first, and how far it may grow, in GiB
 */
export function storageGrowthProblem(gib: {
  readonly bought: number;
  readonly ceiling: number;
}): string | undefined {
  const least = Math.ceil((gib.bought * (100 + SMALLEST_STEP_PERCENT)) / 100);
  if (gib.ceiling >= least) return undefined;
  return `got ${gib.ceiling} GiB, expected at least ${least}: a tenth above the ${gib.bought} GiB that are bought at first`;
}
