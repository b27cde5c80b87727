import { addressPlanProblems } from "./address-plan-problems";
import { Ipv4Block } from "./ipv4-block";
import { type MtuPlan, mtuPlan } from "./mtu";
import { ZoneAddresses, spareBlocks } from "./zone-addresses";

export { addressPlanProblems, overlapsBetween, type Problem } from "./address-plan-problems";
export { ZoneAddresses, podAddressesNeeded } from "./zone-addresses";

/** The ranges that an environment is given. All but `pods` are private space (RFC 1918), and no two may overlap. */
export interface AddressPlanProps {
  /** The VPC's own range, /16 to /19. */
  readonly vpc: string;
  /** The pod addresses, /14 to /18 of 100.64.0.0/10. A quarter is each slot's, and a secondary range of the VPC. */
  readonly pods: string;
  /** The addresses of the EKS cluster's services, /12 to /24; never routed. */
  readonly services: string;
  /** AZ id, such as `euc1-az1`, to the zone's permanent slot, 0 to 3. */
  readonly zones: Readonly<Record<string, number>>;
  /** What the Hetzner side uses. */
  readonly hetzner: {
    /** The Hetzner Cloud network, /16 to /24. Its lower half is the subnet of cloud servers. */
    readonly network: string;
    /** The subnet of Robot servers behind a vSwitch: in the network's upper half, no smaller than /30. */
    readonly vSwitch: string;
    /** The pod addresses of the Hetzner cluster, /12 to /20. */
    readonly pods: string;
    /** The addresses of the Hetzner cluster's services, /12 to /24; never routed. */
    readonly services: string;
  };
  /** The transfer network between the VPC's WireGuard gateways and Hetzner's, /24 to /29. */
  readonly wireGuard: string;
  /** The most nodes that the EKS cluster may have, even with a zone lost. */
  readonly maxNodes: number;
  /** The pods on a node, on average at full size, 1 to 250. */
  readonly podsPerNode: number;
}

/** The ranges that the VPC has no subnets in, and that nothing else may use. */
export interface ReservedRanges {
  /** The EKS cluster's services. */
  readonly services: Ipv4Block;
  /** The Hetzner side. */
  readonly hetzner: {
    /** The Hetzner Cloud network, with both subnets. */
    readonly network: Ipv4Block;
    /** Cloud servers: the network's lower half. */
    readonly cloudSubnet: Ipv4Block;
    /** Robot servers: somewhere in the network's upper half. */
    readonly vSwitch: Ipv4Block;
    /** The Hetzner cluster's pods. */
    readonly pods: Ipv4Block;
    /** The Hetzner cluster's services. */
    readonly services: Ipv4Block;
  };
  /** The transfer network of the WireGuard gateways. */
  readonly wireGuard: Ipv4Block;
}

/**
 * Who has which addresses in an environment, on AWS and at Hetzner. A zone's are decided by its permanent slot alone
 * ({@link ZoneAddresses}).
 */
export class AddressPlan {
  /** The VPC's own range. */
  readonly vpc: Ipv4Block;
  /** The pods' range, of which each zone adds its quarter to the VPC. */
  readonly pods: Ipv4Block;
  /** The zones' subnets by AZ id, in the order of their slots. */
  readonly zones: Readonly<Record<string, ZoneAddresses>>;
  /** What is left of the VPC's own range for subnets of other kinds. */
  readonly spare: readonly Ipv4Block[];
  /** The ranges that the VPC must leave alone. */
  readonly reserved: ReservedRanges;
  /** How large packets may be, on each way that the platform's traffic takes. */
  readonly mtu: MtuPlan = mtuPlan();

  private constructor(props: AddressPlanProps) {
    const vpc = Ipv4Block.parse(props.vpc);
    const pods = Ipv4Block.parse(props.pods);
    const network = Ipv4Block.parse(props.hetzner.network);
    this.vpc = vpc;
    this.pods = pods;
    this.zones = Object.fromEntries(
      Object.entries(props.zones)
        .sort(([, one], [, other]) => one - other)
        .map(([zone, slot]) => [zone, new ZoneAddresses(vpc, pods, slot)]),
    );
    this.spare = spareBlocks(vpc);
    this.reserved = {
      services: Ipv4Block.parse(props.services),
      hetzner: {
        network,
        cloudSubnet: network.subdivide(network.prefix + 1, 0),
        vSwitch: Ipv4Block.parse(props.hetzner.vSwitch),
        pods: Ipv4Block.parse(props.hetzner.pods),
        services: Ipv4Block.parse(props.hetzner.services),
      },
      wireGuard: Ipv4Block.parse(props.wireGuard),
    };
  }

  /**
   * The plan for the ranges.
   *
   * @throws one error that lists everything {@link addressPlanProblems} finds.
   */
  static from(props: AddressPlanProps): AddressPlan {
    const problems = addressPlanProblems(props);
    if (problems.length > 0) {
      const list = problems.map(({ path, message }) => `\n  ${path.join(".")}: ${message}`).join("");
      throw new Error(`no address plan can be made:${list}`);
    }
    return new AddressPlan(props);
  }

  /** What the VPC's route tables send to the WireGuard gateways. */
  get routedToHetzner(): readonly Ipv4Block[] {
    const { hetzner, wireGuard } = this.reserved;
    return [hetzner.network, hetzner.pods, wireGuard];
  }
}
