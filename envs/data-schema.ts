import { z } from "zod";
import { days, shortWords } from "./fields";

/** The word that names a bucket: with the environment and the account around it, S3 allows 63 characters. */
const bucketName = shortWords(30);

/** RDS and DocumentDB keep what a point in time is restored from for 35 days at most. */
const pointInTimeDays = z.int().min(1).max(35);

/** RDS for PostgreSQL, the store of money: `pitboss-<env>-postgres`. */
const postgres = z.strictObject({
  /** The major version, one of the engine catalogue's: `17`. The catalogue pins the minor. */
  version: z.string(),
  /** A Graviton instance class of the catalogue, such as `db.m7g.large`. */
  instanceClass: z.string(),
  /** Whether a standby in another zone has every commit before the client hears of it, and takes over by itself. */
  multiAz: z.boolean(),
  /** What is bought at first, in GiB. */
  storageGib: z.int().min(20).max(65536),
  /** How far RDS may extend it by itself, in GiB. */
  maxStorageGib: z.int().min(22).max(65536),
  /** How far back any second can be restored, in days. */
  pointInTimeDays,
  /** Database Insights: `standard` keeps 7 days of load by query, `advanced` 15 months, and is billed by the vCPU. */
  insights: z.enum(["standard", "advanced"]),
});

/** ElastiCache for Valkey, the store of sessions and of what can be computed again: `pitboss-<env>-valkey`. */
const valkey = z.strictObject({
  /** The version, one of the engine catalogue's: `8.2`. */
  version: z.string(),
  /** A Graviton node type of the catalogue, such as `cache.r7g.large`. */
  nodeType: z.string(),
  /** Into how many parts the keys are spread; each is a primary and its replicas. */
  shards: z.int().min(1).max(90),
  /** How many copies each shard has beside its primary, in other zones. */
  replicasPerShard: z.int().min(0).max(5),
  /** How many daily snapshots are kept. */
  snapshotDays: z.int().min(1).max(35),
});

/** MSK, the log of events: `pitboss-<env>-kafka`. Its brokers stand in every zone of the environment. */
const kafka = z.strictObject({
  /** The version, one of the engine catalogue's: `4.1`. */
  version: z.string(),
  /** A broker type of the catalogue, such as `kafka.m7g.large`. */
  brokerType: z.string(),
  brokersPerZone: z.int().min(1).max(10),
  /** What each broker stores at first, in GiB. */
  storageGib: z.int().min(1).max(16384),
  /** How far MSK may extend it by itself, in GiB. */
  maxStorageGib: z.int().min(1).max(16384),
});

/** DocumentDB, the store that speaks MongoDB's protocol: `pitboss-<env>-documents`. */
const documents = z.strictObject({
  /** The major version, one of the engine catalogue's: `8.0`. */
  version: z.string(),
  /** A Graviton instance class of the catalogue, such as `db.r8g.large`. */
  instanceClass: z.string(),
  /** How many instances read the one volume; the first writes, each stands in a zone of its own. */
  instances: z.int().min(1).max(3),
  /** How far back any second can be restored, in days. */
  pointInTimeDays,
});

/** A bucket of the company's data: `pitboss-<env>-<name>-<account>`. */
const bucket = z.strictObject({
  /**
   * When objects move to Glacier Instant Retrieval, in days.
   * @default never
   */
  archiveAfterDays: days.optional(),
  /**
   * When objects expire, in days.
   * @default never
   */
  expireAfterDays: days.optional(),
});

/** Recovery points in a vault of their own: those of buckets under its key, those of a database under the database's. */
const backups = z.strictObject({
  /** How long a day's recovery points are kept, in days. */
  dailyDays: days,
  /** How long those of a month's first day are kept, in days. */
  monthlyDays: days,
  /** Whether nobody but a principal that may bypass governance can delete a recovery point before its time. */
  lock: z.boolean(),
  /** Whether recovery points are restored by way of trial, once a week, and what was restored is deleted again. */
  restoreTests: z.boolean(),
});

/** The stores of an environment. Each can be left off: what is not named is not made. */
export const dataSchema = z.strictObject({
  postgres: postgres.optional(),
  valkey: valkey.optional(),
  kafka: kafka.optional(),
  documents: documents.optional(),
  /** Buckets by the word that names them: `game-history`. */
  buckets: z.record(bucketName, bucket).optional(),
  backups: backups.optional(),
});

/** The data of an environment's stores. */
export type DataStores = Readonly<z.output<typeof dataSchema>>;
