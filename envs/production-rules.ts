import type { Environment } from "./environment";
import type { Rule } from "./rules";

/** What an environment with players in it must keep, field by field. */
export const productionRules: readonly Rule[] = [
  demand(
    "nodeImage",
    ({ nodeImage }) => nodeImage,
    (image) => image?.endsWith("@latest") !== true,
    "a release such as al2023@v20260930: @latest replaces every node when AWS releases an image",
  ),
  demand("protect", ({ protect }) => protect, isSet, "true"),
  demand("cluster.deletionProtection", ({ cluster }) => cluster.deletionProtection, isSet, "true"),
  demand("cluster.zonalShift", ({ cluster }) => cluster.zonalShift, isSet, "true"),
  demand(
    "network.nat",
    ({ network }) => network.nat,
    (nat) => nat === "per-zone",
    '"per-zone"',
  ),
  demand(
    "logRetentionDays",
    ({ logRetentionDays }) => logRetentionDays,
    (days) => days >= 365,
    "at least 365",
  ),
];

/** What production expects of a field, named by its dotted path. */
function demand<Value>(
  field: string,
  read: (environment: Environment) => Value,
  holds: (value: Value) => boolean,
  expected: string,
): Rule {
  return {
    reads: ["production", field],
    check: (environment) => {
      const value = read(environment);
      if (!environment.production || holds(value)) return [];
      const message = `got ${JSON.stringify(value)}, expected ${expected} in production`;
      return [{ path: field.split("."), message }];
    },
  };
}

function isSet(flag: boolean): boolean {
  return flag;
}
