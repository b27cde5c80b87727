import type { Environment } from "../../../envs/environment";
import { allIn, isGroup, type TopologyGroup, type TopologyLink, type TopologyNode } from "./topology";

/** Who talks to whom, among the parts that are there. */
export function linksAmong(
  parts: readonly (TopologyNode | TopologyGroup)[],
  environment: Environment,
): readonly TopologyLink[] {
  const all = parts.flatMap(allIn);
  const there = new Map(all.map((part) => [part.id, part]));
  const tunnel = there.get("edge");
  const throughTunnel = tunnel !== undefined && !isGroup(tunnel) && tunnel.facts.join().includes("tunnel");
  const links: TopologyLink[] = [
    { from: "players", to: "edge", label: "HTTPS", how: "HTTPS and WebSocket, TLS ends at the edge" },
    {
      from: "edge",
      to: throughTunnel ? "vpc" : "zones",
      label: throughTunnel ? "tunnel" : "HTTPS",
      how: throughTunnel
        ? "a tunnel that the cluster opens outwards"
        : "HTTPS to the load balancers in the public subnets",
    },
    {
      from: "github",
      to: "deploy-roles",
      label: "OIDC",
      how: "short-lived tokens; each role trusts one environment's job",
    },
    {
      from: "argo",
      to: "github",
      label: "pull",
      how: "reads apps/ and helm/ from the repository; nobody pushes into the cluster",
    },
    {
      from: "karpenter",
      to: "nodes",
      label: "",
      how: "runs on the system nodes, and makes the nodes of every pool",
    },
    {
      from: "zones",
      to: "eks",
      label: "",
      how: "what leaves the cluster goes through NAT gateways; load balancers stand in the public subnets",
    },
    {
      from: "eks",
      to: "data",
      label: "TLS",
      how: "pods reach the stores over TLS, from the cluster's nodes",
    },
    { from: "eks", to: "images", label: "pull", how: "nodes pull images through VPC endpoints" },
    {
      from: "vpc-gateway",
      to: "hetzner-gateway",
      label: "WireGuard",
      how: `an encrypted tunnel over the internet, transfer network ${environment.network.wireGuard}`,
      bothWays: true,
    },
    {
      from: "argo",
      to: "k3s",
      label: "GitOps",
      how: "deploys to the second cluster through the tunnel, by its own service account's token",
    },
    {
      from: "hetzner",
      to: "keys",
      label: "",
      how: "machines fetch their own secrets at boot, by a certificate that IAM Roles Anywhere trusts",
    },
    ...chainLinks(all),
    {
      from: "eks",
      to: "buckets",
      label: "",
      how: "metrics, logs, traces and volumes' backups, each by a role of its own",
    },
    {
      from: "data",
      to: "backups",
      label: "",
      how: "backup plans copy what they select into the vault",
    },
    {
      from: "watch",
      to: "alerts",
      label: "",
      how: "grave findings become alarms, and alarms reach the owners",
    },
  ];
  return links.filter(({ from, to }) => there.has(from) && there.has(to));
}

/** Validators talk to each other and to sentries; only sentries talk to anybody else. */
function chainLinks(all: readonly (TopologyNode | TopologyGroup)[]): readonly TopologyLink[] {
  const locations = all.filter(({ id }) => id.startsWith("location-")).map(({ id }) => id);
  return locations.slice(1).map((to, index) => ({
    from: locations[index] ?? to,
    to,
    label: "",
    how: "validators agree with each other, and with sentries, over the private network",
    bothWays: true,
  }));
}
