import type { Environment } from "./environment";
import type { DataProblem } from "./problem";
import type { Rule } from "./rules";

/**
 * Thanos makes five-minute samples of blocks older than 40 hours and hourly ones of blocks older than ten days; what has
 * expired by then is never thinned out: https://thanos.io/tip/components/compact.md/#downsampling
 */
const UNTIL_FIVE_MINUTES = 2;
const UNTIL_HOURS = 11;

/** Below it a ransom note comes before anybody noticed, and the backups are gone as well. */
const PRODUCTION_LOCK_DAYS = 7;

/** What must hold of an environment's telemetry. */
export const observabilityRules: readonly Rule[] = [
  { reads: ["observability.metrics"], check: metricsAreThinnedOut },
  { reads: ["observability.backups"], check: locksEndWithBackups },
  { reads: ["production", "observability.backups"], check: productionLocksBackups },
];

function metricsAreThinnedOut({ observability }: Environment): readonly DataProblem[] {
  const { rawDays, fiveMinuteDays, hourDays } = observability.metrics;
  return [
    ...tooFew("rawDays", rawDays, UNTIL_FIVE_MINUTES, "Thanos has made the five-minute samples"),
    ...tooFew("fiveMinuteDays", fiveMinuteDays, UNTIL_HOURS, "Thanos has made the hourly samples"),
    ...tooFew("fiveMinuteDays", fiveMinuteDays, rawDays, "finer samples are there to look into"),
    ...tooFew("hourDays", hourDays, fiveMinuteDays, "finer samples are there to look into"),
  ];
}

function tooFew(field: string, got: number, least: number, until: string): readonly DataProblem[] {
  if (got >= least) return [];
  const message = `got ${got} days, expected at least ${least}: until then ${until}`;
  return [{ path: ["observability", "metrics", field], message }];
}

function locksEndWithBackups({ observability: { backups } }: Environment): readonly DataProblem[] {
  const { days, lockDays = 0 } = backups;
  if (lockDays <= days) return [];
  const message = `got ${lockDays}, expected at most the ${days} days that Velero keeps a backup: it could not delete it`;
  return [{ path: ["observability", "backups", "lockDays"], message }];
}

function productionLocksBackups({
  production,
  observability: { backups },
}: Environment): readonly DataProblem[] {
  const { lockDays = 0 } = backups;
  if (!production || lockDays >= PRODUCTION_LOCK_DAYS) return [];
  const message = `got ${lockDays} days, expected at least ${PRODUCTION_LOCK_DAYS} in production`;
  return [{ path: ["observability", "backups", "lockDays"], message }];
}
