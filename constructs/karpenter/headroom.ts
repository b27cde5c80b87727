import { POOL_LABEL } from "./capacity-mix";
import type { Taint } from "./node-pool";

/** Room that a pool keeps bought and idle, in pieces: each is what one pod of the largest workload asks for. */
export interface Headroom {
  readonly replicas: number;
  /** vCPUs of a piece, in thousandths: 1500 is one and a half. */
  readonly milliCpu: number;
  readonly memoryMi: number;
}

export interface HeadroomProps extends Headroom {
  /** The pool, by name. */
  readonly pool: string;
  /** The pool's taints, which its placeholders tolerate. @default none */
  readonly taints?: readonly Taint[] | undefined;
}

interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists";
  readonly value?: string;
  readonly effect: Taint["effect"];
}

/** A pool's headroom as the `node-pools` chart takes it. */
export interface HeadroomValues {
  readonly name: string;
  readonly replicas: number;
  readonly cpu: string;
  readonly memory: string;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
}

/**
 * Warm capacity: pods that do nothing, of a priority below everybody's. A real pod takes the place of one at once, and Karpenter
 * buys a node for the one that lost it. (Karpenter 1.12 has no CapacityBuffers, and its static pools are alpha and cannot be
 * made dynamic again.)
 */
export function headroomValues({
  pool,
  replicas,
  milliCpu,
  memoryMi,
  taints = [],
}: HeadroomProps): HeadroomValues {
  return {
    name: pool,
    replicas,
    cpu: `${milliCpu}m`,
    memory: `${memoryMi}Mi`,
    nodeSelector: { [POOL_LABEL]: pool },
    tolerations: taints.map(({ key, value, effect }) =>
      value === undefined ? { key, operator: "Exists", effect } : { key, operator: "Equal", value, effect },
    ),
  };
}
