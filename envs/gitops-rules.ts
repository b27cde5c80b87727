import type { Environment } from "./environment";
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
