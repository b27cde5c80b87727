import { PlacementGroup } from "@cdktf/provider-hcloud/lib/placement-group";
import { Construct } from "constructs";
import { Token } from "../core/cdktf";
import type { Labels } from "./chain-labels";
import type { HetznerLocation } from "./hetzner-location";
import type { MachineRole } from "./private-addresses";

/** Hetzner's limit: https://docs.hetzner.com/cloud/placement-groups/overview (which allows 50 groups a project). */
const SERVERS_IN_A_GROUP = 10;

export interface PlacementGroupsProps {
  /** What the groups' names start with: `pitboss-dev`. */
  readonly name: string;
  readonly labels: Labels;
}

/** A machine that is to stand apart from its like. */
export interface PlacedMachine {
  readonly name: string;
  readonly role: MachineRole;
  readonly location: HetznerLocation;
  /** The permanent slot within the role, over all locations. */
  readonly slot: number;
}

/**
 * Groups of machines that Hetzner keeps on different physical hosts. Machines of a role in a location share one, ten slots
 * each: slots 0 to 9 the first, 10 to 19 the second. A slot is permanent, so no machine changes its group when another
 * comes or goes, which Hetzner allows only to a machine that is switched off.
 */
export class PlacementGroups extends Construct {
  private readonly machines = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PlacementGroupsProps,
  ) {
    super(scope, id);
  }

  /**
   * The number of a machine's group, which is made when it is first asked for.
   *
   * @throws if another machine of the role has the slot.
   */
  idFor(machine: PlacedMachine): number {
    this.claim(machine);
    const { role, location, slot } = machine;
    const shard = `${role}-${location}-${Math.floor(slot / SERVERS_IN_A_GROUP)}`;
    const existing = this.node.tryFindChild(shard) as PlacementGroup | undefined;
    const group =
      existing ??
      new PlacementGroup(this, shard, {
        name: `${this.props.name}-${shard}`,
        type: "spread",
        labels: { ...this.props.labels, role },
      });
    return Token.asNumber(group.id);
  }

  /** Each slot has one machine: that alone keeps a group at ten. */
  private claim({ name, role, slot }: PlacedMachine): void {
    const key = `${role} ${slot}`;
    const owner = this.machines.get(key) ?? name;
    if (owner !== name) {
      throw new Error(
        `${this.node.path}: expected each slot of a ${role} to be one machine's, got slot ${slot} of both "${owner}" and "${name}"`,
      );
    }
    this.machines.set(key, name);
  }
}
