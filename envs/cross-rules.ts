import { AddressPlan, addressPlanProblems, overlapsBetween } from "../constructs/network/address-plan";
import type { Environment } from "./environment";
import type { Problem } from "./validate";

/** An environment and the file that holds its data. */
export interface FiledEnvironment {
  readonly file: string;
  readonly environment: Environment;
}

/** What must hold between environments. Each reads those whose data is of the right shape. */
export const crossRules: readonly ((environments: readonly FiledEnvironment[]) => readonly Problem[])[] = [
  (environments) => unique(environments, "name", "its stacks would overwrite each other"),
  (environments) => unique(environments, "account", "an account holds one environment"),
  rangesAreDisjoint,
];

function unique(
  environments: readonly FiledEnvironment[],
  field: "name" | "account",
  why: string,
): readonly Problem[] {
  return environments.flatMap(({ file, environment }, index) => {
    const earlier = environments
      .slice(0, index)
      .find((other) => other.environment[field] === environment[field]);
    if (earlier === undefined) return [];
    return [{ file, path: field, message: `got "${environment[field]}", as in ${earlier.file}; ${why}` }];
  });
}

/** Environments are routed to each other one day, or to one office: what is routed must be somebody's alone. */
function rangesAreDisjoint(environments: readonly FiledEnvironment[]): readonly Problem[] {
  const files = new Map(environments.map(({ file, environment }) => [environment.name, file]));
  const plans = environments.flatMap(({ environment: { name, network, cluster } }) => {
    const { maxNodes, podsPerNode } = cluster;
    const props = { ...network, maxNodes, podsPerNode };
    return addressPlanProblems(props).length > 0 ? [] : [[name, AddressPlan.from(props)] as const];
  });
  return overlapsBetween(Object.fromEntries(plans)).map(({ path: [name, ...path], message }) => ({
    file: files.get(String(name)) ?? String(name),
    path: ["network", ...path].join("."),
    message,
  }));
}
