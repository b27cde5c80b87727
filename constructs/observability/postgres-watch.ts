import { metricsOf, outOf, type Watch } from "./watch";

export interface PostgresWatchProps {
  /** The DB instance: `pitboss-prod-postgres`. */
  readonly identifier: string;
  /** What was bought at first, in GiB. */
  readonly storageGib: number;
  /** The memory of its instance class, in GiB. */
  readonly memoryGib: number;
}

const GIB = 1024 ** 3;
/** The divisor and the ceiling of RDS's default for `max_connections`. */
const BYTES_PER_CONNECTION = 9_531_392;
const MOST_CONNECTIONS = 5000;

/** Watches RDS for PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
export function postgresWatch(props: PostgresWatchProps): Watch {
  const { identifier, storageGib, memoryGib } = props;
  const connections = connectionLimit(memoryGib);
  const metric = metricsOf("AWS/RDS", { DBInstanceIdentifier: identifier });
  const common = { datapoints: outOf(3, 3), missing: "notBreaching", runbook: "postgres" } as const;
  return {
    title: "PostgreSQL",
    alarms: [
      {
        ...common,
        id: "postgres-cpu",
        metric: metric("CPUUtilization"),
        breachesWhen: "above",
        threshold: 80,
        // A database that says nothing of its CPU is gone.
        missing: "breaching",
        means: "The database has worked at more than 80 % for 15 minutes, or says nothing.",
        remedy: "Find the queries by load in Performance Insights before a larger class.",
      },
      {
        ...common,
        id: "postgres-storage",
        metric: metric("FreeStorageSpace", "Minimum"),
        breachesWhen: "below",
        // RDS extends at 10 % free, at most once in six hours; less means that it could not.
        threshold: Math.round(0.05 * storageGib * GIB),
        means: "Little storage is left, and RDS has not extended it.",
        remedy: "Compare with the most that it may have; look for a replication slot that nobody reads.",
      },
      {
        ...common,
        id: "postgres-memory",
        metric: metric("FreeableMemory", "Minimum"),
        breachesWhen: "below",
        threshold: Math.round(0.05 * memoryGib * GIB),
        means: `Less than 5 % of the ${memoryGib} GiB of memory can be had.`,
        remedy: "Count connections and their work_mem before a larger class.",
      },
      {
        ...common,
        id: "postgres-connections",
        metric: metric("DatabaseConnections", "Maximum"),
        breachesWhen: "above",
        threshold: Math.floor(0.8 * connections),
        means: `More than 80 % of the ${connections} connections that the class allows are open.`,
        remedy: "Find whose pool grows; the last ones are kept for superusers alone.",
      },
      {
        ...common,
        id: "postgres-transaction-ids",
        metric: metric("MaximumUsedTransactionIDs", "Maximum"),
        breachesWhen: "above",
        // PostgreSQL stops taking writes short of 2^31; autovacuum acts at 200 million.
        threshold: 1_000_000_000,
        means: "Vacuum is far behind: half of the transaction ids are used.",
        remedy: "End transactions that never do, then vacuum the oldest tables.",
      },
      {
        ...common,
        id: "postgres-volume-credits",
        metric: metric("EBSByteBalance%", "Minimum"),
        breachesWhen: "below",
        // Published of the smaller classes alone, whose throughput is lent for half an hour a day.
        threshold: 20,
        means: "The class has used up most of its burst of throughput to its volume.",
        remedy: "Move the work to another hour, or take a class that has the throughput all day.",
      },
    ],
    context: [
      metric("ReadLatency"),
      metric("WriteLatency"),
      metric("DiskQueueDepth"),
      metric("TransactionLogsDiskUsage", "Maximum"),
    ],
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html, "Maximum number of database connections" */
function connectionLimit(memoryGib: number): number {
  return Math.min(Math.floor((memoryGib * GIB) / BYTES_PER_CONNECTION), MOST_CONNECTIONS);
}
