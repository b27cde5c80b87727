import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { ChainFirewalls } from "../constructs/chains/chain-firewalls";
import { Fleet, type FleetProps } from "../constructs/chains/fleet";
import { HetznerNetwork } from "../constructs/chains/hetzner-network";
import { PlacementGroups } from "../constructs/chains/placement-groups";
import { RolesAnywhere } from "../constructs/chains/roles-anywhere";
import type { TerraformStack } from "../constructs/core/cdktf";
import { Naming } from "../constructs/core/naming";
import { Place } from "../constructs/core/place";

/** Where the fleet of a test stands. */
export const FLEET_SUBNET = "10.17.0.0/17";

const LABELS = { env: "test" };
const NAME = "pitboss-test";

/** The network of a test. */
export function networkIn(stack: TerraformStack): HetznerNetwork {
  return new HetznerNetwork(stack, "network", {
    name: NAME,
    labels: LABELS,
    range: "10.17.0.0/16",
    cloudSubnet: FLEET_SUBNET,
    routes: { vpc: "10.16.0.0/16" },
    gatewayAddress: "10.17.0.5",
    protect: true,
  });
}

/** A fleet to add machines to, all of one type. */
export function fleetIn(
  stack: TerraformStack,
  network: HetznerNetwork,
  changes: Partial<FleetProps> = {},
): Fleet {
  new HcloudProvider(stack, "hcloud");
  const wish = { preferred: "ccx13", fallbacks: ["ccx23"] };
  return new Fleet(stack, "machines", {
    name: NAME,
    environment: "test",
    region: "eu-central-1",
    labels: LABELS,
    network,
    placementGroups: new PlacementGroups(stack, "placement", { name: NAME, labels: LABELS }),
    firewalls: new ChainFirewalls(stack, "firewalls", {
      name: NAME,
      labels: LABELS,
      wireGuardPeer: "198.51.100.1",
    }),
    serverTypes: {
      gateway: wish,
      validator: wish,
      sentry: wish,
      "control-plane": wish,
      worker: { preferred: "cax21", fallbacks: [] },
    },
    outOfStock: {},
    identity: new RolesAnywhere(stack, "roles-anywhere", {
      place: testPlace(),
      environment: "test",
      authorityCertificate: "-----BEGIN CERTIFICATE-----",
      secretPrefix: "pitboss-test/chains",
      encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
    }),
    secretPrefix: "pitboss-test/chains",
    behindGateway: ["10.16.0.0/16", "10.19.0.0/24"],
    tunnelMtu: 1440,
    administrators: ["10.19.0.1/32"],
    sshKeys: ["platform-team"],
    protect: true,
    ...changes,
  });
}

/** The account of a test. */
export function testPlace(): Place {
  return new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1");
}

/** What a synthesized server is told, by the path of each file. */
export function filesOf(server: Record<string, unknown>): Readonly<Record<string, string>> {
  const text = (server.user_data as string).replaceAll("$${", "${").replaceAll("%%{", "%{");
  const { write_files: files } = JSON.parse(text.replace("#cloud-config\n", "")) as {
    write_files: readonly { path: string; content: string }[];
  };
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}
