import { instanceFamily, instanceTypes } from "../constructs/karpenter/instance-catalogue";
import type { Environment, PoolData } from "./environment";
import type { DataProblem } from "./problem";

/** With fewer, one reclaimed type can leave a spot pool empty; Karpenter itself asks 15 to consolidate spot to spot. */
const MINIMUM_SPOT_TYPES = 15;

/**
 * Nodes may have 110 pods whatever their size. These have no addresses for them, even by the sixteen: a `c7g.medium` has one interface
 * for pods with room for 48 (aws/amazon-vpc-cni-k8s, pkg/vpc/vpc_ip_resource_limit.go), a `large` two with 288. Pods above that
 * would be placed there and never start.
 */
const TOO_FEW_ADDRESSES = ["nano", "micro", "small", "medium"];

/** Pools buy instance types that exist, of their own architecture, and enough of them where they buy spot. */
export function poolsBuyWhatExists({ pools }: Environment): readonly DataProblem[] {
  return Object.entries(pools).flatMap(([name, pool]) => {
    const unknown = [...familyProblems(name, pool), ...sizeProblems(name, pool)];
    return unknown.length > 0 ? unknown : spotProblems(name, pool);
  });
}

/** Pools together stay within the nodes that the cluster's addresses are planned for. */
export function poolsFitTheCluster({ pools, cluster }: Environment): readonly DataProblem[] {
  const { maxNodes, systemNodes } = cluster;
  const nodes = Object.values(pools).reduce((sum, { limits }) => sum + limits.nodes, systemNodes.maximum);
  if (nodes <= maxNodes) return [];
  const message = `got ${maxNodes}, expected at least the ${nodes} nodes that the pools and the system nodes may have`;
  return [{ path: ["cluster", "maxNodes"], message }];
}

function familyProblems(name: string, pool: PoolData): readonly DataProblem[] {
  return pool.families.flatMap((family, index) =>
    asProblem(["pools", name, "families", index], () => {
      const { architecture } = instanceFamily(family);
      if (architecture === pool.architecture) return undefined;
      return `got ${family}, which is ${architecture}, expected a family of the pool's ${pool.architecture}`;
    }),
  );
}

function sizeProblems(name: string, { families, sizes }: PoolData): readonly DataProblem[] {
  const known = families.filter((family) => asProblem([], () => void instanceFamily(family)).length === 0);
  if (known.length === 0) return [];
  return sizes.flatMap((size, index) =>
    asProblem(["pools", name, "sizes", index], () => {
      instanceTypes({ families: known, sizes: [size] });
      if (!TOO_FEW_ADDRESSES.includes(size)) return undefined;
      return `got ${size}, expected large or larger: it has no addresses for as many pods as a node may have`;
    }),
  );
}

function spotProblems(name: string, pool: PoolData): readonly DataProblem[] {
  const types = instanceTypes(pool).length;
  if (pool.capacity === "on-demand" || types >= MINIMUM_SPOT_TYPES) return [];
  const message = `got ${types} instance types for a pool that buys spot, expected at least ${MINIMUM_SPOT_TYPES}`;
  return [{ path: ["pools", name], message }];
}

/** What `problem` returns, or what the instance catalogue throws for a name that it does not have. */
export function asProblem(path: DataProblem["path"], problem: () => string | undefined): DataProblem[] {
  try {
    const message = problem();
    return message === undefined ? [] : [{ path, message }];
  } catch (error) {
    return [{ path, message: error instanceof Error ? error.message : String(error) }];
  }
}
