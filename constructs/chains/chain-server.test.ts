import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { synthesizeBuilt } from "../../tests/synthesize";
import { ChainFirewalls } from "./chain-firewalls";
import { chainLabels } from "./chain-labels";
import { ChainServer, type ChainServerProps } from "./chain-server";
import { CloudInit } from "./cloud-init";
import { HetznerNetwork } from "./hetzner-network";
import { PlacementGroups } from "./placement-groups";

const labels = chainLabels({ environment: "dev", owner: "platform" });

function build(props: Partial<ChainServerProps> = {}) {
  return synthesizeBuilt((scope) => {
    new HcloudProvider(scope, "hcloud");
    const name = "pitboss-dev";
    const network = new HetznerNetwork(scope, "private", {
      name,
      labels,
      range: "10.48.0.0/16",
      cloudSubnet: "10.48.0.0/17",
      routes: {},
      gatewayAddress: "10.48.0.5",
      protect: true,
    });
    return new ChainServer(scope, "validator-fsn1-a", {
      name: "pitboss-dev-validator-fsn1-a",
      role: "validator",
      slot: 12,
      location: "fsn1",
      serverType: "ccx13",
      image: "debian-13",
      labels,
      network,
      placementGroups: new PlacementGroups(scope, "placement", { name, labels }),
      firewalls: new ChainFirewalls(scope, "firewalls", {
        name,
        labels,
        wireGuardPeer: "198.51.100.77",
      }),
      cloudInit: new CloudInit("test", []),
      protect: true,
      ...props,
    });
  });
}

describe("a server of the chain", () => {
  it("is of its type, image and location, and says what it is", () => {
    expect(build().stack.only("hcloud_server")).toMatchObject({
      name: "pitboss-dev-validator-fsn1-a",
      location: "fsn1",
      server_type: "ccx13",
      image: "debian-13",
      labels: {
        env: "dev",
        layer: "chains",
        "managed-by": "pitboss",
        owner: "platform",
        role: "validator",
        slot: "12",
      },
    });
  });

  it("has its slot's private address, once the subnet is there, and no list of others for the provider to stumble over", () => {
    const { stack, built } = build();
    expect(built.privateAddress).toBe("10.48.0.22");
    expect(stack.only("hcloud_server")).toMatchObject({
      network: [
        {
          subnet_id: expect.stringMatching(/^\$\{hcloud_network_subnet\.private_cloud-subnet_\w+\.id\}$/),
          ip: "10.48.0.22",
          alias_ips: [],
        },
      ],
      depends_on: [expect.stringMatching(/^hcloud_network_subnet\.private_cloud-subnet_/)],
    });
  });

  it("stands apart from its like, and starts behind its role's firewall", () => {
    expect(build().stack.only("hcloud_server")).toMatchObject({
      placement_group_id: expect.stringMatching(/^\$\{hcloud_placement_group\.placement_validator-fsn1-1_/),
      firewall_ids: [expect.stringMatching(/^\$\{hcloud_firewall\.firewalls_validator_/)],
      public_net: [{ ipv4_enabled: true, ipv6_enabled: true }],
    });
  });

  it("is not replaced, nor switched off, by an edit", () => {
    const { lifecycle } = build().stack.only("hcloud_server");
    expect(lifecycle).toEqual({ ignore_changes: ["image", "server_type", "ssh_keys", "user_data"] });
  });

  it("is protected from deletion and rebuilding alike, as the provider demands, and is shut down in peace", () => {
    expect(build().stack.only("hcloud_server")).toMatchObject({
      delete_protection: true,
      rebuild_protection: true,
      shutdown_before_deletion: true,
      backups: false,
    });
  });

  it("can be torn down where nothing is protected, and the gate is told why", () => {
    const { stack, built } = build({ protect: false, volume: { sizeGb: 100 } });
    expect(stack.only("hcloud_server")).toMatchObject({
      delete_protection: false,
      rebuild_protection: false,
    });
    expect(stack.only("hcloud_volume")).toMatchObject({ delete_protection: false });
    expect(built.node.metadata).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ check: "CKV2_PB_REL08" }) }),
    );
  });

  it("takes keys for an emergency, and backups where they are asked for", () => {
    expect(build({ sshKeys: ["break-glass"], backups: true }).stack.only("hcloud_server")).toMatchObject({
      ssh_keys: ["break-glass"],
      backups: true,
    });
    expect(build().stack.only("hcloud_server")).not.toHaveProperty("ssh_keys");
  });
});

describe("what outlives a server", () => {
  it("is its volume, formatted, in its location, and attached without Hetzner mounting it", () => {
    const { stack } = build({ volume: { sizeGb: 100 } });
    expect(stack.only("hcloud_volume")).toMatchObject({
      name: "pitboss-dev-validator-fsn1-a-data",
      location: "fsn1",
      size: 100,
      format: "ext4",
      delete_protection: true,
    });
    expect(stack.only("hcloud_volume_attachment")).toMatchObject({
      server_id: expect.stringMatching(/^\$\{hcloud_server\.validator-fsn1-a_server_\w+\.id\}$/),
      volume_id: expect.stringMatching(/^\$\{hcloud_volume\.validator-fsn1-a_volume_\w+\.id\}$/),
      automount: false,
    });
  });

  it("is its public address, where others rely on it", () => {
    const { stack } = build({ permanentIpv4: true });
    expect(stack.only("hcloud_primary_ip")).toMatchObject({
      type: "ipv4",
      location: "fsn1",
      auto_delete: false,
      delete_protection: true,
    });
    expect(stack.only("hcloud_primary_ip")).not.toHaveProperty("assignee_type");
    expect(stack.only("hcloud_server").public_net).toEqual([
      { ipv4_enabled: true, ipv6_enabled: true, ipv4: expect.stringMatching(/^\$\{hcloud_primary_ip\./) },
    ]);
  });

  it("is nothing else", () => {
    expect(build().stack.types()).not.toEqual(expect.arrayContaining(["hcloud_volume"]));
    expect(build().stack.types()).not.toEqual(expect.arrayContaining(["hcloud_primary_ip"]));
  });

  it.each([9, 10_241, 10.5])("is no volume of %p GB", (sizeGb) => {
    expect(() => build({ volume: { sizeGb } })).toThrow(
      `test/validator-fsn1-a: expected a volume of 10 to 10240 whole GB, got ${sizeGb}`,
    );
  });
});

describe("what a server is told at its first boot", () => {
  it("arrives as it was written, a shell's variables and all", () => {
    const cloudInit = new CloudInit("test", [{ commands: ["echo ${HOME}"] }]);
    const { user_data } = build({ cloudInit }).stack.only("hcloud_server");
    expect(user_data).toContain('"runcmd":["echo $${HOME}"]');
  });
});

describe("a server that cannot be", () => {
  it.each(["Validator", "a_b", "-a", "a".repeat(64), ""])("is named %p", (name) => {
    expect(() => build({ name })).toThrow(`expected a host name of at most 63 lower case letters`);
  });

  it("is of a type that is no longer sold, or has a slot that its role does not have", () => {
    expect(() => build({ serverType: "cx22" })).toThrow('such as its successor "cx23"');
    expect(() => build({ slot: 40 })).toThrow("expected the slot of a validator in 10.48.0.0/17");
  });
});
