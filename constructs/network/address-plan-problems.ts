import type { AddressPlan, AddressPlanProps } from "./address-plan";
import { Ipv4Block } from "./ipv4-block";
import { ZONE_SLOTS, zoneNodeCapacity, zonePodNodeCapacity } from "./zone-addresses";

/** Something wrong with data: where in it, what was got and what was expected. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A block by the name that messages give it. */
interface NamedBlock {
  readonly name: string;
  readonly block: Ipv4Block;
}

/** What a range must be: inside one of some blocks, with a prefix of at least one length and at most another. */
interface Expectation {
  readonly within: readonly Ipv4Block[];
  readonly prefix: readonly [shortest: number, longest: number];
}

/** What a range turned out to be: a block unless it is malformed, with problems unless it is as expected. */
interface Reading {
  readonly path: readonly string[];
  readonly block?: Ipv4Block;
  readonly problems: readonly Problem[];
}

/** RFC 1918. Hetzner Cloud has networks of it and routes to it only: https://docs.hetzner.cloud/reference/cloud */
const PRIVATE_SPACE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((cidr) => Ipv4Block.parse(cidr));

/**
 * RFC 6598, which a VPC of any private range may add.
 * https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html
 */
const SHARED_SPACE = [Ipv4Block.parse("100.64.0.0/10")];

/** Ranges that hosts on one side or the other hold already. */
const TAKEN: readonly NamedBlock[] = [
  // On EKS, `kubectl exec` and `logs` to a node in it end in "no route to host", and other AWS services use it too:
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  { name: "Docker's bridge", block: Ipv4Block.parse("172.17.0.0/16") },
  // RFC 3927. Instance metadata, DNS and Pod Identity answer there.
  { name: "link-local space", block: Ipv4Block.parse("169.254.0.0/16") },
  // No network of Hetzner Cloud may have it, no route lead over it: https://docs.hetzner.cloud/reference/cloud
  { name: "the gateway of Hetzner's public interfaces", block: Ipv4Block.parse("172.31.1.1/32") },
];

/** The physical zone. The letter of `eu-central-1a` differs by account; a local zone has one more part. */
const AZ_ID = /^[a-z]+\d+-az\d+$/;

/**
 * The most of any EKS cluster.
 * https://aws.amazon.com/blogs/containers/amazon-eks-enables-ultra-scale-ai-ml-workloads-with-support-for-100k-nodes-per-cluster
 */
const MAX_NODES = 100_000;

/**
 * The most that EKS recommends, on the largest instances.
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */
const MAX_PODS_PER_NODE = 250;

/** Everything wrong with the data of an address plan; nothing if a plan can be made of it. */
export function addressPlanProblems(props: AddressPlanProps): readonly Problem[] {
  const vpc = read(["vpc"], props.vpc, { within: PRIVATE_SPACE, prefix: [16, 19] });
  const pods = read(["pods"], props.pods, { within: SHARED_SPACE, prefix: [14, 18] });
  const network = read(["hetzner", "network"], props.hetzner.network, {
    within: PRIVATE_SPACE,
    prefix: [16, 24],
  });
  const vSwitch = read(["hetzner", "vSwitch"], props.hetzner.vSwitch, vSwitchWithin(sound(network)));
  // A service range has at most 2^20 addresses, in EKS and in any other kube-apiserver; EKS wants at least 2^8.
  const services = { within: PRIVATE_SPACE, prefix: [12, 24] } as const;
  const disjoint = [
    vpc,
    pods,
    read(["services"], props.services, services),
    network,
    read(["hetzner", "pods"], props.hetzner.pods, { within: PRIVATE_SPACE, prefix: [12, 20] }),
    read(["hetzner", "services"], props.hetzner.services, services),
    read(["wireGuard"], props.wireGuard, { within: PRIVATE_SPACE, prefix: [24, 29] }),
  ];
  return [
    ...[...disjoint, vSwitch].flatMap(({ problems }) => problems),
    ...overlapsAmong(disjoint),
    ...zoneProblems(props.zones),
    ...capacityProblems(props, vpc, pods),
  ];
}

/**
 * The overlaps between environments, by name, of what is routed: the VPC and its pods, Hetzner's network and pods, and
 * the WireGuard transfer network. Service ranges end at their cluster and may repeat.
 */
export function overlapsBetween(plans: Readonly<Record<string, AddressPlan>>): readonly Problem[] {
  const ranges = byName(plans).flatMap(([environment, { vpc, pods, reserved }]) =>
    [
      { path: ["vpc"], block: vpc },
      { path: ["pods"], block: pods },
      { path: ["hetzner", "network"], block: reserved.hetzner.network },
      { path: ["hetzner", "pods"], block: reserved.hetzner.pods },
      { path: ["wireGuard"], block: reserved.wireGuard },
    ].map((range) => ({ ...range, environment, name: `${environment}'s ${range.path.join(".")}` })),
  );
  return ranges.flatMap((range, index) =>
    ranges
      .slice(0, index)
      // One environment's own ranges are disjoint, or it would have no plan.
      .filter((other) => other.block.overlaps(range.block))
      .map((other) => overlap([range.environment, ...range.path], range, other)),
  );
}

