import { daysBetween } from "../core/day";
import type { PinnedVersion } from "../core/pinned-version";

/** A store that AWS runs for us, by the name that its section of an environment has. */
export type Engine = "postgres" | "valkey" | "kafka" | "documents";

/** A version of an engine, as an environment chooses it. */
export interface EngineVersion {
  /** What an environment writes: `18`. */
  readonly version: string;
  /** What AWS is asked for, to the last number that it takes: `18.6`, `4.1.x.kraft`. */
  readonly release: string;
  /** The parameter group family; MSK has none, and has the release here. */
  readonly family: string;
  /**
   * The last day of standard support, `YYYY-MM-DD`; after it AWS bills extended support or upgrades by itself.
   * @default AWS has announced no end
   */
  readonly supportedUntil?: string;
}

/** What an engine is called where people read, and where its versions and their support are from. */
interface EngineFacts {
  readonly name: string;
  readonly source: string;
  /** Oldest first. */
  readonly versions: readonly EngineVersion[];
}

/** The day that a person last checked the catalogue. Synth has no clock, so support is judged at this day. */
export const ENGINES_REVIEWED_ON = "2026-11-21";

/**
 * The versions that Pitboss pins. Public material ends in October 2026, so each is the newest that it proves. To refresh:
 *
 *     aws rds describe-db-major-engine-versions --engine postgres
 *     aws rds describe-db-engine-versions --engine postgres --query 'DBEngineVersions[].[EngineVersion,Status]'
 *     aws elasticache describe-cache-engine-versions --engine valkey
 *     aws kafka list-kafka-versions
 *     aws docdb describe-db-engine-versions --engine docdb
 *
 * - postgres: the ends of support are those of RDS's release calendar, as endoflife.date read it on 2026-08-22. 18.6 is what
 *   `describe-db-engine-versions` gives since August 2026, quoted by several public repositories; 17.10 stands in the
 *   calendar. A minor is supported for a year at least, so the pins want a review by the summer of 2027.
 * - valkey: `describe-cache-engine-versions` of 2026-08-19 (aws-cloudformation/cfn-lint) lists 7.2 to 9.1; public clusters run
 *   9.0 with the family valkey9.
 * - kafka: Kafka 4 has no ZooKeeper, and `.kraft` is part of the name. 4.1 is the newest for Standard brokers, 4.2 is for
 *   Express brokers alone (`list-kafka-versions`, quoted on 2026-09-18; KafkaVersion of aws-cdk says the same). 3.9 is what
 *   MSK recommends to whoever wants the longest support.
 * - documents: DocumentDB's support dates page, as endoflife.date read it on 2026-08-22; 5.0 is its long-term release. Releases
 *   and families stand in public clusters of both.
 */
const ENGINES: Readonly<Record<Engine, EngineFacts>> = {
  postgres: {
    name: "PostgreSQL on RDS",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    versions: [
      { version: "17", release: "17.10", family: "postgres17", supportedUntil: "2030-02-28" },
      { version: "18", release: "18.6", family: "postgres18", supportedUntil: "2031-02-28" },
    ],
  },
  valkey: {
    name: "Valkey on ElastiCache",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
    versions: [
      { version: "8.2", release: "8.2", family: "valkey8" },
      { version: "9.0", release: "9.0", family: "valkey9" },
    ],
  },
  kafka: {
    name: "Kafka on MSK",
    source: "https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html",
    versions: [
      { version: "3.9", release: "3.9.x.kraft", family: "3.9.x.kraft" },
      { version: "4.1", release: "4.1.x.kraft", family: "4.1.x.kraft" },
    ],
  },
  documents: {
    name: "DocumentDB",
    source: "https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-version-support-dates.html",
    versions: [
      { version: "5.0", release: "5.0.0", family: "docdb5.0" },
      { version: "8.0", release: "8.0.0", family: "docdb8.0" },
    ],
  },
};

/**
 * The version of an engine that Pitboss deploys.
 *
 * @throws what `engineVersionProblem` says, when there is a problem.
 */
export function engineVersion(engine: Engine, version: string): EngineVersion {
  const verdict = verdictOn(engine, version, ENGINES_REVIEWED_ON);
  if (typeof verdict === "string") throw new Error(verdict);
  return verdict;
}

/**
 * Why Pitboss does not deploy a version of an engine: it is unknown, or AWS's standard support for it has ended. Nothing when it
 * is deployed.
 *
 * @param onDate the day of judgement, `YYYY-MM-DD`. @default - the day of the review
 */
export function engineVersionProblem(
  engine: Engine,
  version: string,
  onDate: string = ENGINES_REVIEWED_ON,
): string | undefined {
  const verdict = verdictOn(engine, version, onDate);
  return typeof verdict === "string" ? verdict : undefined;
}

/** Every version that an environment may choose, for whoever looks after them. */
export const enginePins: readonly PinnedVersion[] = Object.values(ENGINES).flatMap(
  ({ name, source, versions }) =>
    versions.map(({ release, supportedUntil }) => ({
      name,
      version: release,
      layer: "data",
      ...(supportedUntil !== undefined && { supportedUntil }),
      source,
    })),
);

function verdictOn(engine: Engine, version: string, onDate: string): EngineVersion | string {
  const { name, versions } = ENGINES[engine];
  const isSupported = ({ supportedUntil }: EngineVersion): boolean =>
    supportedUntil === undefined || daysBetween(onDate, supportedUntil) >= 0;
  const allowed = versions.filter(isSupported).map((candidate) => candidate.version);
  const found = versions.find((candidate) => candidate.version === version);
  if (found !== undefined && isSupported(found)) return found;
  const problem =
    found === undefined
      ? `got "${version}", which the engine catalogue does not have`
      : `got "${version}", whose standard support ended on ${found.supportedUntil ?? ""}`;
  return `${problem}; expected a version of ${name}: ${allowed.join(", ") || "none, review the engine catalogue"}`;
}
