import { dataRules } from "./data-rules";
import { type DataStores, dataSchema } from "./data-schema";
import { dev } from "./dev";
import type { Environment, EnvironmentData } from "./environment";
import { prod } from "./prod";
import { staging } from "./staging";

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };
type Stores = { -readonly [Store in keyof DataStores]-?: Mutable<NonNullable<DataStores[Store]>> };

interface Found {
  readonly path: string;
  readonly message: string;
}

function problemsOf(environment: EnvironmentData): readonly Found[] {
  const found = dataRules.flatMap(({ check }) => check(environment as Environment));
  return found.map(({ path, message }) => ({ path: path.join("."), message }));
}

/** The problems of an environment with some of its stores changed. */
function problemsWith(change: (data: Stores) => void, environment: EnvironmentData = prod): readonly Found[] {
  const data = structuredClone(environment.data) as Stores;
  change(data);
  return problemsOf({ ...environment, data });
}

describe("the stores of an environment", () => {
  it.each([dev, staging, prod].map((environment) => [environment.name, environment] as const))(
    "hold in %s",
    (_, environment) => {
      expect(problemsOf(environment)).toEqual([]);
    },
  );

  it("can all be left off, and each by itself", () => {
    expect(problemsOf({ ...prod, data: undefined })).toEqual([]);
    for (const store of Object.keys(dev.data!)) {
      const rest = Object.fromEntries(Object.entries(dev.data!).filter(([name]) => name !== store));
      expect(dataSchema.safeParse(rest).success).toBe(true);
      expect(problemsOf({ ...dev, data: rest })).toEqual([]);
    }
  });

  it.each<[string, (data: Stores) => void, string, string]>([
    [
      "a PostgreSQL that the catalogue does not have",
      (data) => (data.postgres.version = "16"),
      "data.postgres.version",
      'got "16", which the engine catalogue does not have; expected a version of PostgreSQL on RDS: 17, 18',
    ],
    [
      "a Kafka with ZooKeeper",
      (data) => (data.kafka.version = "3.8"),
      "data.kafka.version",
      "expected a version of Kafka on MSK: 3.9, 4.1",
    ],
    [
      "an x86 class",
      (data) => (data.postgres.instanceClass = "db.m7i.large"),
      "data.postgres.instanceClass",
      'got "db.m7i.large", expected one of db.t4g (medium, large), db.m7g (large,',
    ],
    [
      "a node type of another engine",
      (data) => (data.valkey.nodeType = "db.m7g.large"),
      "data.valkey.nodeType",
      'got "db.m7g.large", expected one of cache.t4g',
    ],
    [
      "a broker type that does not exist",
      (data) => (data.kafka.brokerType = "kafka.m7g.24xlarge"),
      "data.kafka.brokerType",
      'got "kafka.m7g.24xlarge", expected one of kafka.m7g (large,',
    ],
    [
      "a broker that Kafka 4 does not run on",
      (data) => (data.kafka.brokerType = "kafka.t3.small"),
      "data.kafka.brokerType",
      'got "kafka.t3.small", expected one of kafka.m7g (large,',
    ],
    [
      "a family that DocumentDB does not have",
      (data) => (data.documents.instanceClass = "db.m7g.large"),
      "data.documents.instanceClass",
      'got "db.m7g.large", expected one of db.t4g (medium), db.r6g (',
    ],
    [
      "storage that cannot grow",
      (data) => (data.postgres.maxStorageGib = 549),
      "data.postgres.maxStorageGib",
      "got 549 GiB, expected at least 550",
    ],
    [
      "brokers' storage that cannot grow",
      (data) => (data.kafka.maxStorageGib = 1000),
      "data.kafka.maxStorageGib",
      "got 1000 GiB, expected at least 1100",
    ],
    [
      "a bucket that archives what has expired",
      (data) => (data.buckets.exports = { archiveAfterDays: 90, expireAfterDays: 90 }),
      "data.buckets.exports.archiveAfterDays",
      "got 90, expected fewer than the 90 days after which objects expire",
    ],
    [
      "monthly recovery points that go before the daily ones",
      (data) => (data.backups.monthlyDays = 34),
      "data.backups.monthlyDays",
      "got 34, expected at least the 35 days of the daily ones",
    ],
  ])("refuse %s", (_, change, path, message) => {
    expect(problemsWith(change)).toContainEqual({ path, message: expect.stringContaining(message) });
  });

  it.each<[string, (data: Stores) => void, string, string]>([
    [
      "a burstable database",
      (data) => (data.postgres.instanceClass = "db.t4g.large"),
      "data.postgres.instanceClass",
      'got "db.t4g.large", expected a class that is not burstable in production',
    ],
    [
      "a burstable cache",
      (data) => (data.valkey.nodeType = "cache.t4g.medium"),
      "data.valkey.nodeType",
      'got "cache.t4g.medium", expected a class that is not burstable in production',
    ],
    [
      "burstable documents",
      (data) => (data.documents.instanceClass = "db.t4g.medium"),
      "data.documents.instanceClass",
      'got "db.t4g.medium", expected a class that is not burstable in production',
    ],
    [
      "a database in one zone",
      (data) => (data.postgres.multiAz = false),
      "data.postgres.multiAz",
      "got false, expected true in production",
    ],
    [
      "a database that goes back less than thirty days",
      (data) => (data.postgres.pointInTimeDays = 29),
      "data.postgres.pointInTimeDays",
      "got 29, expected at least 30 in production",
    ],
    [
      "a cache without a second replica",
      (data) => (data.valkey.replicasPerShard = 1),
      "data.valkey.replicasPerShard",
      "got 1, expected at least 2 in production",
    ],
    [
      "a cache that forgets within the week",
      (data) => (data.valkey.snapshotDays = 6),
      "data.valkey.snapshotDays",
      "got 6, expected at least 7 in production",
    ],
    [
      "documents in two zones",
      (data) => (data.documents.instances = 2),
      "data.documents.instances",
      "got 2, expected at least 3 in production",
    ],
    [
      "documents that go back less than thirty days",
      (data) => (data.documents.pointInTimeDays = 29),
      "data.documents.pointInTimeDays",
      "got 29, expected at least 30 in production",
    ],
    [
      "backups of less than thirty days",
      (data) => (data.backups.dailyDays = 29),
      "data.backups.dailyDays",
      "got 29, expected at least 30 in production",
    ],
    [
      "no backup of last year",
      (data) => (data.backups.monthlyDays = 364),
      "data.backups.monthlyDays",
      "got 364, expected at least 365 in production",
    ],
    [
      "a vault that whoever gets in can empty",
      (data) => (data.backups.lock = false),
      "data.backups.lock",
      "got false, expected true in production",
    ],
    [
      "backups that nobody tries",
      (data) => (data.backups.restoreTests = false),
      "data.backups.restoreTests",
      "got false, expected true in production",
    ],
    [
      "no backups at all",
      (data) => delete (data as Partial<Stores>).backups,
      "data.backups",
      "got nothing, expected backups of the stores in production",
    ],
  ])("refuse %s in production, and nowhere else", (_, change, path, message) => {
    expect(problemsWith(change)).toEqual([{ path, message }]);
    expect(problemsWith(change, { ...prod, production: false })).toEqual([]);
  });

  it("refuse backups of nothing", () => {
    expect(problemsOf({ ...dev, data: { backups: dev.data!.backups!, kafka: dev.data!.kafka! } })).toEqual([
      {
        path: "data.backups",
        message: "got backups of nothing, expected postgres, documents or a bucket beside them",
      },
    ]);
  });

  it("refuse brokers in a fourth zone, which MSK does not take", () => {
    const zones = { "euw2-az1": 0, "euw2-az2": 1, "euw2-az3": 2, "euw2-az4": 3 };
    const fourth = problemsOf({ ...prod, network: { ...prod.network, zones } });
    expect(fourth).toEqual([
      { path: "data.kafka", message: "got brokers in 4 zones, expected at most 3: MSK takes no more" },
    ]);
  });

  it("refuse more instances of documents than zones", () => {
    const zones = { "euc1-az1": 0, "euc1-az2": 1 };
    const two = problemsOf({ ...prod, network: { ...prod.network, zones } });
    expect(two).toContainEqual({
      path: "data.documents.instances",
      message: expect.stringContaining("got 3, expected at most the 2 zones"),
    });
  });
});

describe("the shape of the stores' data", () => {
  it.each<[string, (data: Stores) => void]>([
    ["a bucket's name that S3 refuses", (data) => (data.buckets.Game_History = {})],
    ["a point in time further back than RDS keeps", (data) => (data.postgres.pointInTimeDays = 36)],
    ["more replicas than ElastiCache has", (data) => (data.valkey.replicasPerShard = 6)],
    ["a store that nobody knows", (data) => Object.assign(data, { influx: {} })],
  ])("is not %s", (_, change) => {
    const data = structuredClone(prod.data) as Stores;
    change(data);
    expect(dataSchema.safeParse(prod.data).success).toBe(true);
    expect(dataSchema.safeParse(data).success).toBe(false);
  });
});
