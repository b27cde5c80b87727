import type { MachinePart } from "./cloud-init";
import { robotSlotProblem } from "./private-addresses";

/** A dedicated machine, as it stands in Robot. */
export interface RobotMachine {
  /** The permanent slot on the vSwitch, which decides the address. */
  readonly slot: number;
  /** Its number in Robot. */
  readonly serverNumber: number;
  /** The data centre, as Robot writes it: `FSN1-DC14`. */
  readonly location: string;
  /** Its network interface, as the kernel calls it: `enp0s31f6`. */
  readonly networkInterface: string;
  /** What it is for, in words. */
  readonly roles: readonly string[];
}

/** A dedicated machine, and what it becomes. */
export interface EquippedMachine extends RobotMachine {
  /** The parts that a cloud server of its roles has in its cloud-init. */
  readonly parts: readonly MachinePart[];
}

/** A vSwitch as its machines see it. */
export interface RobotVSwitch {
  /** The subnet of its machines, as CIDR. */
  readonly range: string;
  /** The VLAN that Robot gave it. */
  readonly vlan: number;
}

/** What Robot offers: https://docs.hetzner.com/robot/dedicated-server/network/vswitch */
const VLANS = { first: 4000, last: 4091 };
/** Robot joins at most this many machines to a vSwitch. */
const MACHINES_ON_A_VSWITCH = 100;

/**
 * Why an inventory cannot be, by the path within it; nothing when it can. Numbers and slots are a machine's own.
 */
export function robotProblems(
  { range, vlan }: RobotVSwitch,
  machines: Readonly<Record<string, RobotMachine>>,
): readonly { readonly path: readonly string[]; readonly message: string }[] {
  const problems: { path: string[]; message: string }[] = [];
  if (!Number.isInteger(vlan) || vlan < VLANS.first || vlan > VLANS.last) {
    problems.push({
      path: ["vSwitch", "vlan"],
      message: `expected a VLAN of ${VLANS.first} to ${VLANS.last}, got ${vlan}`,
    });
  }
  const entries = Object.entries(machines);
  if (entries.length > MACHINES_ON_A_VSWITCH) {
    const message = `expected at most ${MACHINES_ON_A_VSWITCH} machines on a vSwitch, got ${entries.length}`;
    problems.push({ path: ["machines"], message });
  }
  entries.forEach(([name, { slot, serverNumber }], index) => {
    const outside = robotSlotProblem({ vSwitch: range, slot });
    if (outside !== undefined) problems.push({ path: ["machines", name, "slot"], message: outside });
    const earlier = entries.slice(0, index);
    for (const [field, value] of Object.entries({ slot, serverNumber })) {
      const owner = earlier.find(([, other]) => other[field as "serverNumber" | "slot"] === value)?.[0];
      if (owner !== undefined) {
        const message = `expected a ${field} of its own, got ${value}, which is that of "${owner}"`;
        problems.push({ path: ["machines", name, field], message });
      }
    }
  });
  return problems;
}
