import { AddressPlan, addressPlanProblems, overlapsBetween } from "../constructs/network/address-plan";
import { ADDRESS_FIELDS, addressesOf } from "./addresses";
import { zonesAreApart } from "./edge-rules";
import type { Environment } from "./environment";
import type { Problem } from "./problem";

/** An environment's data, of which some may be malformed. */
export interface Candidate {
  /** Where the data is written: `envs/prod.ts`. */
  readonly file: string;
  readonly environment: Environment;
  /** Whether fields, by their dotted paths, are of the right shape. */
  readonly isSound: (reads: readonly string[]) => boolean;
}

/** What must hold between environments. */
export interface CrossRule {
  /** The fields that the rule reads, by their dotted paths: it is given the environments in which they are sound. */
  readonly reads: readonly string[];
  readonly check: (candidates: readonly Candidate[]) => readonly Problem[];
}

export const crossRules: readonly CrossRule[] = [
  { reads: ["name"], check: (all) => unique(all, "name", "its stacks would overwrite each other") },
  { reads: ["account"], check: (all) => unique(all, "account", "an account holds one environment") },
  { reads: ["name", ...ADDRESS_FIELDS], check: rangesAreDisjoint },
  zonesAreApart,
];

function unique(
  candidates: readonly Candidate[],
  field: "name" | "account",
  why: string,
): readonly Problem[] {
  return candidates.flatMap(({ file, environment }, index) => {
    const earlier = candidates
      .slice(0, index)
      .find((other) => other.environment[field] === environment[field]);
    if (earlier === undefined) return [];
    return [{ file, path: field, message: `got "${environment[field]}", as in ${earlier.file}; ${why}` }];
  });
}

/** Environments are routed to each other one day, or to one office: what is routed must be somebody's alone. */
function rangesAreDisjoint(candidates: readonly Candidate[]): readonly Problem[] {
  const files = new Map(candidates.map(({ file, environment }) => [environment.name, file]));
  const plans = candidates.flatMap(({ environment }) => {
    const addresses = addressesOf(environment);
    // Its own problems have been told; nobody can say which of its ranges were meant.
    if (addressPlanProblems(addresses).length > 0) return [];
    return [[environment.name, AddressPlan.from(addresses)] as const];
  });
  return overlapsBetween(Object.fromEntries(plans)).map(({ path: [name, ...path], message }) => ({
    file: files.get(String(name)) ?? String(name),
    path: ["network", ...path].join("."),
    message,
  }));
}
