import type { Problem } from "../network/address-plan";
import { Ipv4Block } from "../network/ipv4-block";

/**
 * Who has which addresses of the cloud subnet, as offsets from its first one. A role's slot is an address for good, in every
 * environment the same: `.10` is validator 0. Below 5 are the network's own address, Hetzner's gateway, and a reserve.
 */
const OFFSETS = {
  gateway: { first: 5, last: 7 },
  "load-balancer": { first: 8, last: 9 },
  validator: { first: 10, last: 49 },
  sentry: { first: 50, last: 99 },
  "control-plane": { first: 100, last: 119 },
  worker: { first: 120, last: 254 },
} as const;

/** What can have an address of the cloud subnet. */
export type AddressRole = keyof typeof OFFSETS;

/** What a machine of the chain is: it validates, relays, routes to AWS, or carries Kubernetes. */
export type MachineRole = Exclude<AddressRole, "load-balancer">;

/** What can have an address of the cloud subnet, in the order of addresses. */
export const addressRoles: readonly AddressRole[] = Object.keys(OFFSETS).filter(isAddressRole);

export interface PrivateAddressProps {
  /** The subnet of cloud servers, as CIDR. */
  readonly subnet: string;
  readonly role: AddressRole;
  /** The permanent slot within the role, from 0. */
  readonly slot: number;
}

/**
 * The private address of a slot: `10.48.0.10` for validator 0 of `10.48.0.0/17`. Every address is given explicitly, those of load
 * balancers too: one that Hetzner picks may be a slot's.
 *
 * @throws if there is no such slot.
 */
export function privateAddress(props: PrivateAddressProps): string {
  const problem = slotProblem(props);
  if (problem !== undefined) throw new Error(problem);
  const { subnet, role, slot } = props;
  return Ipv4Block.parse(subnet).subdivide(32, OFFSETS[role].first + slot).first;
}

/** Why a role has no such slot in a subnet; nothing when it has. */
export function slotProblem({ subnet, role, slot }: PrivateAddressProps): string | undefined {
  const { first, last } = OFFSETS[role];
  // The last address of the subnet is its broadcast address.
  const slots = Math.min(last, Ipv4Block.parse(subnet).size - 2) - first + 1;
  if (slots <= 0)
    return `expected a subnet with addresses for a ${role}, which start at .${first}, got ${subnet}`;
  return isSlot(slot, slots)
    ? undefined
    : `expected the slot of a ${role} in ${subnet} as a whole number of 0 to ${slots - 1}, got ${slot}`;
}

export interface RoleSlots {
  /** The subnet of cloud servers, as CIDR. */
  readonly subnet: string;
  readonly role: AddressRole;
  /** The role's machines by name. */
  readonly machines: Readonly<Record<string, { readonly slot: number }>>;
}

/** What is wrong with the slots of a role, by the machine's name: one that does not exist, or that another machine has. */
export function slotProblems({ subnet, role, machines }: RoleSlots): readonly Problem[] {
  const owners = new Map<number, string>();
  return Object.entries(machines).flatMap(([name, { slot }]) => {
    const owner = owners.get(slot);
    if (owner === undefined) owners.set(slot, name);
    const message =
      owner === undefined
        ? slotProblem({ subnet, role, slot })
        : `got slot ${slot}, which is ${owner}'s already`;
    return message === undefined ? [] : [{ path: [name, "slot"], message }];
  });
}

/** The next hop of every route in a Hetzner network: its first address, which Hetzner keeps for that. */
export function networkGateway(network: string): string {
  return Ipv4Block.parse(network).subdivide(32, 1).first;
}

export interface RobotAddressProps {
  /** The subnet of the vSwitch, as CIDR. */
  readonly vSwitch: string;
  /** The machine's permanent slot, from 0. */
  readonly slot: number;
}

/** Before them are the subnet's own address and the gateway to the cloud subnet. */
const FIRST_ROBOT = 2;

/**
 * The address of a dedicated machine on the vSwitch: `10.48.128.2` for slot 0 of `10.48.128.0/20`.
 *
 * @throws if there is no such slot.
 */
export function robotAddress(props: RobotAddressProps): string {
  const problem = robotSlotProblem(props);
  if (problem !== undefined) throw new Error(problem);
  return Ipv4Block.parse(props.vSwitch).subdivide(32, FIRST_ROBOT + props.slot).first;
}

/** Why a vSwitch has no such slot; nothing when it has. */
export function robotSlotProblem({ vSwitch, slot }: RobotAddressProps): string | undefined {
  const slots = Ipv4Block.parse(vSwitch).size - FIRST_ROBOT - 1;
  return isSlot(slot, slots)
    ? undefined
    : `expected the slot of a dedicated machine in ${vSwitch} as a whole number of 0 to ${slots - 1}, got ${slot}`;
}

function isSlot(slot: number, slots: number): boolean {
  return Number.isInteger(slot) && slot >= 0 && slot < slots;
}

function isAddressRole(name: string): name is AddressRole {
  return Object.hasOwn(OFFSETS, name);
}
