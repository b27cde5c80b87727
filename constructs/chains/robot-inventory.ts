import { Construct } from "constructs";
import { TerraformOutput } from "../core/cdktf";
import { terraformLiteral } from "../core/terraform-literal";
import type { MachinePart } from "./cloud-init";
import { robotAddress, robotSlotProblem } from "./private-addresses";
import { robotBootstrap } from "./robot-bootstrap";

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

export interface RobotInventoryProps {
  /** What the host names start with: `pitboss-dev`. */
  readonly name: string;
  readonly vSwitch: RobotVSwitch;
  /** The whole Hetzner network, as CIDR. */
  readonly network: string;
  /** What lies behind the WireGuard gateway, as CIDR by name; the network routes it too. */
  readonly routes: Readonly<Record<string, string>>;
  /** The machines by name. */
  readonly machines: Readonly<Record<string, EquippedMachine>>;
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

/**
 * The dedicated machines of an environment. They are ordered in Robot and put on the vSwitch there: the provider knows
 * neither, so what is here is a declaration, and for each machine a script that makes it true, as the output
 * `robot_bootstrap_<machine>`:
 *
 *     terraform output -raw robot_bootstrap_validator_a | ssh root@<its address> 'cat > bootstrap && bash bootstrap'
 *
 * An output rather than a file: it is there wherever the state is, and a change of it shows in the plan.
 */
export class RobotInventory extends Construct {
  /** The machines' addresses on the vSwitch, by name. */
  readonly addresses: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    { name, vSwitch, network, routes, machines }: RobotInventoryProps,
  ) {
    super(scope, id);
    const [problem] = robotProblems(vSwitch, machines);
    if (problem !== undefined) {
      throw new Error(`${this.node.path}: ${problem.path.join(".")}: ${problem.message}`);
    }
    const entries = Object.entries(machines);
    this.addresses = Object.fromEntries(
      entries.map(([machine, { slot }]) => [machine, robotAddress({ vSwitch: vSwitch.range, slot })]),
    );
    for (const [machine, { serverNumber, slot, location, networkInterface, roles, parts }] of entries) {
      const script = robotBootstrap({
        name: `${name}-${machine}`,
        address: robotAddress({ vSwitch: vSwitch.range, slot }),
        networkInterface,
        vSwitch,
        destinations: [network, ...Object.values(routes)],
        parts,
      });
      new TerraformOutput(this, machine, {
        value: terraformLiteral(script),
        description: `The bootstrap script of Robot server ${serverNumber} in ${location}: ${roles.join(", ")}`,
      }).overrideLogicalId(`robot_bootstrap_${machine.replaceAll("-", "_")}`);
    }
  }
}
