import { kubernetesVersion } from "../constructs/core/version-catalogue";
import type { HelmValues } from "../constructs/gitops/chart-values";
import { nodePools } from "../constructs/karpenter/capacity-mix";
import { durationSeconds } from "../constructs/karpenter/duration";
import { ec2NodeClass } from "../constructs/karpenter/ec2-node-class";
import { headroomValues } from "../constructs/karpenter/headroom";
import type { Environment } from "../envs/environment";

const NODE_CLASS = "default";

/** Room for the images of a node's pods, which share it with their logs and scratch files. */
const NODE_VOLUME_GIB = 100;
/** Kubernetes' own advice for nodes of up to 30 vCPUs, which the pools stay within. */
const PODS_PER_NODE = 110;

/** What an environment's data does not say of its nodes. */
export interface NodePoolFacts {
  readonly clusterName: string;
  readonly nodeRoleName: string;
  /** The key of the nodes' volumes. */
  readonly encryptionKeyArn: string;
  /** What instances and volumes are tagged with. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What the chart `helm/node-pools` is given: Karpenter's objects, and the headroom that is kept warm. */
export function nodePoolValues(environment: Environment, facts: NodePoolFacts): HelmValues {
  const { cluster, pools, nodeImage } = environment;
  const nodeClass = ec2NodeClass({
    name: NODE_CLASS,
    clusterName: facts.clusterName,
    roleName: facts.nodeRoleName,
    nodeImage: nodeImage ?? kubernetesVersion(cluster.kubernetesVersion).nodeImage,
    encryptionKeyArn: facts.encryptionKeyArn,
    volumeGib: NODE_VOLUME_GIB,
    maxPods: Math.max(PODS_PER_NODE, cluster.podsPerNode),
    tags: facts.tags,
  });
  return {
    nodeClasses: [nodeClass],
    nodePools: Object.entries(pools).flatMap(([name, pool]) =>
      // The CNI is the cluster layer's add-on.
      nodePools({ name, nodeClass: NODE_CLASS, cni: "vpc-cni", ...pool, ...pool.life }),
    ),
    headroom: Object.entries(pools).flatMap(([pool, { headroom, taints }]) =>
      headroom === undefined ? [] : [headroomValues({ pool, taints, ...headroom })],
    ),
  };
}

/** How long the pods of the slowest pool's nodes may take to leave, in seconds. */
export function longestDrainSeconds({ pools }: Environment): number {
  return Math.max(...Object.values(pools).map(({ life }) => durationSeconds(life.terminationGracePeriod)));
}
