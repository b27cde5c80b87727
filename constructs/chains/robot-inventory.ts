import { Construct } from "constructs";
import { TerraformOutput } from "../core/cdktf";
import { terraformLiteral } from "../core/terraform-literal";
import { robotAddress } from "./private-addresses";
import { robotBootstrap } from "./robot-bootstrap";
import { type EquippedMachine, robotProblems, type RobotVSwitch } from "./robot-machines";

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
