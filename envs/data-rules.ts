import { type Engine, engineVersionProblem } from "../constructs/data/engine-catalogue";
import { storageGrowthProblem } from "../constructs/data/storage-growth";
import { isBurstable, storeClass } from "../constructs/data/store-classes";
import type { DataStores } from "./data-schema";
import type { Environment } from "./environment";
import { asProblem } from "./pool-rules";
import type { DataProblem } from "./problem";
import type { Rule } from "./rules";

/** The field of each engine's section that names its class of machine. */
const CLASS_FIELDS = {
  postgres: "instanceClass",
  valkey: "nodeType",
  kafka: "brokerType",
  documents: "instanceClass",
} as const satisfies Record<Engine, string>;

const ENGINES = Object.keys(CLASS_FIELDS) as Engine[];

/** What must hold of an environment's stores. */
export const dataRules: readonly Rule[] = [
  ...ENGINES.flatMap((engine) => [
    rule([`data.${engine}.version`], ({ data }) => versionProblems(engine, data)),
    rule([`data.${engine}.${CLASS_FIELDS[engine]}`], ({ data }) => classProblems(engine, data)),
  ]),
  rule(["data.postgres"], ({ data }) => growthProblems("postgres", data)),
  rule(["data.kafka"], ({ data }) => growthProblems("kafka", data)),
  rule(["data.kafka", "network.zones"], brokersHaveZones),
  rule(["data.documents", "network.zones"], documentsHaveZones),
  rule(["data.buckets"], bucketsArchiveBeforeTheyExpire),
  rule(["data.backups", "data.postgres", "data.documents", "data.buckets"], backupsHaveSomethingToKeep),
  ...productionDemands(),
];

/** A rule that has nothing to say where an environment has no stores. */
function rule(
  reads: readonly string[],
  check: (environment: Environment & { readonly data: DataStores }) => readonly DataProblem[],
): Rule {
  return {
    reads,
    check: (environment) => {
      const { data } = environment;
      return data === undefined ? [] : check({ ...environment, data });
    },
  };
}

function versionProblems(engine: Engine, data: DataStores): readonly DataProblem[] {
  const version = data[engine]?.version;
  const message = version === undefined ? undefined : engineVersionProblem(engine, version);
  return message === undefined ? [] : [{ path: ["data", engine, "version"], message }];
}

function classProblems(engine: Engine, data: DataStores): readonly DataProblem[] {
  const name = classOf(engine, data);
  if (name === undefined) return [];
  return asProblem(["data", engine, CLASS_FIELDS[engine]], () => void storeClass(engine, name));
}

function classOf(engine: Engine, data: DataStores): string | undefined {
  switch (engine) {
    case "postgres":
      return data.postgres?.instanceClass;
    case "valkey":
      return data.valkey?.nodeType;
    case "kafka":
      return data.kafka?.brokerType;
    case "documents":
      return data.documents?.instanceClass;
  }
}

function growthProblems(engine: "postgres" | "kafka", data: DataStores): readonly DataProblem[] {
  const store = data[engine];
  if (store === undefined) return [];
  const message = storageGrowthProblem({ bought: store.storageGib, ceiling: store.maxStorageGib });
  return message === undefined ? [] : [{ path: ["data", engine, "maxStorageGib"], message }];
}

/** Brokers stand in every zone, and MSK takes two or three: https://docs.aws.amazon.com/msk/latest/developerguide/msk-create-cluster.html */
function brokersHaveZones({ data, network }: Environment & { data: DataStores }): readonly DataProblem[] {
  const zones = Object.keys(network.zones).length;
  if (data.kafka === undefined || zones <= 3) return [];
  return [
    {
      path: ["data", "kafka"],
      message: `got brokers in ${zones} zones, expected at most 3: MSK takes no more`,
    },
  ];
}

function documentsHaveZones({ data, network }: Environment & { data: DataStores }): readonly DataProblem[] {
  const zones = Object.keys(network.zones).length;
  const instances = data.documents?.instances ?? 0;
  if (instances <= zones) return [];
  const message = `got ${instances}, expected at most the ${zones} zones: each instance stands in one of its own`;
  return [{ path: ["data", "documents", "instances"], message }];
}