function read(path: readonly string[], cidr: string, expected: Expectation): Reading {
  let block: Ipv4Block;
  try {
    block = Ipv4Block.parse(cidr);
  } catch (error) {
    return { path, problems: [{ path, message: (error as Error).message }] };
  }
  const [shortest, longest] = expected.prefix;
  if (
    block.prefix >= shortest &&
    block.prefix <= longest &&
    expected.within.some((space) => space.contains(block))
  ) {
    return { path, block, problems: [] };
  }
  const message = `got ${cidr}, expected a /${shortest} to /${longest} inside ${expected.within.join(" or ")}`;
  return { path, block, problems: [{ path, message }] };
}

/** The block of a range that is as expected. */
function sound({ block, problems }: Reading): Ipv4Block | undefined {
  return problems.length === 0 ? block : undefined;
}

/** Cloud servers have the network's lower half, so a vSwitch is in the upper one; /30 is Hetzner's smallest subnet. */
function vSwitchWithin(network: Ipv4Block | undefined): Expectation {
  const upperHalf = network?.subdivide(network.prefix + 1, 1);
  return upperHalf === undefined
    ? { within: PRIVATE_SPACE, prefix: [17, 30] }
    : { within: [upperHalf], prefix: [upperHalf.prefix, 30] };
}

/** The overlaps of the ranges with each other and with what is taken. */
function overlapsAmong(readings: readonly Reading[]): readonly Problem[] {
  const ranges = readings.flatMap(({ path, block }) =>
    block ? [{ path, name: path.join("."), block }] : [],
  );
  return ranges.flatMap((range, index) =>
    [...TAKEN, ...ranges.slice(0, index)]
      .filter((other) => other.block.overlaps(range.block))
      .map((other) => overlap(range.path, range, other)),
  );
}

function overlap(path: readonly string[], one: NamedBlock, other: NamedBlock): Problem {
  return {
    path,
    message: `${one.name} ${one.block.toString()} overlaps ${other.name} ${other.block.toString()}`,
  };
}

function zoneProblems(zones: AddressPlanProps["zones"]): readonly Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<number, string>();
  for (const [zone, slot] of byName(zones)) {
    const path = ["zones", zone];
    const owner = owners.get(slot);
    if (!AZ_ID.test(zone)) {
      problems.push({ path, message: `got the zone "${zone}", expected an AZ id such as euc1-az1` });
    }
    if (!Number.isInteger(slot) || slot < 0 || slot >= ZONE_SLOTS) {
      problems.push({ path, message: `got slot ${slot}, expected a whole number of 0 to ${ZONE_SLOTS - 1}` });
    } else if (owner !== undefined) {
      problems.push({ path, message: `got slot ${slot}, expected another: it is the slot of ${owner}` });
    }
    owners.set(slot, zone);
  }
  const count = Object.keys(zones).length;
  if (count < 2) {
    problems.push({
      path: ["zones"],
      message: `got ${count} zone${count === 1 ? "" : "s"}, expected at least 2`,
    });
  }
  return problems;
}

/** A zone may be lost, and its nodes must find room in those that are left. */
function capacityProblems(props: AddressPlanProps, vpc: Reading, pods: Reading): readonly Problem[] {
  const { maxNodes, podsPerNode } = props;
  const counts = [
    ...countProblems("maxNodes", maxNodes, MAX_NODES),
    ...countProblems("podsPerNode", podsPerNode, MAX_PODS_PER_NODE),
  ];
  const zones = Object.keys(props.zones).length;
  if (counts.length > 0 || zones < 2) return counts;

  const needs = [
    { range: vpc, nodes: "nodes", perZone: zoneNodeCapacity },
    {
      range: pods,
      nodes: `nodes of ${podsPerNode} pods`,
      perZone: (block: Ipv4Block) => zonePodNodeCapacity(block, podsPerNode),
    },
  ];
  return needs.flatMap(({ range, nodes, perZone }) => {
    const block = sound(range);
    if (block === undefined) return [];
    const room = (zones - 1) * perZone(block);
    const lost = `with one of ${zones} zones lost`;
    const message = `got room for ${room} ${nodes} in ${block.toString()} ${lost}, expected ${maxNodes}`;
    return room < maxNodes ? [{ path: range.path, message }] : [];
  });
}

function countProblems(name: string, count: number, most: number): readonly Problem[] {
  const valid = Number.isInteger(count) && count >= 1 && count <= most;
  return valid ? [] : [{ path: [name], message: `got ${count}, expected a whole number of 1 to ${most}` }];
}

function byName<Value>(record: Readonly<Record<string, Value>>): readonly [string, Value][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}
