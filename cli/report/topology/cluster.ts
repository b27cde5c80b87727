import type { Environment, PoolData } from "../../../envs/environment";
import { plural } from "../../terminal/plural";
import { type Inventory, type Resource, textAt, valueAt } from "../inventory";
import { factsOf, listed } from "./facts";
import type { TopologyGroup, TopologyNode } from "./topology";

const number = new Intl.NumberFormat("en");

/** The EKS cluster: what AWS runs of it, what runs on it, and the nodes. */
export function clusterOf(inventory: Inventory, environment: Environment): readonly TopologyGroup[] {
  const [cluster] = inventory.of("aws_eks_cluster");
  if (cluster === undefined) return [];
  const { maxNodes, podsPerNode } = environment.cluster;
  return [
    {
      id: "eks",
      kind: "cluster",
      title: `EKS ${textAt(cluster, "version") ?? ""}`.trim(),
      subtitle: `up to ${number.format(maxNodes)} nodes of about ${podsPerNode} pods`,
      children: [
        controlPlane(cluster, inventory, environment),
        karpenter(inventory),
        ...argo(inventory),
        {
          id: "nodes",
          kind: "cluster",
          title: "Nodes",
          subtitle: "pools by name, with what each may hold at most",
          children: [
            ...systemNodes(inventory, environment),
            ...Object.entries(environment.pools).map(([name, pool]) => poolCard(name, pool)),
          ],
        },
      ],
    },
  ];
}

function poolCard(name: string, pool: PoolData): TopologyNode {
  const { nodes, cpu, memoryGi } = pool.limits;
  return {
    id: `pool-${name}`,
    kind: "cluster",
    title: name,
    facts: [
      `${pool.architecture}, ${pool.capacity}`,
      `${pool.families.length * pool.sizes.length} instance types`,
      `${number.format(nodes)} nodes`,
      `${number.format(cpu)} CPU`,
      `${number.format(memoryGi)} GiB`,
      `weight ${pool.weight}`,
    ],
  };
}

function controlPlane(resource: Resource, inventory: Inventory, { cluster }: Environment): TopologyNode {
  const isPublic = valueAt(resource, "vpc_config", "endpoint_public_access");
  const addons = inventory.count("aws_eks_addon");
  return {
    id: "control-plane",
    kind: "cluster",
    title: "Control plane",
    facts: factsOf(
      typeof isPublic === "boolean" && `${isPublic ? "public" : "private"} endpoint`,
      `capacity ${cluster.controlPlaneTier}`,
      addons > 0 && `${plural(addons, "add-on")} pinned`,
      cluster.deletionProtection && "deletion protected",
    ),
  };
}

function karpenter(inventory: Inventory): TopologyNode {
  const chart = releaseOf(inventory, "karpenter");
  const queues = inventory.of("aws_sqs_queue").filter(({ path }) => path.includes("karpenter"));
  const rules = inventory.of("aws_cloudwatch_event_rule").filter(({ path }) => path.includes("karpenter"));
  return {
    id: "karpenter",
    kind: "cluster",
    title: "Karpenter",
    facts: factsOf(
      chart === undefined ? "its roles and queue" : `chart ${textAt(chart, "version") ?? ""}`.trim(),
      queues.length > 0 && `interruption queue, ${plural(rules.length, "event rule")}`,
      "makes and consolidates the pools' nodes",
    ),
  };
}

function argo(inventory: Inventory): readonly TopologyNode[] {
  const chart = releaseOf(inventory, "argo-cd") ?? releaseOf(inventory, "argocd");
  if (chart === undefined) return [];
  const clusters = inventory
    .of("kubernetes_secret_v1")
    .filter(
      (secret) => valueAt(secret, "metadata", "labels", "argocd.argoproj.io/secret-type") === "cluster",
    );
  return [
    {
      id: "argo",
      kind: "delivery",
      title: "Argo CD",
      facts: factsOf(
        `chart ${textAt(chart, "version") ?? ""}`.trim(),
        "pulls apps/ from Git",
        clusters.length > 0 && `deploys to ${plural(clusters.length, "cluster")}`,
      ),
    },
  ];
}

function systemNodes(inventory: Inventory, { cluster }: Environment): readonly TopologyNode[] {
  if (inventory.count("aws_eks_node_group") === 0) return [];
  const { instanceTypes, minimum, maximum } = cluster.systemNodes;
  return [
    {
      id: "system-nodes",
      kind: "cluster",
      title: "System nodes",
      facts: [listed(instanceTypes, 2), `${minimum} to ${maximum} nodes`, "for Karpenter and CoreDNS"],
    },
  ];
}

function releaseOf(inventory: Inventory, name: string): Resource | undefined {
  return inventory
    .of("helm_release")
    .find((release) => [textAt(release, "name"), textAt(release, "chart")].includes(name));
}
