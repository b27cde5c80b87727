import type { Disruption } from "./disruption";
import type { Architecture } from "./instance-catalogue";
import type { KubernetesObject } from "./kubernetes-object";

/** How EC2 sells an instance. */
export type CapacityType = "spot" | "on-demand";

/** What gives a cluster's pods their addresses. */
export type Cni = "vpc-cni" | "cilium";

/** Keeps pods off a node that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** What a node must be, in Karpenter's words. */
export interface Requirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" | "Gte" | "Lte";
  readonly values?: readonly string[];
  /** How many of the values must be to choose from when a node is bought. */
  readonly minValues?: number;
}

/** The most that a pool may hold. Karpenter may overrun it for a moment while it buys fast. */
export interface PoolLimits {
  readonly nodes: number;
  /** vCPUs */
  readonly cpu: number;
  readonly memoryGi: number;
}

export interface NodePoolProps {
  readonly name: string;
  /** The EC2NodeClass, by name. */
  readonly nodeClass: string;
  readonly architecture: Architecture;
  /** Karpenter buys spot first where it may buy both, and on-demand where EC2 has no spot. */
  readonly capacityTypes: readonly CapacityType[];
  /** EC2 instance families, such as `m7g`. */
  readonly families: readonly string[];
  /** EC2 instance sizes, such as `2xlarge`. */
  readonly sizes: readonly string[];
  /**
   * How many families there must be to choose from when a node is bought: with fewer, EC2 can only offer what everybody wants.
   * @default 1
   */
  readonly minimumFamilies?: number | undefined;
  readonly limits: PoolLimits;
  /** Karpenter tries the pool of the larger weight first, 1 to 100. */
  readonly weight: number;
  /** The startup taints follow: they must be ones that the CNI removes. */
  readonly cni: Cni;
  /** What nodes carry beside Karpenter's own labels. @default none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** @default none */
  readonly taints?: readonly Taint[] | undefined;
  /** What nodes must be beyond the props above. @default nothing */
  readonly requirements?: readonly Requirement[];
  readonly disruption: Disruption;
  /** How old a node may become, budgets or not: `720h`. A change replaces every node. */
  readonly expireAfter: string;
  /** How long a node's pods may take to leave before they are made to, whatever they say: `1h`. A change replaces every node. */
  readonly terminationGracePeriod: string;
}

/** `NodePool.spec` of `karpenter.sh/v1`, as far as Pitboss writes it. */
export interface NodePoolSpec {
  readonly template: {
    readonly metadata?: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: {
      readonly nodeClassRef: { readonly group: string; readonly kind: string; readonly name: string };
      readonly requirements: readonly Requirement[];
      readonly taints?: readonly Taint[];
      readonly startupTaints: readonly Taint[];
      readonly expireAfter: string;
      readonly terminationGracePeriod: string;
    };
  };
  readonly disruption: {
    readonly consolidationPolicy: Disruption["consolidate"];
    readonly consolidateAfter: string;
    readonly budgets: Disruption["budgets"];
  };
  readonly limits: Readonly<Record<"cpu" | "memory" | "nodes", string>>;
  readonly weight: number;
}

export type NodePool = KubernetesObject<"karpenter.sh/v1", "NodePool", NodePoolSpec>;

/**
 * What a node carries until it is ready for pods. The EBS driver's is there or pods outrun it: its node plugin removes the taint
 * once volumes can be attached (kubernetes-sigs/aws-ebs-csi-driver, docs/install.md, "Configure node startup taint"; on by
 * default). Cilium's agent does the same with its own; without it pods start on the wrong CNI, never become ready, and
 * Karpenter buys nodes without end. The VPC CNI has none: the kubelet reports ready only with it.
 */
function startupTaints(cni: Cni): readonly Taint[] {
  const volumes: Taint = { key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" };
  if (cni === "vpc-cni") return [volumes];
  return [{ key: "node.cilium.io/agent-not-ready", value: "true", effect: "NoExecute" }, volumes];
}

/** A pool of nodes as Karpenter's NodePool: what it may buy, how much, and when it gives back. */
export function nodePool(props: NodePoolProps): NodePool {
  const { name, labels = {}, taints = [], disruption, limits } = props;
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name },
    spec: {
      template: {
        ...(Object.keys(labels).length > 0 && { metadata: { labels } }),
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: props.nodeClass },
          requirements: requirementsOf(props),
          ...(taints.length > 0 && { taints }),
          startupTaints: startupTaints(props.cni),
          expireAfter: props.expireAfter,
          terminationGracePeriod: props.terminationGracePeriod,
        },
      },
      disruption: {
        consolidationPolicy: disruption.consolidate,
        consolidateAfter: disruption.after,
        budgets: disruption.budgets,
      },
      // Text: Kubernetes writes quantities back as text, and a number would differ from it for ever.
      limits: { cpu: String(limits.cpu), memory: `${limits.memoryGi}Gi`, nodes: String(limits.nodes) },
      weight: props.weight,
    },
  };
}

function requirementsOf(props: NodePoolProps): readonly Requirement[] {
  const { architecture, capacityTypes, families, sizes, minimumFamilies = 1, requirements = [] } = props;
  return [
    { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
    { key: "kubernetes.io/arch", operator: "In", values: [architecture] },
    { key: "karpenter.sh/capacity-type", operator: "In", values: capacityTypes },
    {
      key: "karpenter.k8s.aws/instance-family",
      operator: "In",
      values: families,
      ...(minimumFamilies > 1 && { minValues: minimumFamilies }),
    },
    { key: "karpenter.k8s.aws/instance-size", operator: "In", values: sizes },
    ...requirements,
  ];
}
