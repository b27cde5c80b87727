import { plural } from "../../terminal/plural";
import { type Inventory, type Resource, textAt, valueAt } from "../inventory";
import { factsOf, listed } from "./facts";
import type { TopologyGroup, TopologyNode } from "./topology";

/** The data stores of the VPC: those that the environment has. */
export function storesOf(inventory: Inventory): readonly TopologyGroup[] {
  const children = [
    ...databases(inventory),
    ...caches(inventory),
    ...streams(inventory),
    ...documents(inventory),
  ];
  if (children.length === 0) return [];
  return [{ id: "data", kind: "data", title: "Data stores", ...clientsOf(inventory), children }];
}

/** Who the stores' security groups let in: by security group the cluster's nodes, by range somebody else. */
function clientsOf(inventory: Inventory): { readonly subtitle?: string } {
  const rules = inventory.of("aws_vpc_security_group_ingress_rule").filter(({ layer }) => layer === "data");
  const ranges = rules.map((rule) => textAt(rule, "cidr_ipv4")).filter((range) => range !== undefined);
  if (rules.length === 0) return {};
  const nodes = "reached by the cluster's nodes";
  return { subtitle: ranges.length === 0 ? `${nodes} alone` : `${nodes} and from ${listed(ranges)}` };
}

function databases(inventory: Inventory): readonly TopologyNode[] {
  const all = inventory.of("aws_db_instance", "aws_rds_cluster");
  const [first] = all;
  if (first === undefined) return [];
  const engine = textAt(first, "engine") ?? "";
  return [
    {
      id: "postgres",
      kind: "data",
      title: engine.includes("postgres") ? "PostgreSQL" : "RDS",
      facts: factsOf(
        titled("version", first, "engine_version"),
        several(all, textAt(first, "instance_class")),
        valueAt(first, "multi_az") === true && "in two zones",
        titled("GiB", first, "allocated_storage", true),
      ),
    },
  ];
}

function caches(inventory: Inventory): readonly TopologyNode[] {
  const all = inventory.of("aws_elasticache_replication_group", "aws_elasticache_serverless_cache");
  const [first] = all;
  if (first === undefined) return [];
  const nodes = textAt(first, "num_cache_clusters");
  const shards = textAt(first, "num_node_groups");
  const replicas = textAt(first, "replicas_per_node_group");
  return [
    {
      id: "valkey",
      kind: "data",
      title: textAt(first, "engine") === "redis" ? "Redis" : "Valkey",
      facts: factsOf(
        titled("version", first, "engine_version"),
        textAt(first, "node_type"),
        nodes !== undefined && plural(Number(nodes), "node"),
        shards !== undefined && plural(Number(shards), "shard"),
        replicas !== undefined && `${plural(Number(replicas), "replica")} each`,
      ),
    },
  ];
}

function streams(inventory: Inventory): readonly TopologyNode[] {
  const all = inventory.of("aws_msk_cluster", "aws_msk_serverless_cluster");
  const [first] = all;
  if (first === undefined) return [];
  const brokers = textAt(first, "number_of_broker_nodes");
  return [
    {
      id: "kafka",
      kind: "data",
      title: "Kafka (MSK)",
      facts: factsOf(
        titled("version", first, "kafka_version"),
        textAt(first, "broker_node_group_info", "instance_type"),
        brokers !== undefined && plural(Number(brokers), "broker"),
      ),
    },
  ];
}

function documents(inventory: Inventory): readonly TopologyNode[] {
  const all = inventory.of("aws_docdb_cluster", "aws_docdbelastic_cluster");
  const [first] = all;
  if (first === undefined) return [];
  const instances = inventory.of("aws_docdb_cluster_instance");
  return [
    {
      id: "documents",
      kind: "data",
      title: "DocumentDB",
      facts: factsOf(
        titled("version", first, "engine_version"),
        listed(instances.map((instance) => textAt(instance, "instance_class"))),
        instances.length > 0 && plural(instances.length, "instance"),
      ),
    },
  ];
}

function titled(word: string, resource: Resource, attribute: string, behind = false): string | undefined {
  const text = textAt(resource, attribute);
  if (text === undefined) return undefined;
  return behind ? `${text} ${word}` : `${word} ${text}`;
}

function several(all: readonly Resource[], size: string | undefined): string | undefined {
  if (all.length === 1 || size === undefined) return size;
  return `${all.length} × ${size}`;
}