function bucketsArchiveBeforeTheyExpire({ data }: { readonly data: DataStores }): readonly DataProblem[] {
  return Object.entries(data.buckets ?? {}).flatMap(([name, { archiveAfterDays, expireAfterDays }]) => {
    if (archiveAfterDays === undefined || expireAfterDays === undefined) return [];
    if (archiveAfterDays < expireAfterDays) return [];
    const message = `got ${archiveAfterDays}, expected fewer than the ${expireAfterDays} days after which objects expire`;
    return [{ path: ["data", "buckets", name, "archiveAfterDays"], message }];
  });
}

function backupsHaveSomethingToKeep({ data }: { readonly data: DataStores }): readonly DataProblem[] {
  const { backups, postgres, documents, buckets = {} } = data;
  if (backups === undefined) return [];
  const problems: DataProblem[] = [];
  if (postgres === undefined && documents === undefined && Object.keys(buckets).length === 0) {
    const message = "got backups of nothing, expected postgres, documents or a bucket beside them";
    problems.push({ path: ["data", "backups"], message });
  }
  if (backups.monthlyDays < backups.dailyDays) {
    const message = `got ${backups.monthlyDays}, expected at least the ${backups.dailyDays} days of the daily ones`;
    problems.push({ path: ["data", "backups", "monthlyDays"], message });
  }
  return problems;
}

/** What the stores of an environment with players in it must keep. */
function productionDemands(): readonly Rule[] {
  return [
    ...ENGINES.map((engine) =>
      demand(
        engine,
        CLASS_FIELDS[engine],
        (data) => classOf(engine, data),
        (name) => !isBurstable(engine, name),
        "a class that is not burstable",
      ),
    ),
    demand(
      "postgres",
      "multiAz",
      ({ postgres }) => postgres?.multiAz,
      (multiAz) => multiAz,
      "true",
    ),
    demand(
      "postgres",
      "pointInTimeDays",
      ({ postgres }) => postgres?.pointInTimeDays,
      atLeast(30),
      "at least 30",
    ),
    demand("valkey", "replicasPerShard", ({ valkey }) => valkey?.replicasPerShard, atLeast(2), "at least 2"),
    demand("valkey", "snapshotDays", ({ valkey }) => valkey?.snapshotDays, atLeast(7), "at least 7"),
    demand("documents", "instances", ({ documents }) => documents?.instances, atLeast(3), "at least 3"),
    demand(
      "documents",
      "pointInTimeDays",
      ({ documents }) => documents?.pointInTimeDays,
      atLeast(30),
      "at least 30",
    ),
    demand("backups", "dailyDays", ({ backups }) => backups?.dailyDays, atLeast(30), "at least 30"),
    demand("backups", "monthlyDays", ({ backups }) => backups?.monthlyDays, atLeast(365), "at least 365"),
    demand(
      "backups",
      "lock",
      ({ backups }) => backups?.lock,
      (lock) => lock,
      "true",
    ),
    demand(
      "backups",
      "restoreTests",
      ({ backups }) => backups?.restoreTests,
      (tests) => tests,
      "true",
    ),
    {
      reads: ["production", "data"],
      check: ({ production, data }) => {
        if (!production || data === undefined || data.backups !== undefined) return [];
        if (data.postgres === undefined && data.documents === undefined && data.buckets === undefined)
          return [];
        return [
          { path: ["data", "backups"], message: "got nothing, expected backups of the stores in production" },
        ];
      },
    },
  ];
}

/** What production expects of a field of a section; where the section is left off there is nothing to expect. */
function demand<Value>(
  section: keyof DataStores,
  field: string,
  read: (data: DataStores) => Value | undefined,
  holds: (value: Value) => boolean,
  expected: string,
): Rule {
  return {
    reads: ["production", `data.${section}.${field}`],
    check: ({ production, data }) => {
      const value = data === undefined ? undefined : read(data);
      if (!production || value === undefined || holds(value)) return [];
      const message = `got ${JSON.stringify(value)}, expected ${expected} in production`;
      return [{ path: ["data", section, field], message }];
    },
  };
}

function atLeast(least: number): (value: number) => boolean {
  return (value) => value >= least;
}
