import { Construct } from "constructs";
import { Lazy } from "../core/cdktf";
import type { ChainFirewalls } from "./chain-firewalls";
import type { Labels } from "./chain-labels";
import { ChainServer } from "./chain-server";
import { CloudInit, type MachinePart } from "./cloud-init";
import type { HetznerLocation } from "./hetzner-location";
import type { HetznerNetwork } from "./hetzner-network";
import { hostFirewall, type HostRule } from "./host-firewall";
import { machineIdentity, type MachineSecret } from "./machine-identity";
import type { PlacementGroups } from "./placement-groups";
import { type MachineRole, privateAddress } from "./private-addresses";
import { privateInterface } from "./private-interface";
import { privateRoutes } from "./private-routes";
import type { RolesAnywhere } from "./roles-anywhere";
import { securityUpgrades } from "./security-upgrades";
import { chooseServerType, type OutOfStock, type ServerTypeWish } from "./server-type-catalogue";
import { type Architecture, MACHINE_IMAGE } from "./software-catalogue";

export interface FleetProps {
  /** What the machines' names start with: `pitboss-dev`. */
  readonly name: string;
  /** The environment's name, which stands in the machines' certificates. */
  readonly environment: string;
  /** The AWS region of their secrets. */
  readonly region: string;
  readonly labels: Labels;
  readonly network: HetznerNetwork;
  readonly placementGroups: PlacementGroups;
  readonly firewalls: ChainFirewalls;
  readonly serverTypes: Readonly<Record<MachineRole, ServerTypeWish>>;
  readonly outOfStock: OutOfStock;
  readonly identity: RolesAnywhere;
  /** The folder of all machines' secrets: `pitboss-dev/chains`. */
  readonly secretPrefix: string;
  /** What lies behind the WireGuard gateway, as CIDR. */
  readonly behindGateway: readonly string[];
  /** The largest packet on the way there, in bytes. */
  readonly tunnelMtu: number;
  /** Where people come from who sign in, as CIDR: the gateway on AWS, which knows them by Session Manager. */
  readonly administrators: readonly string[];
  /** Their SSH keys, by the names that they have in the Hetzner project. */
  readonly sshKeys: readonly string[];
  readonly protect: boolean;
}

/** What the parts of a machine may depend on. */
export interface Berth {
  /** The private address, known at synth. */
  readonly address: string;
  readonly architecture: Architecture;
  /** The device of the volume, where the machine has one. */
  readonly volumeDevice?: string;
}

/** What every machine has, wherever it stands. */
export interface Crew {
  /** Unique in the environment; also the folder of its secrets, and the name in its certificate. */
  readonly name: string;
  readonly architecture: Architecture;
  readonly secrets: readonly MachineSecret[];
  /** What it answers on the private network. */
  readonly allow: readonly HostRule[];
  /**
   * Interfaces of its own whose packets come from itself, such as those of pods.
   * @default none
   */
  readonly trustedInterfaces?: readonly string[];
  /** What makes it what it is. */
  readonly parts: readonly MachinePart[];
}

/** A machine in Hetzner Cloud. */
export interface FleetMachine extends Omit<Crew, "architecture" | "parts"> {
  readonly role: MachineRole;
  /** The permanent slot within the role. */
  readonly slot: number;
  readonly location: HetznerLocation;
  readonly parts: (berth: Berth) => readonly MachinePart[];
  /** @default none */
  readonly volumeGb?: number;
  /**
   * Whether the public address outlives the machine.
   * @default false
   */
  readonly permanentIpv4?: boolean;
}

/**
 * The machines of an environment's chain. Whatever a machine is, it has an identity to fetch its secrets with, a packet filter, security
 * updates, a way to the VPC, and a door for people who come that way; so these are not for each to remember.
 */
export class Fleet extends Construct {
  private readonly secretsByMachine = new Map<string, readonly string[]>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FleetProps,
  ) {
    super(scope, id);
  }

  /** The names of each machine's secrets, by machine. */
  get secrets(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.secretsByMachine);
  }

  /** Adds a machine in Hetzner Cloud. */
  add(machine: FleetMachine): ChainServer {
    const { props } = this;
    const { name, role, slot, location, volumeGb } = machine;
    const { serverTypes, outOfStock, network } = props;
    const { architecture, name: serverType } = chooseServerType({
      ...serverTypes[role],
      location,
      outOfStock,
    });
    const standing: { server?: ChainServer } = {};
    const berth: Berth = {
      address: privateAddress({ subnet: network.cloudSubnet, role, slot }),
      architecture,
      // The volume is made with the server, and named in what the server is told.
      ...(volumeGb !== undefined && {
        volumeDevice: Lazy.stringValue({ produce: () => standing.server?.volumeDevice }),
      }),
    };
    const onNetwork = privateInterface({ network: network.range, address: berth.address });
    const parts = [onNetwork, ...this.equip({ ...machine, architecture, parts: machine.parts(berth) })];
    const server = new ChainServer(this, name, {
      name: `${props.name}-${name}`,
      role,
      slot,
      location,
      serverType,
      image: MACHINE_IMAGE,
      labels: props.labels,
      network,
      placementGroups: props.placementGroups,
      firewalls: props.firewalls,
      cloudInit: new CloudInit(name, role === "gateway" ? parts : [this.wayToVpc(), ...parts]),
      ...(volumeGb !== undefined && { volume: { sizeGb: volumeGb } }),
      permanentIpv4: machine.permanentIpv4 ?? false,
      sshKeys: props.sshKeys,
      protect: props.protect,
    });
    standing.server = server;
    return server;
  }

  /**
   * What a machine is told, with what every machine is told. A dedicated machine is told the same.
   *
   * @throws if another machine has the name.
   */
  equip({ name, architecture, secrets, allow, trustedInterfaces = [], parts }: Crew): readonly MachinePart[] {
    if (this.secretsByMachine.has(name)) {
      throw new Error(`${this.node.path}: expected the name "${name}" to be one machine's, got two`);
    }
    this.secretsByMachine.set(
      name,
      secrets.map((secret) => secret.name),
    );
    const { environment, region, secretPrefix, identity, administrators } = this.props;
    const { trustAnchorArn, profileArn, roleArn } = identity;
    return [
      hostFirewall({ allow: [...allow, signingIn(administrators)], trustedInterfaces }),
      securityUpgrades(),
      ...parts,
      // Last, because the parts make the users that secrets belong to.
      machineIdentity({
        machine: name,
        environment,
        region,
        architecture,
        trustAnchorArn,
        profileArn,
        roleArn,
        secretPrefix,
        secrets,
      }),
    ];
  }

  /** The gateway has its own, into the tunnel. */
  private wayToVpc(): MachinePart {
    const { network, behindGateway, tunnelMtu } = this.props;
    return privateRoutes({ network: network.range, destinations: behindGateway, mtu: tunnelMtu });
  }
}

function signingIn(from: readonly string[]): HostRule {
  return { description: "SSH", protocol: "tcp", ports: [22], from };
}
