import type { Ipv4Block } from "../network/ipv4-block";
import type { WireGuardEndProps } from "./wireguard";

/** What both ends of the tunnel are made of. */
export interface TunnelProps {
  /** The transfer network: the first address is AWS's, the second Hetzner's, for good. */
  readonly transfer: Ipv4Block;
  /** The largest packet in the tunnel, in bytes. */
  readonly mtu: number;
  /** The VPC's own range. Pods of the VPC have a node's address when they come out of it. */
  readonly vpcRange: Ipv4Block;
  /** What the VPC's route tables send to Hetzner, the transfer network among it. */
  readonly hetznerRanges: readonly Ipv4Block[];
  /**
   * What of that the Hetzner gateway can pass on to. Pods there are behind Cilium's VXLAN: a packet to one would leave by the public
   * interface.
   */
  readonly hetznerNetwork: Ipv4Block;
  readonly publicKeys: { readonly aws: string; readonly hetzner: string };
  /** Addresses at Hetzner that answer to their own network alone: its load balancers have no routes of ours. */
  readonly translatedFor: readonly string[];
}

/** The tunnel between the VPC and Hetzner, as each end sees it. */
export class Tunnel {
  private readonly addresses: { readonly aws: string; readonly hetzner: string };

  constructor(private readonly props: TunnelProps) {
    const { transfer } = props;
    this.addresses = { aws: transfer.subdivide(32, 1).first, hetzner: transfer.subdivide(32, 2).first };
  }

  /** The address of the end on AWS, as CIDR: what is sent from there itself comes from it. */
  get awsEnd(): string {
    return `${this.addresses.aws}/32`;
  }

  /**
   * The end on AWS, whose address is translated: it keeps the tunnel up.
   *
   * @param hetznerAddress the public address of the other end.
   */
  endAtAws(hetznerAddress: string): WireGuardEndProps {
    const { transfer, mtu, vpcRange, hetznerRanges, publicKeys } = this.props;
    return {
      transfer,
      address: this.addresses.aws,
      mtu,
      localRanges: [vpcRange.toString()],
      peer: {
        publicKey: publicKeys.hetzner,
        publicAddress: hetznerAddress,
        ranges: hetznerRanges.map(String),
      },
      keepAlive: true,
    };
  }

  /**
   * The end at Hetzner.
   *
   * @param awsAddress the public address of the other end.
   */
  endAtHetzner(awsAddress: string): WireGuardEndProps {
    const { transfer, mtu, vpcRange, hetznerNetwork, publicKeys, translatedFor } = this.props;
    return {
      transfer,
      address: this.addresses.hetzner,
      mtu,
      localRanges: [hetznerNetwork.toString()],
      peer: {
        publicKey: publicKeys.aws,
        publicAddress: awsAddress,
        ranges: [vpcRange.toString(), this.awsEnd],
      },
      translatedFor,
    };
  }
}
