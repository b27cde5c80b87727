import fc from "fast-check";
import { AddressPlan, type AddressPlanProps } from "./address-plan";
import type { Ipv4Block } from "./ipv4-block";

const production: AddressPlanProps = {
  vpc: "10.0.0.0/16",
  pods: "100.64.0.0/14",
  services: "172.20.0.0/16",
  zones: { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 },
  hetzner: {
    network: "10.8.0.0/16",
    vSwitch: "10.8.128.0/24",
    pods: "10.16.0.0/14",
    services: "172.21.0.0/16",
  },
  wireGuard: "192.168.255.0/28",
  maxNodes: 2500,
  podsPerNode: 30,
};

/** Props with ranges of any allowed size and zones in any slots. */
const anyProps: fc.Arbitrary<AddressPlanProps> = fc
  .record({
    vpcPrefix: fc.integer({ min: 16, max: 19 }),
    podsPrefix: fc.integer({ min: 14, max: 18 }),
    networkPrefix: fc.integer({ min: 16, max: 24 }),
    slots: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2 }),
  })
  .map(({ vpcPrefix, podsPrefix, networkPrefix, slots }) => ({
    ...production,
    vpc: `10.0.0.0/${vpcPrefix}`,
    pods: `100.64.0.0/${podsPrefix}`,
    hetzner: {
      ...production.hetzner,
      network: `10.8.0.0/${networkPrefix}`,
      vSwitch: `10.8.${networkPrefix === 24 ? 0 : 2 ** (23 - networkPrefix)}.${networkPrefix === 24 ? 128 : 0}/28`,
    },
    zones: Object.fromEntries(slots.map((slot, index) => [`euc1-az${index + 1}`, slot])),
    maxNodes: 1,
  }));

const tiers = ["private", "public", "data", "controlPlane", "pods"] as const;

/** Every block that somebody owns. */
function allotted({ zones, spare, reserved }: AddressPlan): readonly Ipv4Block[] {
  const { cloudSubnet, vSwitch, pods, services } = reserved.hetzner;
  return [
    ...Object.values(zones).flatMap((zone) => tiers.map((tier) => zone[tier])),
    ...spare,
    ...[cloudSubnet, vSwitch, pods, services, reserved.services, reserved.wireGuard],
  ];
}

/** A zone's blocks as text. */
function blocksOf(plan: AddressPlan, zone: string): readonly string[] {
  return tiers.map((tier) => plan.zones[zone]![tier].toString());
}

describe("an address plan", () => {
  const plan = AddressPlan.from(production);

  it("gives each zone its subnets", () => {
    expect(blocksOf(plan, "euc1-az1")).toEqual([
      "10.0.0.0/19",
      "10.0.128.0/22",
      "10.0.144.0/22",
      "10.0.160.0/28",
      "100.64.0.0/16",
    ]);
    expect(blocksOf(plan, "euc1-az3")).toEqual([
      "10.0.64.0/19",
      "10.0.136.0/22",
      "10.0.152.0/22",
      "10.0.168.0/28",
      "100.66.0.0/16",
    ]);
  });

  it("keeps a share of the VPC for what is to come", () => {
    expect(plan.spare.map(String)).toEqual(["10.0.176.0/20", "10.0.192.0/18"]);
  });

  it("splits Hetzner's network between cloud servers and Robot servers", () => {
    expect(plan.reserved.hetzner.cloudSubnet.toString()).toBe("10.8.0.0/17");
    expect(plan.reserved.hetzner.vSwitch.toString()).toBe("10.8.128.0/24");
  });

  it("routes Hetzner's network, its pods and the transfer network to Hetzner, but no service range", () => {
    expect(plan.routedToHetzner.map(String)).toEqual(["10.8.0.0/16", "10.16.0.0/14", "192.168.255.0/28"]);
  });

  it("lists the zones in the order of their slots", () => {
    const { zones } = AddressPlan.from({
      ...production,
      zones: { "euc1-az1": 3, "euc1-az2": 0, "euc1-az3": 1 },
    });
    expect(Object.keys(zones)).toEqual(["euc1-az2", "euc1-az3", "euc1-az1"]);
    expect(Object.values(zones).map(({ slot }) => slot)).toEqual([0, 1, 3]);
  });

  it("is refused with every problem in one error", () => {
    const props = { ...production, vpc: "10.0.0.0/8", zones: { "euc1-az1": 0 } };
    expect(() => AddressPlan.from(props)).toThrow(
      "no address plan can be made:\n" +
        "  vpc: got 10.0.0.0/8, expected a /16 to /19 inside 10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16\n" +
        "  hetzner.network: hetzner.network 10.8.0.0/16 overlaps vpc 10.0.0.0/8\n" +
        "  hetzner.pods: hetzner.pods 10.16.0.0/14 overlaps vpc 10.0.0.0/8\n" +
        "  zones: got 1 zone, expected at least 2",
    );
  });
});

describe("any address plan", () => {
  it("gives no address twice", () => {
    fc.assert(
      fc.property(anyProps, (props) => {
        const blocks = allotted(AddressPlan.from(props));
        const overlaps = blocks.flatMap((block, index) =>
          blocks.slice(0, index).filter((other) => other.overlaps(block)),
        );
        expect(overlaps.map(String)).toEqual([]);
      }),
    );
  });

  it("cuts every block out of the range that it belongs to", () => {
    fc.assert(
      fc.property(anyProps, (props) => {
        const { vpc, pods, zones, spare, reserved } = AddressPlan.from(props);
        const { network, cloudSubnet, vSwitch } = reserved.hetzner;
        for (const zone of Object.values(zones)) {
          expect(pods.contains(zone.pods)).toBe(true);
          expect(
            [zone.private, zone.public, zone.data, zone.controlPlane].every((block) => vpc.contains(block)),
          ).toBe(true);
        }
        expect(spare.every((block) => vpc.contains(block))).toBe(true);
        expect([cloudSubnet, vSwitch].every((block) => network.contains(block))).toBe(true);
      }),
    );
  });

  it("has pod ranges and subnets of a size that AWS accepts, /16 to /28", () => {
    fc.assert(
      fc.property(anyProps, (props) => {
        const blocks = Object.values(AddressPlan.from(props).zones).flatMap((zone) =>
          tiers.map((tier) => zone[tier]),
        );
        expect(blocks.filter(({ prefix }) => prefix < 16 || prefix > 28).map(String)).toEqual([]);
      }),
    );
  });

  it("leaves the other zones where they are when one comes or goes", () => {
    fc.assert(
      fc.property(anyProps, fc.nat(), (props, choice) => {
        const names = Object.keys(props.zones);
        fc.pre(names.length > 2);
        const gone = names[choice % names.length]!;
        const zones = Object.fromEntries(Object.entries(props.zones).filter(([zone]) => zone !== gone));
        const before = AddressPlan.from(props);
        const after = AddressPlan.from({ ...props, zones });
        for (const zone of Object.keys(zones)) {
          expect(blocksOf(after, zone)).toEqual(blocksOf(before, zone));
        }
        expect(after.spare).toEqual(before.spare);
      }),
    );
  });

  it("is the same in whatever order the zones are written", () => {
    fc.assert(
      fc.property(anyProps, (props) => {
        const reversed = Object.fromEntries(Object.entries(props.zones).reverse());
        expect(JSON.stringify(AddressPlan.from({ ...props, zones: reversed }))).toBe(
          JSON.stringify(AddressPlan.from(props)),
        );
      }),
    );
  });
});
