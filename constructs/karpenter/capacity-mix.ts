import { type CapacityType, nodePool, type NodePool, type NodePoolProps, type PoolLimits } from "./node-pool";

/**
 * The label that a workload spreads over to have its pods on spot and on-demand nodes in the ratio of a pool's parts:
 *
 *     topologySpreadConstraints:
 *       - { topologyKey: pitboss.gaming/capacity-part, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: … }
 *
 * Each part is a value of it. This is Karpenter's own "on-demand/spot ratio split" (its scheduling page): workloads that do not
 * ask for it are placed as anywhere else, spot first.
 */
export const CAPACITY_PART_LABEL = "pitboss.gaming/capacity-part";

/** The label of a pool's nodes, however many NodePools it is made of. */
export const POOL_LABEL = "pitboss.gaming/pool";

/** How much of a pool is of each kind, in whole parts: `{ spot: 4, onDemand: 1 }` is 80 % spot. */
export interface CapacityParts {
  readonly spot: number;
  readonly onDemand: number;
}

export interface MixedNodePoolProps extends Omit<NodePoolProps, "capacityTypes"> {
  /** What is bought: spot, on-demand, or both, spot first. */
  readonly capacity: CapacityType | "mixed";
  /**
   * For `mixed`: a ratio that workloads can ask for, instead of on-demand only where there is no spot.
   * @default none, and a single NodePool
   */
  readonly parts?: CapacityParts | undefined;
}

/**
 * The NodePools of a pool: one, or with parts one of spot and one of on-demand, which share its limits by their parts.
 *
 * @throws when parts are given for what is not mixed, or are no whole numbers of at least 1.
 */
export function nodePools({ capacity, parts, ...given }: MixedNodePoolProps): readonly NodePool[] {
  const pool = { ...given, labels: { ...given.labels, [POOL_LABEL]: given.name } };
  if (parts === undefined) {
    const capacityTypes: readonly CapacityType[] = capacity === "mixed" ? ["spot", "on-demand"] : [capacity];
    return [nodePool({ ...pool, capacityTypes })];
  }
  const { spot, onDemand } = parts;
  const all = spot + onDemand;
  if (capacity !== "mixed" || ![spot, onDemand].every((part) => Number.isInteger(part) && part >= 1)) {
    throw new Error(
      `node pool ${pool.name}: expected whole parts of at least 1 of a mixed pool, got ${JSON.stringify(parts)} of ${capacity}`,
    );
  }
  const part = (type: CapacityType, first: number, count: number, weight: number): NodePool =>
    nodePool({
      ...pool,
      name: `${pool.name}-${type}`,
      capacityTypes: [type],
      limits: shareOf(pool.limits, count / all),
      weight,
      requirements: [
        ...(pool.requirements ?? []),
        {
          key: CAPACITY_PART_LABEL,
          operator: "In",
          values: Array.from({ length: count }, (_, index) => String(first + index)),
        },
      ],
    });
  // Who does not ask for the ratio gets spot, and on-demand only where there is none.
  const weight = Math.max(pool.weight, 2);
  return [part("spot", 1, spot, weight), part("on-demand", spot + 1, onDemand, weight - 1)];
}

/** Rounded down: the shares together never exceed the whole. */
function shareOf({ nodes, cpu, memoryGi }: PoolLimits, share: number): PoolLimits {
  const of = (limit: number): number => Math.max(1, Math.floor(limit * share));
  return { nodes: of(nodes), cpu: of(cpu), memoryGi: of(memoryGi) };
}
