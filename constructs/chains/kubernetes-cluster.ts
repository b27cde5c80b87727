import { LoadBalancer } from "@cdktf/provider-hcloud/lib/load-balancer";
import { LoadBalancerNetwork } from "@cdktf/provider-hcloud/lib/load-balancer-network";
import { LoadBalancerService } from "@cdktf/provider-hcloud/lib/load-balancer-service";
import { LoadBalancerTargetA as LoadBalancerTarget } from "@cdktf/provider-hcloud/lib/load-balancer-target";
import { Construct } from "constructs";
import { Token } from "../core/cdktf";
import type { Labels } from "./chain-labels";
import type { ChainServer } from "./chain-server";
import type { Fleet } from "./fleet";
import type { HetznerLocation } from "./hetzner-location";
import type { HetznerNetwork } from "./hetzner-network";
import type { HostRule } from "./host-firewall";
import { API_PORT, type K3sClusterFacts, k3sMachine, k3sSecrets } from "./k3s-machine";
import { privateAddress } from "./private-addresses";
import { suppressUnprotected } from "./unprotected";

/** The slot of the API's load balancer among load balancers. */
const API_SLOT = 0;

/** Where a node's kubelet answers. */
const KUBELET_PORT = 10_250;

/** Cilium's own interfaces, and those that it gives to pods. */
const POD_INTERFACES = ["lxc*", "cilium_*"];

/** A machine of the cluster, by the slot that is its for good. */
export interface ClusterMachine {
  readonly slot: number;
  readonly location: HetznerLocation;
}

/** What the cluster's machines are told, but for what the cluster knows itself. */
export type KubernetesFacts = Omit<K3sClusterFacts, "apiAddress" | "hetznerNetworkId">;

export interface KubernetesClusterProps {
  /** What its load balancer is called first: `pitboss-dev`. */
  readonly name: string;
  readonly labels: Labels;
  readonly fleet: Fleet;
  readonly network: HetznerNetwork;
  readonly facts: KubernetesFacts;
  readonly controlPlanes: Readonly<Record<string, ClusterMachine>>;
  readonly workers: Readonly<Record<string, ClusterMachine>>;
  readonly loadBalancer: { readonly type: string; readonly location: HetznerLocation };
  readonly protect: boolean;
}

/** The private address of the API, which is decided before there is a cluster. */
export function kubernetesApiAddress(cloudSubnet: string): string {
  return privateAddress({ subnet: cloudSubnet, role: "load-balancer", slot: API_SLOT });
}

/**
 * The Kubernetes cluster at Hetzner, for what surrounds the chain: RPC nodes, indexers. Validators are not in it; nothing may reschedule
 * them. Control planes stand in several locations with etcd among them, behind a load balancer that has no public address.
 *
 * The control plane of the lowest slot can found the cluster; every other machine joins, and so does that one when it is replaced.
 */
export class KubernetesCluster extends Construct {
  /** `https://10.17.0.8:6443` */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    const { network, controlPlanes, workers } = props;
    const apiAddress = kubernetesApiAddress(network.cloudSubnet);
    this.endpoint = `https://${apiAddress}:${API_PORT}`;
    const facts: K3sClusterFacts = {
      ...props.facts,
      apiAddress,
      hetznerNetworkId: Token.asString(network.networkId),
    };
    const founder = Math.min(...Object.values(controlPlanes).map(({ slot }) => slot));
    const servers = Object.entries(controlPlanes).map(([name, machine]): [string, ChainServer] => [
      name,
      this.addMachine(props, facts, name, "control-plane", machine, machine.slot === founder),
    ]);
    for (const [name, machine] of Object.entries(workers)) {
      this.addMachine(props, facts, name, "worker", machine, false);
    }
    this.addLoadBalancer(props, apiAddress, Object.fromEntries(servers));
  }

  private addMachine(
    { name: prefix, fleet, network }: KubernetesClusterProps,
    facts: K3sClusterFacts,
    name: string,
    role: "control-plane" | "worker",
    { slot, location }: ClusterMachine,
    founder: boolean,
  ): ChainServer {
    const from = [network.cloudSubnet];
    return fleet.add({
      name,
      role,
      slot,
      location,
      secrets: k3sSecrets({ role, founder }).map((secret) => ({ name: secret })),
      allow: role === "control-plane" ? [...nodeRules(from), ...controlPlaneRules(from)] : nodeRules(from),
      trustedInterfaces: POD_INTERFACES,
      parts: ({ address, architecture }) => [
        k3sMachine({
          role,
          architecture,
          nodeName: `${prefix}-${name}`,
          privateAddress: address,
          cluster: facts,
          founder,
        }),
      ],
    });
  }

  private addLoadBalancer(
    { name, labels, network, loadBalancer: { type, location }, protect }: KubernetesClusterProps,
    ip: string,
    controlPlanes: Readonly<Record<string, ChainServer>>,
  ): void {
    const balancer = new LoadBalancer(this, "load-balancer", {
      name: `${name}-kubernetes`,
      loadBalancerType: type,
      location,
      labels,
      algorithm: { type: "round_robin" },
      deleteProtection: protect,
    });
    if (!protect) suppressUnprotected(balancer);
    const loadBalancerId = Token.asNumber(balancer.id);
    const attachment = new LoadBalancerNetwork(this, "network", {
      loadBalancerId,
      subnetId: network.cloudSubnetId,
      ip,
      enablePublicInterface: false,
      dependsOn: [...network.ready],
    });
    new LoadBalancerService(this, "api", {
      loadBalancerId: balancer.id,
      protocol: "tcp",
      listenPort: API_PORT,
      destinationPort: API_PORT,
      healthCheck: { protocol: "tcp", port: API_PORT, interval: 5, timeout: 3, retries: 3 },
    });
    for (const [machine, server] of Object.entries(controlPlanes)) {
      new LoadBalancerTarget(this, `target-${machine}`, {
        type: "server",
        loadBalancerId,
        serverId: server.serverId,
        usePrivateIp: true,
        // A private target needs both on the network.
        dependsOn: [attachment, server.resource],
      });
    }
  }
}

/** What nodes answer each other. Hetzner's load balancers are in the subnet as well. */
function nodeRules(from: readonly string[]): readonly HostRule[] {
  return [
    { description: "kubelet", protocol: "tcp", ports: [KUBELET_PORT], from },
    { description: "Cilium's VXLAN and WireGuard", protocol: "udp", ports: [8472, 51_871], from },
    { description: "Cilium's health and Hubble", protocol: "tcp", ports: [4240, 4244], from },
    { description: "services for load balancers", protocol: "tcp", ports: ["30000-32767"], from },
  ];
}

function controlPlaneRules(from: readonly string[]): readonly HostRule[] {
  return [
    { description: "Kubernetes API", protocol: "tcp", ports: [API_PORT], from },
    { description: "etcd", protocol: "tcp", ports: ["2379-2381"], from },
  ];
}
