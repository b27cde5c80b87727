import { compareTexts } from "../../../constructs/core/text-order";
import type { Environment } from "../../../envs/environment";
import { plural } from "../../terminal/plural";
import { grouped } from "../grouped";
import { type Inventory, type Resource, textAt, valueAt } from "../inventory";
import { factsOf, listed } from "./facts";
import type { TopologyGroup, TopologyNode } from "./topology";

/** Roles that are drawn as one card, wherever their servers stand. All others stand in their location. */
const GATEWAY = "gateway";
const KUBERNETES = ["control-plane", "worker"];

/** The Hetzner side: the chains' servers by location, the Kubernetes cluster there, the gateway to the VPC. */
export function hetznerOf(inventory: Inventory, environment: Environment): readonly TopologyGroup[] {
  const servers = inventory.of("hcloud_server");
  if (servers.length === 0) return [];
  const gateways = servers.filter((server) => roleOf(server) === GATEWAY);
  const kubernetes = servers.filter((server) => KUBERNETES.includes(roleOf(server)));
  const chains = servers.filter((server) => !gateways.includes(server) && !kubernetes.includes(server));
  const locations = [...grouped(chains, locationOf)].sort(([left], [right]) => compareTexts(left, right));
  return [
    {
      id: "hetzner",
      kind: "hetzner",
      title: "Hetzner Cloud",
      subtitle: environment.network.hetzner.network,
      children: [
        ...kubernetesOf(kubernetes),
        ...gatewayOf(gateways),
        ...locations.map(([location, own]): TopologyGroup => ({
          id: `location-${location}`,
          kind: "hetzner",
          title: location,
          children: [...grouped(own, roleOf)]
            .sort(([left], [right]) => compareTexts(left, right))
            .map(([role, same]) =>
              serversOf(`servers-${location}-${role}`, titleOf(role, same.length), same),
            ),
        })),
        ...dedicatedOf(environment),
        ...networkOf(inventory, environment),
      ],
    },
  ];
}

function gatewayOf(servers: readonly Resource[]): readonly TopologyNode[] {
  if (servers.length === 0) return [];
  return [{ ...serversOf("hetzner-gateway", "WireGuard gateway", servers, true), kind: "network" }];
}

function kubernetesOf(servers: readonly Resource[]): readonly TopologyNode[] {
  if (servers.length === 0) return [];
  const roles = [...grouped(servers, roleOf)].map(([role, own]) => {
    const types = listed(own.map((server) => textAt(server, "server_type")));
    return `${own.length} ${titleOf(role, own.length).toLowerCase()}, ${types}`;
  });
  const locations = `in ${listed(servers.map(locationOf).sort(compareTexts))}`;
  return [
    {
      id: "k3s",
      kind: "cluster",
      title: "Kubernetes (k3s)",
      facts: ["RPC nodes, indexers", ...roles, locations],
    },
  ];
}

function serversOf(id: string, title: string, servers: readonly Resource[], placed = false): TopologyNode {
  const types = [...grouped(servers, (server) => textAt(server, "server_type") ?? "a server")].map(
    ([type, own]) => `${own.length} × ${type}`,
  );
  return {
    id,
    kind: "hetzner",
    title,
    facts: factsOf(listed(types), placed && listed(servers.map(locationOf))),
  };
}

/** What people order in Robot is in no resource; the environment's data says what there is. */
function dedicatedOf({ chains }: Environment): readonly TopologyNode[] {
  const machines = Object.entries(chains?.dedicated?.machines ?? {});
  if (machines.length === 0) return [];
  return [
    {
      id: "robot",
      kind: "hetzner",
      title: "Dedicated servers",
      facts: [
        `${machines.length} ${titleOf("sentry", machines.length).toLowerCase()}`,
        `in ${listed(machines.map(([, { location }]) => location).sort(compareTexts))}`,
        "joined through the vSwitch",
      ],
    },
  ];
}

function networkOf(inventory: Inventory, { network }: Environment): readonly TopologyNode[] {
  const vSwitch = inventory
    .of("hcloud_network_subnet")
    .some((subnet) => textAt(subnet, "type") === "vswitch");
  const firewalls = inventory.count("hcloud_firewall");
  const groups = inventory.count("hcloud_placement_group");
  const volumes = inventory.count("hcloud_volume");
  const facts = factsOf(
    firewalls > 0 && plural(firewalls, "firewall"),
    groups > 0 && `${plural(groups, "placement group")}, spread`,
    volumes > 0 && plural(volumes, "volume"),
    vSwitch && `vSwitch ${network.hetzner.vSwitch}`,
  );
  return facts.length === 0
    ? []
    : [{ id: "hetzner-network", kind: "hetzner", title: "Private network", facts }];
}

/** A server's role, as its labels say it: `validator`. */
function roleOf(server: Resource): string {
  const labels = valueAt(server, "labels");
  if (typeof labels !== "object" || labels === null) return "server";
  const role = Object.entries(labels).find(([key]) => /(^|[./_-])role$/.test(key))?.[1] as unknown;
  return typeof role === "string" ? role : "server";
}

function locationOf(server: Resource): string {
  return textAt(server, "location") ?? textAt(server, "datacenter") ?? "anywhere";
}

function titleOf(role: string, count: number): string {
  const words = role.replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  if (count === 1) return title;
  return title.endsWith("y") ? `${title.slice(0, -1)}ies` : `${title}s`;
}
