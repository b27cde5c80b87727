import { BESU_PORTS, besuMachine, type ChainPeer } from "./besu-machine";
import { NODE_KEY } from "./besu-unit";
import type { MachinePart } from "./cloud-init";
import type { Fleet } from "./fleet";
import type { Genesis } from "./genesis";
import type { HetznerLocation } from "./hetzner-location";
import type { HostRule } from "./host-firewall";
import type { MachineSecret } from "./machine-identity";
import { PEER_PORT } from "./node-key";
import { privateAddress, robotAddress } from "./private-addresses";
import type { EquippedMachine, RobotMachine } from "./robot-machines";

/** A node of the chain in Hetzner Cloud. */
export interface CloudNode {
  /** The permanent slot within its role. */
  readonly slot: number;
  readonly location: HetznerLocation;
  readonly publicKey: string;
}

/** A sentry on a dedicated machine. */
export interface DedicatedNode extends Omit<RobotMachine, "roles"> {
  readonly publicKey: string;
}

/** What all nodes of a chain share. */
export interface ChainNodesProps {
  readonly validators: Readonly<Record<string, CloudNode>>;
  readonly sentries: Readonly<Record<string, CloudNode>>;
  /** Sentries on dedicated machines. */
  readonly dedicated: Readonly<Record<string, DedicatedNode>>;
  /** The disks that hold the chain, in GB. */
  readonly volumes: { readonly validatorGb: number; readonly sentryGb: number };
  /** The subnet of cloud servers, as CIDR. */
  readonly cloudSubnet: string;
  /** The subnet of dedicated machines, as CIDR. */
  readonly vSwitch: string;
  readonly genesis: Genesis;
  /** The private ranges that nodes stand in, as CIDR. */
  readonly nodeRanges: readonly string[];
  /** The private ranges that ask sentries, as CIDR: those of applications. */
  readonly clientRanges: readonly string[];
}

/** What makes a machine of any kind a node of the chain. */
interface NodeEquipment {
  readonly secrets: readonly MachineSecret[];
  readonly allow: readonly HostRule[];
  readonly parts: (volumeDevice?: string) => readonly MachinePart[];
}

/** The nodes of a chain: validators, whom only other nodes reach, and sentries, whom applications ask. */
export class ChainNodes {
  /** Every node by name, with the address that its slot gives it. */
  private readonly peers: Readonly<Record<string, ChainPeer>>;

  constructor(private readonly props: ChainNodesProps) {
    const { validators, sentries, dedicated, cloudSubnet: subnet, vSwitch } = props;
    const peersOf = <Node extends { slot: number; publicKey: string }>(
      nodes: Readonly<Record<string, Node>>,
      addressOf: (slot: number) => string,
    ): [string, ChainPeer][] =>
      Object.entries(nodes).map(([name, { slot, publicKey }]) => [
        name,
        { publicKey, address: addressOf(slot) },
      ]);
    this.peers = Object.fromEntries([
      ...peersOf(validators, (slot) => privateAddress({ subnet, role: "validator", slot })),
      ...peersOf(sentries, (slot) => privateAddress({ subnet, role: "sentry", slot })),
      ...peersOf(dedicated, (slot) => robotAddress({ vSwitch, slot })),
    ]);
  }

  /** The private addresses of the sentries, by name; those on dedicated machines too. */
  get sentryAddresses(): Readonly<Record<string, string>> {
    const { sentries, dedicated } = this.props;
    const names = Object.keys({ ...sentries, ...dedicated });
    return Object.fromEntries(
      Object.entries(this.peers)
        .filter(([name]) => names.includes(name))
        .map(([name, { address }]) => [name, address]),
    );
  }

  /** Adds the nodes in Hetzner Cloud. */
  addTo(fleet: Fleet): void {
    const { validators, sentries, volumes } = this.props;
    const groups = [
      { role: "validator", nodes: validators, volumeGb: volumes.validatorGb },
      { role: "sentry", nodes: sentries, volumeGb: volumes.sentryGb },
    ] as const;
    for (const { role, nodes, volumeGb } of groups) {
      for (const [name, { slot, location }] of Object.entries(nodes)) {
        const { parts, ...equipment } = this.equipment(name, role);
        fleet.add({
          ...equipment,
          name,
          role,
          slot,
          location,
          volumeGb,
          parts: ({ volumeDevice }) => parts(volumeDevice),
        });
      }
    }
  }

  /** The sentries on dedicated machines, with what a script makes of each. The chain is on their own disks. */
  dedicatedMachines(fleet: Fleet): Readonly<Record<string, EquippedMachine>> {
    const machines = Object.entries(this.props.dedicated).map(
      ([name, machine]): [string, EquippedMachine] => {
        const { parts, ...equipment } = this.equipment(name, "sentry");
        const equipped = fleet.equip({ ...equipment, name, architecture: "amd64", parts: parts() });
        return [name, { ...machine, roles: ["sentry"], parts: equipped }];
      },
    );
    return Object.fromEntries(machines);
  }

  private equipment(machine: string, role: "sentry" | "validator"): NodeEquipment {
    const { genesis, nodeRanges, clientRanges } = this.props;
    const networks = role === "sentry" ? [...nodeRanges, ...clientRanges] : nodeRanges;
    return {
      secrets: [{ name: NODE_KEY }],
      allow: [
        { description: "peers", protocol: "tcp", ports: [PEER_PORT], from: nodeRanges },
        { description: "metrics", protocol: "tcp", ports: [BESU_PORTS.metrics], from: nodeRanges },
        ...(role === "sentry" ? [askedBy([...nodeRanges, ...clientRanges])] : []),
      ],
      parts: (volumeDevice) => [
        besuMachine({
          machine,
          role,
          nodes: this.peers,
          genesis,
          networks,
          ...(volumeDevice !== undefined && { volumeDevice }),
        }),
      ],
    };
  }
}

/** Pods at Hetzner come out of their node with its address, those of the VPC with that of theirs. */
function askedBy(from: readonly string[]): HostRule {
  return { description: "chain RPC", protocol: "tcp", ports: [BESU_PORTS.rpc, BESU_PORTS.webSocket], from };
}
