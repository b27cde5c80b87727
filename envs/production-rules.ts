import type { Environment } from "./environment";
import type { DataProblem } from "./problem";
import type { Rule } from "./rules";

interface Demand {
  /** The field, by its dotted path. */
  readonly field: string;
  readonly got: (environment: Environment) => string | number | boolean | undefined;
  readonly holds: (environment: Environment) => boolean;
  /** What production expects, and why where it is not plain. */
  readonly expected: string;
}

const demands: readonly Demand[] = [
  {
    field: "nodeImage",
    got: ({ nodeImage }) => nodeImage,
    holds: ({ nodeImage }) => nodeImage?.endsWith("@latest") !== true,
    expected: "a release such as al2023@v20260930: @latest replaces every node when AWS releases an image",
  },
  { field: "protect", got: ({ protect }) => protect, holds: ({ protect }) => protect, expected: "true" },
  {
    field: "cluster.deletionProtection",
    got: ({ cluster }) => cluster.deletionProtection,
    holds: ({ cluster }) => cluster.deletionProtection,
    expected: "true",
  },
  {
    field: "cluster.zonalShift",
    got: ({ cluster }) => cluster.zonalShift,
    holds: ({ cluster }) => cluster.zonalShift,
    expected: "true",
  },
  {
    field: "network.nat",
    got: ({ network }) => network.nat,
    holds: ({ network }) => network.nat === "per-zone",
    expected: '"per-zone"',
  },
  {
    field: "logRetentionDays",
    got: ({ logRetentionDays }) => logRetentionDays,
    holds: ({ logRetentionDays }) => logRetentionDays >= 365,
    expected: "at least 365",
  },
];

/** What an environment with players in it must keep, field by field. */
export const productionRules: readonly Rule[] = demands.map(({ field, got, holds, expected }) => ({
  reads: ["production", field],
  check: (environment): readonly DataProblem[] => {
    if (!environment.production || holds(environment)) return [];
    const message = `got ${JSON.stringify(got(environment))}, expected ${expected} in production`;
    return [{ path: field.split("."), message }];
  },
}));
