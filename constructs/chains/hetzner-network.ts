import { Network } from "@cdktf/provider-hcloud/lib/network";
import { NetworkRoute } from "@cdktf/provider-hcloud/lib/network-route";
import { NetworkSubnet } from "@cdktf/provider-hcloud/lib/network-subnet";
import { Construct } from "constructs";
import { type ITerraformDependable, Token } from "../core/cdktf";
import { Ipv4Block } from "../network/ipv4-block";
import type { Labels } from "./chain-labels";
import { HETZNER_NETWORK_ZONE } from "./hetzner-location";
import { suppressUnprotected } from "./unprotected";

/** A vSwitch of Hetzner Robot. It is made and its machines are put on it in Robot, for which there is no provider. */
export interface VSwitch {
  /** Its number in Robot. */
  readonly id: number;
  /** The subnet of its machines, as CIDR: in the network's upper half. */
  readonly range: string;
}

export interface HetznerNetworkProps {
  /** Unique in the Hetzner project. */
  readonly name: string;
  readonly labels: Labels;
  /** The whole network, as CIDR. */
  readonly range: string;
  /** The subnet of cloud servers: the network's lower half. */
  readonly cloudSubnet: string;
  /** @default - no dedicated machines */
  readonly vSwitch?: VSwitch;
  /** What lies behind the WireGuard gateway, as CIDR by a name that stays: `{ vpc: "10.32.0.0/16" }`. */
  readonly routes: Readonly<Record<string, string>>;
  /** The private address of the WireGuard gateway, in the cloud subnet. */
  readonly gatewayAddress: string;
  /** Whether Hetzner refuses to delete the network. */
  readonly protect: boolean;
}

/** RFC 1918. The pods of the VPC are outside of it; its CNI gives their packets to Hetzner a node's address. */
const ROUTABLE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((cidr) => Ipv4Block.parse(cidr));

/**
 * The private network of an environment at Hetzner: a subnet of cloud servers, one of dedicated machines behind a vSwitch, and
 * routes to the VPC by the WireGuard gateway. It spans all locations of the network zone.
 *
 * It is no boundary. Hetzner's firewalls see public traffic alone (https://docs.hetzner.com/cloud/firewalls/faq), so each
 * machine filters for itself what comes from here. And a machine needs routes of its own to what lies outside of the network's
 * range, by the network's first address.
 */
export class HetznerNetwork extends Construct {
  /** The whole network, as CIDR. */
  readonly range: string;
  /** The subnet of cloud servers, as CIDR. */
  readonly cloudSubnet: string;
  readonly networkId: number;
  readonly cloudSubnetId: string;
  /** What a server or load balancer must wait for: Hetzner attaches to a network only once it has a subnet. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HetznerNetworkProps) {
    super(scope, id);
    this.range = props.range;
    this.cloudSubnet = props.cloudSubnet;
    this.check(props);
    const network = new Network(this, "network", {
      name: props.name,
      ipRange: props.range,
      labels: props.labels,
      exposeRoutesToVswitch: props.vSwitch !== undefined,
      deleteProtection: props.protect,
    });
    if (!props.protect) suppressUnprotected(network);
    this.networkId = Token.asNumber(network.id);
    const cloud = this.addSubnet("cloud-subnet", { type: "cloud", ipRange: props.cloudSubnet });
    const subnets = [cloud];
    if (props.vSwitch !== undefined) {
      const { id: vswitchId, range: ipRange } = props.vSwitch;
      subnets.push(this.addSubnet("vswitch-subnet", { type: "vswitch", ipRange, vswitchId }));
    }
    this.cloudSubnetId = cloud.id;
    this.ready = [cloud];
    for (const [name, destination] of Object.entries(props.routes)) {
      new NetworkRoute(this, `route-${name}`, {
        networkId: this.networkId,
        destination,
        gateway: props.gatewayAddress,
        dependsOn: subnets,
      });
    }
  }

  private addSubnet(
    id: string,
    subnet: { readonly type: string; readonly ipRange: string; readonly vswitchId?: number },
  ): NetworkSubnet {
    const networkZone = HETZNER_NETWORK_ZONE;
    return new NetworkSubnet(this, id, { networkId: this.networkId, networkZone, ...subnet });
  }

  /** What Hetzner would refuse halfway through an apply. */
  private check({ range, cloudSubnet, vSwitch, routes, gatewayAddress }: HetznerNetworkProps): void {
    const network = Ipv4Block.parse(range);
    const cloud = Ipv4Block.parse(cloudSubnet);
    const subnets = vSwitch === undefined ? [cloud] : [cloud, Ipv4Block.parse(vSwitch.range)];
    for (const subnet of subnets) {
      if (!network.contains(subnet)) this.refuse("a subnet", `a part of ${range}`, subnet.toString());
    }
    if (subnets[1]?.overlaps(cloud) === true) {
      this.refuse("the vSwitch", `no address of the cloud subnet ${cloudSubnet}`, subnets[1].toString());
    }
    if (!cloud.contains(Ipv4Block.parse(`${gatewayAddress}/32`))) {
      this.refuse("the WireGuard gateway", `an address of the cloud subnet ${cloudSubnet}`, gatewayAddress);
    }
    for (const [name, destination] of Object.entries(routes)) {
      const block = Ipv4Block.parse(destination);
      if (!ROUTABLE.some((space) => space.contains(block)) || block.overlaps(network)) {
        this.refuse(
          `the destination of route "${name}"`,
          `private space (RFC 1918) outside of ${range}`,
          destination,
        );
      }
    }
  }

  private refuse(what: string, expected: string, got: string): never {
    throw new Error(`${this.node.path}: expected ${what} to be ${expected}, got ${got}`);
  }
}
