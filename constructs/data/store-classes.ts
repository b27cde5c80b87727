import type { Engine } from "./engine-catalogue";

/** A class of machine that an engine runs on. */
export interface StoreClass {
  /** As AWS writes it: `db.m7g.large`. */
  readonly name: string;
  /** Whether it has its full CPU only while credits last: not for steady load, so not for production. */
  readonly burstable: boolean;
}

const LARGE_TO_16XLARGE = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const LARGE_TO_48XLARGE = [...LARGE_TO_16XLARGE, "24xlarge", "48xlarge"];

/**
 * The classes of each engine that Pitboss uses: Graviton of two generations, and what is burstable for where nobody plays. RDS's smaller `t4g`
 * have no Performance Insights. MSK has nothing burstable for us: its `kafka.t3.small` is for Kafka 3 alone, and a cluster of Kafka 4
 * with it is refused ("Unsupported InstanceType", quoted by several public repositories in September 2026).
 *
 * Sources, of August 2026: what AWS's APIs list by region, as aws-cloudformation/cfn-lint keeps it (RDS, ElastiCache, DocumentDB),
 * and https://docs.aws.amazon.com/msk/latest/developerguide/broker-instance-sizes.html. Our regions sell all of it, but for
 * eu-south-1 (less `m7g` and `r8g`) and eu-west-2 (no `r8g` of DocumentDB). Whether one sells a class today:
 *
 *     aws rds describe-orderable-db-instance-options --engine postgres --engine-version 18.6 \
 *       --query 'OrderableDBInstanceOptions[].DBInstanceClass'
 */
const CLASSES: Readonly<Record<Engine, readonly StoreClass[]>> = {
  postgres: [
    ...burstable("db.t4g", ["medium", "large"]),
    ...steady("db.m7g", LARGE_TO_16XLARGE),
    ...steady("db.r7g", LARGE_TO_16XLARGE),
    ...steady("db.m8g", LARGE_TO_48XLARGE),
    ...steady("db.r8g", LARGE_TO_48XLARGE),
  ],
  valkey: [
    ...burstable("cache.t4g", ["micro", "small", "medium"]),
    ...steady("cache.m7g", LARGE_TO_16XLARGE),
    ...steady("cache.r7g", LARGE_TO_16XLARGE),
    ...steady("cache.m8g", LARGE_TO_16XLARGE),
    ...steady("cache.r8g", LARGE_TO_16XLARGE),
  ],
  kafka: steady("kafka.m7g", LARGE_TO_16XLARGE),
  documents: [
    ...burstable("db.t4g", ["medium"]),
    ...steady("db.r6g", LARGE_TO_16XLARGE),
    ...steady("db.r8g", LARGE_TO_16XLARGE),
  ],
};

/**
 * The class of a name.
 *
 * @throws when the engine has no such class, with the families and sizes that it has.
 */
export function storeClass(engine: Engine, name: string): StoreClass {
  const found = CLASSES[engine].find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`got "${name}", expected one of ${allowed(engine)}`);
  return found;
}

/** Whether a name is that of a burstable class of the engine; a name that it does not have is not. */
export function isBurstable(engine: Engine, name: string): boolean {
  return CLASSES[engine].some((candidate) => candidate.name === name && candidate.burstable);
}

/** The classes of an engine by family, as an error says them: `db.t4g (medium, large), db.m7g (large, …)`. */
function allowed(engine: Engine): string {
  const families = new Map<string, string[]>();
  for (const { name } of CLASSES[engine]) {
    const family = name.slice(0, name.lastIndexOf("."));
    families.set(family, [...(families.get(family) ?? []), name.slice(family.length + 1)]);
  }
  return [...families].map(([family, sizes]) => `${family} (${sizes.join(", ")})`).join(", ");
}

function steady(family: string, sizes: readonly string[]): readonly StoreClass[] {
  return sizes.map((size) => ({ name: `${family}.${size}`, burstable: false }));
}

function burstable(family: string, sizes: readonly string[]): readonly StoreClass[] {
  return sizes.map((size) => ({ name: `${family}.${size}`, burstable: true }));
}
