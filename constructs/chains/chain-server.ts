import { PrimaryIp } from "@cdktf/provider-hcloud/lib/primary-ip";
import { Server } from "@cdktf/provider-hcloud/lib/server";
import { Volume } from "@cdktf/provider-hcloud/lib/volume";
import { VolumeAttachment } from "@cdktf/provider-hcloud/lib/volume-attachment";
import { Construct } from "constructs";
import { type ITerraformDependable, Token } from "../core/cdktf";
import type { ChainFirewalls } from "./chain-firewalls";
import type { Labels } from "./chain-labels";
import type { CloudInit } from "./cloud-init";
import type { HetznerLocation } from "./hetzner-location";
import type { HetznerNetwork } from "./hetzner-network";
import type { PlacementGroups } from "./placement-groups";
import { type MachineRole, privateAddress } from "./private-addresses";
import { serverType } from "./server-type-catalogue";
import { suppressUnprotected } from "./unprotected";

export interface ChainServerProps {
  /** Its host name too, so lower case, digits and hyphens; unique in the Hetzner project. */
  readonly name: string;
  readonly role: MachineRole;
  /** The permanent slot within the role. It decides the private address and the placement group. */
  readonly slot: number;
  readonly location: HetznerLocation;
  /** A type of the catalogue: what `chooseServerType` chose. */
  readonly serverType: string;
  /** The system image: `debian-13`. */
  readonly image: string;
  readonly labels: Labels;
  readonly network: HetznerNetwork;
  readonly placementGroups: PlacementGroups;
  readonly firewalls: ChainFirewalls;
  /** What it does at its first boot. */
  readonly cloudInit: CloudInit;
  /**
   * A disk that outlives the server, formatted as ext4. Hetzner attaches it after the first boot has begun; the machine
   * finds it as the one `/dev/disk/by-id/scsi-0HC_Volume_*`.
   *
   * @default - none
   */
  readonly volume?: { readonly sizeGb: number };
  /**
   * Whether the public IPv4 address outlives the server: for the gateway, whom AWS knows by it.
   *
   * @default false
   */
  readonly permanentIpv4?: boolean;
  /**
   * Whether Hetzner backs up the local disk every day, for a fifth of the server's price.
   *
   * @default false - what must not be lost is on the volume, which these backups leave out
   */
  readonly backups?: boolean;
  /**
   * The names of SSH keys of the project, which root signs in with; a name that the project lacks ends the apply.
   *
   * @default - none; Hetzner then mails a root password, so cloud-init must lock it
   */
  readonly sshKeys?: readonly string[];
  /** Whether Hetzner refuses to delete or rebuild the server, and to delete its volume and address. */
  readonly protect: boolean;
}

/** RFC 1123. */
const HOST_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Hetzner's limits: https://docs.hetzner.com/cloud/volumes/overview */
const VOLUME_GB = { smallest: 10, largest: 10_240 };

/**
 * A machine of the chain in Hetzner Cloud.
 *
 * **No edit replaces it.** A changed image, boot script or key would; a changed type would switch it off. Terraform
 * ignores all four on a server that stands, and takes them from here when it makes one. To roll a machine onto them,
 * one at a time and never more than the chain can lose:
 *
 *     1. hcloud server disable-protection <its name> delete rebuild
 *     2. terraform apply -replace=<the address of its hcloud_server>, which protects the new one
 *     3. enrol it, and wait until it signs blocks again
 *
 * The volume, the permanent address, the private address and the placement group stay; the key pair on the local disk
 * goes, so the new machine enrols anew.
 *
 * It has a public IPv4 address whatever its role ({@link ChainFirewalls} says why), behind a firewall from its first
 * second on.
 */
export class ChainServer extends Construct {
  /** The address in the cloud subnet. */
  readonly privateAddress: string;
  readonly publicIpv4Address: string;
  readonly serverId: number;
  /** For what must come after the server. */
  readonly resource: ITerraformDependable;
  /** The device of its volume, where it has one. It is known before the server is made, so that user data can name it. */
  readonly volumeDevice: string | undefined;

  constructor(scope: Construct, id: string, props: ChainServerProps) {
    super(scope, id);
    if (!HOST_NAME.test(props.name)) {
      this.refuse("a host name of at most 63 lower case letters, digits and hyphens", `"${props.name}"`);
    }
    const { name, role, slot, location, network, protect } = props;
    const labels = { ...props.labels, role, slot: String(slot) };
    this.privateAddress = privateAddress({ subnet: network.cloudSubnet, role, slot });
    const primaryIp =
      props.permanentIpv4 === true
        ? new PrimaryIp(this, "ipv4", {
            name: `${name}-ipv4`,
            type: "ipv4",
            location,
            labels,
            autoDelete: false,
            deleteProtection: protect,
          })
        : undefined;
    const server = new Server(this, "server", {
      name,
      location,
      labels,
      serverType: serverType(props.serverType).name,
      image: props.image,
      userData: props.cloudInit.userData,
      ...(props.sshKeys !== undefined && { sshKeys: [...props.sshKeys] }),
      backups: props.backups ?? false,
      placementGroupId: props.placementGroups.idFor({ name, role, location, slot }),
      firewallIds: [props.firewalls.idFor(role)],
      publicNet: [
        { ipv4Enabled: true, ipv6Enabled: true, ...(primaryIp !== undefined && { ipv4: primaryIp.id }) },
      ],
      // Without the empty list the provider detaches and attaches the network on every apply:
      // https://github.com/hetznercloud/terraform-provider-hcloud/issues/650
      network: [{ subnetId: network.cloudSubnetId, ip: this.privateAddress, aliasIps: [] }],
      deleteProtection: protect,
      rebuildProtection: protect,
      // A node that is cut off while it writes spends hours on its database.
      shutdownBeforeDeletion: true,
      dependsOn: [...network.ready],
      lifecycle: { ignoreChanges: ["image", "server_type", "ssh_keys", "user_data"] },
    });
    this.serverId = Token.asNumber(server.id);
    this.publicIpv4Address = primaryIp?.ipAddress ?? server.ipv4Address;
    this.resource = server;
    this.volumeDevice =
      props.volume === undefined ? undefined : this.addVolume(props, props.volume.sizeGb, labels);
    if (!protect) suppressUnprotected(this);
  }

  private addVolume({ name, location, protect }: ChainServerProps, sizeGb: number, labels: Labels): string {
    if (!Number.isInteger(sizeGb) || sizeGb < VOLUME_GB.smallest || sizeGb > VOLUME_GB.largest) {
      this.refuse(`a volume of ${VOLUME_GB.smallest} to ${VOLUME_GB.largest} whole GB`, sizeGb);
    }
    const volume = new Volume(this, "volume", {
      name: `${name}-data`,
      location,
      labels,
      size: sizeGb,
      format: "ext4",
      deleteProtection: protect,
    });
    new VolumeAttachment(this, "volume-attachment", {
      volumeId: Token.asNumber(volume.id),
      serverId: this.serverId,
      automount: false,
    });
    return volume.linuxDevice;
  }

  private refuse(expected: string, got: number | string): never {
    throw new Error(`${this.node.path}: expected ${expected}, got ${got}`);
  }
}
