import type { EnvironmentData } from "./environment";
import { observabilitySchema } from "./observability-schema";
import { EnvironmentError } from "./problem";
import { prod } from "./prod";
import { staging } from "./staging";
import { validateEnvironments } from "./validate";

type Observability = EnvironmentData["observability"];

/** What is wrong with an environment's telemetry, with some of it changed. */
function problemsOf(environment: EnvironmentData, changed: Partial<Observability>) {
  try {
    validateEnvironments({
      "envs/x.ts": { ...environment, observability: { ...environment.observability, ...changed } },
    });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems
      .filter(({ path }) => path.startsWith("observability"))
      .map(({ path, message }) => [path, message]);
  }
  return [];
}

describe("an environment's telemetry", () => {
  it("holds as it stands", () => {
    expect(problemsOf(prod, {})).toEqual([]);
    expect(problemsOf(staging, {})).toEqual([]);
  });

  it("keeps metrics until Thanos has thinned them out", () => {
    expect(problemsOf(prod, { metrics: { rawDays: 1, fiveMinuteDays: 10, hourDays: 30 } })).toEqual([
      [
        "observability.metrics.rawDays",
        "got 1 days, expected at least 2: until then Thanos has made the five-minute samples",
      ],
      [
        "observability.metrics.fiveMinuteDays",
        "got 10 days, expected at least 11: until then Thanos has made the hourly samples",
      ],
    ]);
    expect(problemsOf(prod, { metrics: { rawDays: 2, fiveMinuteDays: 11, hourDays: 11 } })).toEqual([]);
  });

  it("keeps coarse metrics at least as long as fine ones", () => {
    const paths = problemsOf(prod, { metrics: { rawDays: 40, fiveMinuteDays: 30, hourDays: 20 } });
    expect(paths.map(([path]) => path)).toEqual([
      "observability.metrics.fiveMinuteDays",
      "observability.metrics.hourDays",
    ]);
  });

  it("locks no backup longer than Velero keeps it", () => {
    expect(problemsOf(staging, { backups: { days: 14, lockDays: 15 } })).toEqual([
      [
        "observability.backups.lockDays",
        "got 15, expected at most the 14 days that Velero keeps a backup: it could not delete it",
      ],
    ]);
    expect(problemsOf(staging, { backups: { days: 14, lockDays: 14 } })).toEqual([]);
  });

  it("locks backups for a week where players are", () => {
    const path = "observability.backups.lockDays";
    expect(problemsOf(prod, { backups: { days: 30, lockDays: 6 } })).toEqual([
      [path, "got 6 days, expected at least 7 in production"],
    ]);
    expect(problemsOf(prod, { backups: { days: 30 } })).toEqual([
      [path, "got 0 days, expected at least 7 in production"],
    ]);
    expect(problemsOf(staging, { backups: { days: 30 } })).toEqual([]);
  });

  it("keeps nothing for no time", () => {
    const { error } = observabilitySchema.safeParse({ ...prod.observability, logsDays: 0 });
    expect(error?.issues.map(({ path }) => path)).toEqual([["logsDays"]]);
  });
});
