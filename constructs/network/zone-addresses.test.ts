import fc from "fast-check";
import { Ipv4Block } from "./ipv4-block";
import {
  ZONE_SLOTS,
  ZoneAddresses,
  podAddressesNeeded,
  spareBlocks,
  zoneNodeCapacity,
  zonePodNodeCapacity,
} from "./zone-addresses";

const vpcs = fc.integer({ min: 16, max: 19 }).map((prefix) => Ipv4Block.parse(`10.0.0.0/${prefix}`));
const podRanges = fc.integer({ min: 14, max: 18 }).map((prefix) => Ipv4Block.parse(`100.64.0.0/${prefix}`));
const podCounts = fc.integer({ min: 1, max: 250 });

/** The four zones that a plan has room for. */
function everyZone(vpc: Ipv4Block, pods: Ipv4Block): readonly ZoneAddresses[] {
  return Array.from({ length: ZONE_SLOTS }, (_, slot) => new ZoneAddresses(vpc, pods, slot));
}

describe("the addresses of zones", () => {
  it("fill the pods' range", () => {
    fc.assert(
      fc.property(vpcs, podRanges, (vpc, pods) => {
        const sizes = everyZone(vpc, pods).map((zone) => zone.pods.size);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(pods.size);
      }),
    );
  });

  it("leave of the VPC what is spare and what surrounds the control plane's /28s", () => {
    fc.assert(
      fc.property(vpcs, podRanges, (vpc, pods) => {
        const used = everyZone(vpc, pods).flatMap((zone) => [zone.private, zone.public, zone.data]);
        const sizes = [...used, ...spareBlocks(vpc)].map(({ size }) => size);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(vpc.size * (15 / 16));
      }),
    );
  });

  it("have a slot of 0 to 3", () => {
    const [vpc, pods] = [Ipv4Block.parse("10.0.0.0/16"), Ipv4Block.parse("100.64.0.0/14")];
    expect(() => new ZoneAddresses(vpc, pods, 4)).toThrow("got 4");
    expect(() => new ZoneAddresses(vpc, pods, -1)).toThrow("got -1");
  });
});

describe("the nodes that a zone has room for", () => {
  it("have one private address each, of all but AWS's five", () => {
    expect(zoneNodeCapacity(Ipv4Block.parse("10.0.0.0/16"))).toBe(8187);
    expect(zoneNodeCapacity(Ipv4Block.parse("10.0.0.0/19"))).toBe(1019);
  });

  it("take a prefix for 16 pods, one in reserve, and their interface's address", () => {
    expect(podAddressesNeeded(1, 1)).toBe(33);
    expect(podAddressesNeeded(1, 16)).toBe(33);
    expect(podAddressesNeeded(1, 17)).toBe(49);
    expect(podAddressesNeeded(5000, 20)).toBe(245_000);
    expect(podAddressesNeeded(1000, 100)).toBe(129_000);
  });

  it("are as many as whole prefixes and interfaces find room between AWS's addresses, and not one more", () => {
    fc.assert(
      fc.property(podRanges, podCounts, (pods, podsPerNode) => {
        const subnetPrefixes = pods.size / 4 / 16 - 2;
        const needed = (nodes: number) => nodes * (Math.ceil(podsPerNode / 16) + 1) + Math.ceil(nodes / 16);
        const capacity = zonePodNodeCapacity(pods, podsPerNode);
        expect(needed(capacity)).toBeLessThanOrEqual(subnetPrefixes);
        expect(needed(capacity + 1)).toBeGreaterThan(subnetPrefixes);
      }),
    );
  });
});
