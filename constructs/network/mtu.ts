/** The largest IP packet that a link carries whole, in bytes. */
export const LINK_MTU = {
  /** The public internet between the VPC's gateways and Hetzner. An internet gateway passes no more either. */
  internet: 1500,
  /** Inside a VPC: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html */
  vpc: 9001,
  /** A private network of Hetzner Cloud: https://docs.hetzner.com/networking/networks/technical-concepts/architecture */
  hetznerNetwork: 1450,
  /** A vSwitch of Hetzner Robot: https://docs.hetzner.com/robot/dedicated-server/network/vswitch */
  vSwitch: 1400,
} as const;

/** The bytes that a layer puts before and after each packet it carries. */
export const ENCAPSULATION_OVERHEAD = {
  /** IPv4 20, UDP 8, message header 16, tag 16: https://www.wireguard.com/protocol */
  wireGuardOverIpv4: 60,
  /** IPv6 40, UDP 8, message header 16, tag 16. */
  wireGuardOverIpv6: 80,
  /**
   * What Cilium keeps free for its own WireGuard, whatever the nodes' address family: IPv6, and up to 15 bytes of padding
   * to whole cipher blocks. It was 80 before 1.19.5: https://github.com/cilium/cilium/pull/45940
   */
  ciliumWireGuard: 95,
  /** IPv4 20, UDP 8, VXLAN 8, inner Ethernet 14: RFC 7348. */
  vxlan: 50,
} as const;

/** A link that packets cross. */
export type Link = keyof typeof LINK_MTU;
/** A layer that packets are wrapped in. */
export type Encapsulation = keyof typeof ENCAPSULATION_OVERHEAD;

/** What every IPv6 link must carry (RFC 8200, section 5), and so what software takes for granted. */
const MINIMUM_MTU = 1280;

/**
 * The largest packet, in bytes, that crosses all the links inside all the encapsulations. The narrowest link counts: what
 * does not fit is dropped, and the notice of it rarely finds the sender behind a tunnel, so connections hang.
 *
 * @throws if less than 1280 bytes are left.
 */
export function pathMtu(
  links: readonly [Link, ...Link[]],
  encapsulations: readonly Encapsulation[] = [],
): number {
  const narrowest = links.reduce((narrowest, link) =>
    LINK_MTU[link] < LINK_MTU[narrowest] ? link : narrowest,
  );
  const overhead = encapsulations.reduce((sum, layer) => sum + ENCAPSULATION_OVERHEAD[layer], 0);
  const mtu = LINK_MTU[narrowest] - overhead;
  if (mtu < MINIMUM_MTU) {
    const layers = encapsulations.map((layer) => ` - ${layer} ${ENCAPSULATION_OVERHEAD[layer]}`).join("");
    throw new Error(
      `the path leaves too little of a packet: got ${narrowest} ${LINK_MTU[narrowest]}${layers} = ${mtu} bytes, ` +
        `expected at least ${MINIMUM_MTU}`,
    );
  }
  return mtu;
}

/** The MTU of the platform's interfaces, in bytes. */
export interface MtuPlan {
  /** The WireGuard interfaces between the VPC and Hetzner: they meet over the internet's IPv4. */
  readonly wireGuard: number;
  /** A pod in the VPC: it has an address of the VPC, and nothing encapsulates it. */
  readonly podInVpc: number;
  /** A pod on the Hetzner Cloud network: Cilium's VXLAN inside Cilium's WireGuard. */
  readonly podOnHetznerNetwork: number;
  /**
   * A pod of Robot servers that share a vSwitch: WireGuard, and no VXLAN. Both together leave 1255 bytes. Of the two,
   * encryption stays; the vSwitch is one layer 2 network, so Cilium can route there natively
   * (`routingMode: native`, `autoDirectNodeRoutes: true`).
   */
  readonly podOnVSwitch: number;
}

/**
 * The MTU of each kind of interface. Cilium subtracts its own overhead: its `MTU` setting is that of the link
 * ({@link LINK_MTU}), and the figures here are what its pods end up with
 * (https://github.com/cilium/cilium/blob/v1.20.0/pkg/mtu/cell.go). It must be set, because Cilium otherwise takes the
 * public interface's 1500 for the private network: https://github.com/hcloud-k8s/terraform-hcloud-kubernetes/issues/450
 */
export function mtuPlan(): MtuPlan {
  return {
    wireGuard: pathMtu(["vpc", "internet"], ["wireGuardOverIpv4"]),
    podInVpc: pathMtu(["vpc"]),
    podOnHetznerNetwork: pathMtu(["hetznerNetwork"], ["vxlan", "ciliumWireGuard"]),
    podOnVSwitch: pathMtu(["vSwitch"], ["ciliumWireGuard"]),
  };
}
