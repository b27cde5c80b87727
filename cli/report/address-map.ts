import { AddressPlan } from "../../constructs/network/address-plan";
import type { Ipv4Block } from "../../constructs/network/ipv4-block";
import { addressesOf } from "../../envs/addresses";
import type { Environment } from "../../envs/environment";

/** What a block of addresses is for; the report colours it by that. */
export type Purpose =
  "private" | "public" | "data" | "control-plane" | "pods" | "hetzner" | "services" | "wireguard" | "free";

/** A block on the map. */
export interface Block {
  readonly name: string;
  readonly purpose: Purpose;
  readonly cidr: string;
  readonly first: string;
  readonly last: string;
  readonly size: number;
  /** Addresses that are left when AWS has taken its five of a subnet; null for what is no subnet of AWS's. */
  readonly usable: number | null;
  /** Where it starts in the block that it is drawn in, 0 to 1, and how much of it it takes. */
  readonly from: number;
  readonly share: number;
}

/** A range with what lies in it, in the order of addresses. */
export interface MappedRange {
  readonly cidr: string;
  readonly size: number;
  readonly blocks: readonly Block[];
}

/** The addresses of one environment. */
export interface AddressMap {
  readonly environment: string;
  /** The VPC's own range as sixteen lines; a line is a sixteenth, and a block of two lines an eighth. */
  readonly vpc: MappedRange;
  /** The pods' range; a quarter is a slot's. */
  readonly pods: MappedRange;
  /** Hetzner's network; its lower half is the cloud servers'. */
  readonly hetzner: MappedRange;
  /** Every range as a whole, the largest first. */
  readonly ranges: readonly Block[];
  /** How large packets may be, in bytes. */
  readonly mtu: readonly { readonly where: string; readonly bytes: number }[];
}

/** AWS keeps the first four addresses of a subnet and the last. */
const AWS_KEEPS = 5;

/** Which sixteenth of the VPC the control planes' subnets lie in (constructs/network/zone-addresses.ts). */
const CONTROL_PLANE_SIXTEENTH = 10;

/** The map of an environment's addresses. */
export function addressMapOf(environment: Environment): AddressMap {
  const plan = AddressPlan.from(addressesOf(environment));
  const { hetzner, services, wireGuard } = plan.reserved;
  const ranges: Block[] = [
    range("Pods on EKS", "pods", plan.pods),
    range("VPC", "private", plan.vpc),
    range("Services of EKS", "services", services),
    range("Hetzner network", "hetzner", hetzner.network),
    range("Pods at Hetzner", "pods", hetzner.pods),
    range("Services at Hetzner", "services", hetzner.services),
    range("WireGuard", "wireguard", wireGuard),
  ].sort((left, right) => right.size - left.size);
  return {
    environment: environment.name,
    vpc: mapped(plan.vpc, vpcBlocks(plan)),
    pods: mapped(plan.pods, podBlocks(plan)),
    hetzner: mapped(hetzner.network, [
      range("Cloud servers", "hetzner", hetzner.cloudSubnet, hetzner.network),
      range("vSwitch to Robot servers", "data", hetzner.vSwitch, hetzner.network),
    ]),
    ranges,
    mtu: [
      { where: "WireGuard between the VPC and Hetzner", bytes: plan.mtu.wireGuard },
      { where: "a pod in the VPC", bytes: plan.mtu.podInVpc },
      { where: "a pod on the Hetzner Cloud network", bytes: plan.mtu.podOnHetznerNetwork },
      { where: "a pod of Robot servers on the vSwitch", bytes: plan.mtu.podOnVSwitch },
    ],
  };
}

function vpcBlocks({ vpc, zones, spare }: AddressPlan): readonly Block[] {
  const subnets = Object.entries(zones).flatMap(([zone, own]) => {
    // Of its quarter the control plane uses the first /28, which is too small to see; the quarter is kept for it.
    const kept = vpc.subdivide(vpc.prefix + 6, 4 * CONTROL_PLANE_SIXTEENTH + own.slot);
    return [
      subnet(`Nodes, ${zone}`, "private", own.private, vpc),
      subnet(`Public, ${zone}`, "public", own.public, vpc),
      subnet(`Data, ${zone}`, "data", own.data, vpc),
      { ...subnet(`Control plane, ${zone}`, "control-plane", own.controlPlane, vpc), ...placeIn(vpc, kept) },
    ];
  });
  return withFree([...subnets, ...spare.map((block) => range("Spare", "free", block, vpc))], vpc);
}

function podBlocks({ pods, zones }: AddressPlan): readonly Block[] {
  return withFree(
    Object.entries(zones).map(([zone, own]) => subnet(`Pods, ${zone}`, "pods", own.pods, pods)),
    pods,
  );
}

function mapped(container: Ipv4Block, blocks: readonly Block[]): MappedRange {
  return {
    cidr: container.toString(),
    size: container.size,
    blocks: [...blocks].sort((left, right) => left.from - right.from),
  };
}

/** The blocks, and between them what no zone has, in as few ranges as there can be. */
function withFree(blocks: readonly Block[], container: Ipv4Block): readonly Block[] {
  return [
    ...blocks,
    ...gaps(container, container, blocks).map((gap) =>
      range("Free, for another zone", "free", gap, container),
    ),
  ];
}

function gaps(within: Ipv4Block, container: Ipv4Block, blocks: readonly Block[]): readonly Ipv4Block[] {
  const { from, share } = placeIn(container, within);
  const inside = blocks.filter((block) => block.from < from + share && from < block.from + block.share);
  if (inside.length === 0) return [within];
  if (inside.some((block) => block.from <= from && from + share <= block.from + block.share)) return [];
  return [0, 1].flatMap((half) => gaps(within.subdivide(within.prefix + 1, half), container, blocks));
}

function subnet(name: string, purpose: Purpose, block: Ipv4Block, container: Ipv4Block): Block {
  return { ...range(name, purpose, block, container), usable: block.size - AWS_KEEPS };
}

function range(name: string, purpose: Purpose, block: Ipv4Block, container = block): Block {
  const { first, last, size } = block;
  return {
    name,
    purpose,
    cidr: block.toString(),
    first,
    last,
    size,
    usable: null,
    ...placeIn(container, block),
  };
}

function placeIn(container: Ipv4Block, block: Ipv4Block): Pick<Block, "from" | "share"> {
  return {
    from: (addressOf(block) - addressOf(container)) / container.size,
    share: block.size / container.size,
  };
}

function addressOf({ first }: Ipv4Block): number {
  return first.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
