import { AddressPlan } from "../../../constructs/network/address-plan";
import { addressesOf } from "../../../envs/addresses";
import type { Environment } from "../../../envs/environment";
import { plural } from "../../terminal/plural";
import { type Inventory, textAt } from "../inventory";
import { clusterOf } from "./cluster";
import { factsOf } from "./facts";
import { storesOf } from "./stores";
import type { TopologyGroup, TopologyNode } from "./topology";

/** The VPC with all that is in it: its zones, the cluster, the data stores, the gateway to Hetzner. */
export function vpcOf(inventory: Inventory, environment: Environment): readonly TopologyGroup[] {
  if (inventory.count("aws_vpc") === 0) return [];
  const endpoints = inventory.count("aws_vpc_endpoint");
  const flowLogs = inventory.count("aws_flow_log");
  const subtitle = factsOf(
    environment.network.vpc,
    endpoints > 0 && `${plural(endpoints, "endpoint")} to AWS`,
    flowLogs > 0 && "flow logs",
  ).join(" · ");
  return [
    {
      id: "vpc",
      kind: "network",
      title: "VPC",
      subtitle,
      children: [
        zonesOf(inventory, environment),
        ...clusterOf(inventory, environment),
        ...storesOf(inventory),
        ...gatewayOf(inventory),
      ],
    },
  ];
}

function zonesOf(inventory: Inventory, environment: Environment): TopologyGroup {
  const { zones } = AddressPlan.from(addressesOf(environment));
  const gateways = inventory.of("aws_nat_gateway").map(({ path }) => path);
  return {
    id: "zones",
    kind: "network",
    title: "Zones",
    children: Object.entries(zones).map(([zone, addresses]) => ({
      id: `zone-${zone}`,
      kind: "network",
      title: zone,
      facts: [
        `public ${addresses.public.toString()}`,
        gateways.some((path) => path.includes(zone)) ? "NAT gateway" : "NAT of another zone",
        `nodes ${addresses.private.toString()}`,
        `pods ${addresses.pods.toString()}`,
        `data ${addresses.data.toString()}`,
      ],
    })),
  };
}

function gatewayOf(inventory: Inventory): readonly TopologyNode[] {
  const instances = inventory.of("aws_instance").filter(({ layer }) => layer === "chains");
  const own = (type: string): number => inventory.of(type).filter(({ layer }) => layer === "chains").length;
  const routes = own("aws_route");
  const [first] = instances;
  if (first === undefined) return [];
  return [
    {
      id: "vpc-gateway",
      kind: "network",
      title: "WireGuard gateway",
      facts: factsOf(
        textAt(first, "instance_type"),
        own("aws_eip") > 0 && "an address of its own, which a new instance takes over",
        routes > 0 && `where ${plural(routes, "route")} of the VPC lead${routes === 1 ? "s" : ""}`,
      ),
    },
  ];
}
