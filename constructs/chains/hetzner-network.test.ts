import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { synthesizeBuilt } from "../../tests/synthesize";
import { chainLabels } from "./chain-labels";
import { HetznerNetwork, type HetznerNetworkProps } from "./hetzner-network";

const labels = chainLabels({ environment: "dev", owner: "platform" });

function build(props: Partial<HetznerNetworkProps> = {}) {
  return synthesizeBuilt((scope) => {
    new HcloudProvider(scope, "hcloud");
    return new HetznerNetwork(scope, "private", {
      name: "pitboss-dev",
      labels,
      range: "10.48.0.0/16",
      cloudSubnet: "10.48.0.0/17",
      routes: { vpc: "10.32.0.0/16", "wire-guard": "10.47.0.0/24" },
      gatewayAddress: "10.48.0.5",
      protect: true,
      ...props,
    });
  });
}

const vSwitch = { id: 12345, range: "10.48.128.0/20" };

describe("the network at Hetzner", () => {
  it("is protected, labelled, and in one network zone with its subnet of cloud servers", () => {
    const { stack } = build();
    expect(stack.only("hcloud_network")).toMatchObject({
      name: "pitboss-dev",
      ip_range: "10.48.0.0/16",
      labels,
      delete_protection: true,
      expose_routes_to_vswitch: false,
    });
    expect(stack.only("hcloud_network_subnet")).toMatchObject({
      type: "cloud",
      ip_range: "10.48.0.0/17",
      network_zone: "eu-central",
      network_id: expect.stringMatching(/^\$\{hcloud_network\.\w+\.id\}$/),
    });
  });

  it("has the dedicated machines' vSwitch as a subnet, which learns the routes", () => {
    const { stack } = build({ vSwitch });
    expect(stack.at("hcloud_network_subnet", "private/vswitch-subnet")).toMatchObject({
      type: "vswitch",
      ip_range: "10.48.128.0/20",
      vswitch_id: 12345,
    });
    expect(stack.only("hcloud_network")).toMatchObject({ expose_routes_to_vswitch: true });
  });

  it("sends what is for the VPC to the WireGuard gateway, once the subnets are there", () => {
    const { stack } = build({ vSwitch });
    expect(stack.at("hcloud_network_route", "private/route-vpc")).toMatchObject({
      destination: "10.32.0.0/16",
      gateway: "10.48.0.5",
      depends_on: [expect.stringMatching(/cloud-subnet/), expect.stringMatching(/vswitch-subnet/)],
    });
    expect(stack.at("hcloud_network_route", "private/route-wire-guard")).toMatchObject({
      destination: "10.47.0.0/24",
    });
  });

  it("tells servers what to attach to, and what to wait for", () => {
    const { built } = build();
    expect(built.ready).toHaveLength(1);
    expect(built).toMatchObject({ range: "10.48.0.0/16", cloudSubnet: "10.48.0.0/17" });
  });

  it("can be torn down where nothing is protected, and the gate is told why", () => {
    const { stack, built } = build({ protect: false });
    expect(stack.only("hcloud_network")).toMatchObject({ delete_protection: false });
    expect(built.node.findChild("network").node.metadata).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ check: "CKV2_PB_REL08" }) }),
    );
  });
});

describe("what Hetzner would refuse halfway through an apply", () => {
  it.each([
    [
      "a subnet outside of the network",
      { cloudSubnet: "10.49.0.0/17" },
      "expected a subnet to be a part of 10.48.0.0/16, got 10.49.0.0/17",
    ],
    [
      "a vSwitch outside of the network",
      { vSwitch: { id: 1, range: "10.49.128.0/20" } },
      "expected a subnet to be a part of 10.48.0.0/16, got 10.49.128.0/20",
    ],
    [
      "a vSwitch among the cloud servers",
      { vSwitch: { id: 1, range: "10.48.0.0/20" } },
      "expected the vSwitch to be no address of the cloud subnet 10.48.0.0/17, got 10.48.0.0/20",
    ],
    [
      "a gateway on the vSwitch",
      { gatewayAddress: "10.48.128.5" },
      "expected the WireGuard gateway to be an address of the cloud subnet 10.48.0.0/17, got 10.48.128.5",
    ],
    [
      "a route to the VPC's pods, which are no private space",
      { routes: { pods: "100.64.0.0/14" } },
      'expected the destination of route "pods" to be private space (RFC 1918) outside of 10.48.0.0/16, got 100.64.0.0/14',
    ],
    [
      "a route into the network itself",
      { routes: { self: "10.48.128.0/24" } },
      'expected the destination of route "self" to be private space',
    ],
  ])("is %s", (_, props, message) => {
    expect(() => build(props)).toThrow(`test/private: ${message}`);
  });
});
