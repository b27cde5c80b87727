import type { Environment, PoolData } from "./environment";
import type { DataProblem } from "./problem";

/** Where players are, people sign in as themselves: what a shared administrator did, nobody can say who did. */
export function productionSignsIn({ production, gitops }: Environment): readonly DataProblem[] {
  if (!production || gitops.signIn !== undefined) return [];
  return [
    { path: ["gitops", "signIn"], message: "got nothing, expected an identity provider in production" },
  ];
}

/** A name that the edge does not have leads nowhere. */
export function hostIsAtTheEdge({ gitops, edge }: Environment): readonly DataProblem[] {
  if (edge === undefined) return [];
  const hosts = Object.keys(edge.hosts).map((label) => `${label}.${edge.zone.name}`);
  if (hosts.includes(gitops.host)) return [];
  const message = `got ${gitops.host}, expected one of the edge's hosts: ${hosts.join(", ")}`;
  return [{ path: ["gitops", "host"], message }];
}

/** Each of the three members of Argo CD's cache has a node of its own. */
const ARGO_CD_NODES = 3;

/**
 * Argo CD runs on nodes that Karpenter buys, on demand and without tolerating anything (`helm-values/argo-cd`). Where no pool has
 * such nodes its release waits until it fails, and nothing else is ever deployed.
 */
export function argoCdHasNodes({ pools }: Environment): readonly DataProblem[] {
  const nodes = Object.values(pools).reduce((sum, pool) => sum + onDemandNodes(pool), 0);
  if (nodes >= ARGO_CD_NODES) return [];
  const message = `got pools with ${nodes} on-demand nodes that have no taint, expected at least ${ARGO_CD_NODES}: Argo CD runs on them`;
  return [{ path: ["pools"], message }];
}

function onDemandNodes({ capacity, parts, limits, taints = [] }: PoolData): number {
  if (capacity === "spot" || taints.some(({ effect }) => effect !== "PreferNoSchedule")) return 0;
  if (parts === undefined) return limits.nodes;
  return Math.floor((limits.nodes * parts.onDemand) / (parts.spot + parts.onDemand));
}
