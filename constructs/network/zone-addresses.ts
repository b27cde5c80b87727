import type { Ipv4Block } from "./ipv4-block";

/** How many zones a plan has room for. */
export const ZONE_SLOTS = 4;

/** The addresses of one prefix, a /28, which is what the VPC CNI gives a node at a time. */
const PREFIX_ADDRESSES = 16;

/**
 * What AWS keeps of a subnet: the first four addresses and the last.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
const AWS_ADDRESSES = 5;

/**
 * The subnets of one zone, cut out of the VPC's range and the pods' by the zone's permanent slot alone, so that another
 * zone's coming or going never moves them. Of the VPC's sixteen sixteenths,
 *
 * ```text
 *  0 to 7   private         two for each slot
 *  8        public          a quarter for each slot
 *  9        data            a quarter for each slot
 * 10        control plane   a quarter for each slot, its first /28 in use
 * 11 to 15  spare
 * ```
 *
 * and of the pods' range a quarter is each slot's.
 */
export class ZoneAddresses {
  /** Nodes, internal load balancers, VPC endpoints. */
  readonly private: Ipv4Block;
  /** Load balancers and NAT gateways that face the internet. */
  readonly public: Ipv4Block;
  /** Data stores. */
  readonly data: Ipv4Block;
  /**
   * The network interfaces of the EKS control plane: a /28, where AWS leaves 11 addresses and EKS needs 6
   * (https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html).
   */
  readonly controlPlane: Ipv4Block;
  /** Pods: a secondary range of the VPC with one subnet, all of it. A VPC has at most five ranges (quota L-83CA0A9D). */
  readonly pods: Ipv4Block;

  constructor(
    vpc: Ipv4Block,
    pods: Ipv4Block,
    /** 0 to 3. */
    readonly slot: number,
  ) {
    this.private = privateSubnet(vpc, slot);
    this.public = quarter(sixteenth(vpc, 8), slot);
    this.data = quarter(sixteenth(vpc, 9), slot);
    this.controlPlane = quarter(sixteenth(vpc, 10), slot).subdivide(28, 0);
    this.pods = quarter(pods, slot);
  }
}

/** The part of a VPC's range that no zone has anything in. */
export function spareBlocks(vpc: Ipv4Block): readonly Ipv4Block[] {
  return [sixteenth(vpc, 11), quarter(vpc, 3)];
}

/** How many nodes a zone's private subnet has addresses for, one each. */
export function zoneNodeCapacity(vpc: Ipv4Block): number {
  return privateSubnet(vpc, 0).size - AWS_ADDRESSES;
}

/**
 * How many nodes of so many pods a zone's pod subnet has addresses for. The addresses that AWS keeps spoil a prefix at
 * each end of it. Exact as long as interfaces do not scatter among the prefixes, which a reservation of part of the
 * subnet prevents (`aws_ec2_subnet_cidr_reservation`, type `prefix`).
 */
export function zonePodNodeCapacity(pods: Ipv4Block, podsPerNode: number): number {
  return Math.floor((quarter(pods, 0).size - 2 * PREFIX_ADDRESSES) / podAddressesNeeded(1, podsPerNode));
}

/**
 * How many pod addresses the nodes take: for each the prefixes that its pods fill, one more in reserve
 * (`WARM_PREFIX_TARGET=1`), and the address of the network interface that holds them.
 * https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
 */
export function podAddressesNeeded(nodes: number, podsPerNode: number): number {
  const prefixes = Math.ceil(podsPerNode / PREFIX_ADDRESSES) + 1;
  return nodes * (prefixes * PREFIX_ADDRESSES + 1);
}

function privateSubnet(vpc: Ipv4Block, slot: number): Ipv4Block {
  return vpc.subdivide(vpc.prefix + 3, slot);
}

function sixteenth(block: Ipv4Block, index: number): Ipv4Block {
  return block.subdivide(block.prefix + 4, index);
}

function quarter(block: Ipv4Block, index: number): Ipv4Block {
  return block.subdivide(block.prefix + 2, index);
}
