import fc from "fast-check";
import { Ipv4Block } from "../network/ipv4-block";
import {
  addressRoles,
  networkGateway,
  privateAddress,
  robotAddress,
  robotSlotProblem,
  slotProblem,
  slotProblems,
} from "./private-addresses";

/** A cloud subnet of any size that the address plan allows: the lower half of a /16 to /24. */
const anySubnet = fc
  .record({ prefix: fc.integer({ min: 16, max: 24 }), index: fc.nat(255) })
  .map(({ prefix, index }) => {
    const network = Ipv4Block.parse("10.0.0.0/8").subdivide(prefix, index);
    return { network: network.toString(), subnet: network.subdivide(prefix + 1, 0).toString() };
  });

/** Every slot that a subnet has, with its address. */
function everyAddress(subnet: string): readonly (readonly [string, string])[] {
  return addressRoles.flatMap((role) =>
    Array.from({ length: 300 }, (_, slot) => slot)
      .filter((slot) => slotProblem({ subnet, role, slot }) === undefined)
      .map((slot) => [`${role} ${slot}`, privateAddress({ subnet, role, slot })] as const),
  );
}

describe("a private address", () => {
  it.each([
    ["gateway", 0, "10.48.0.5"],
    ["gateway", 2, "10.48.0.7"],
    ["load-balancer", 0, "10.48.0.8"],
    ["validator", 0, "10.48.0.10"],
    ["validator", 39, "10.48.0.49"],
    ["sentry", 0, "10.48.0.50"],
    ["control-plane", 0, "10.48.0.100"],
    ["worker", 0, "10.48.0.120"],
    ["worker", 134, "10.48.0.254"],
  ] as const)("of %s %d is the same for good", (role, slot, address) => {
    expect(privateAddress({ subnet: "10.48.0.0/17", role, slot })).toBe(address);
  });

  it("is no other slot's, in a subnet of any size", () => {
    fc.assert(
      fc.property(anySubnet, ({ subnet }) => {
        const addresses = everyAddress(subnet).map(([, address]) => address);
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(addresses.length).toBeGreaterThan(100);
      }),
      { numRuns: 20 },
    );
  });

  it("is one that Hetzner can give: in the subnet, and neither an end of it nor the gateway", () => {
    fc.assert(
      fc.property(anySubnet, ({ network, subnet }) => {
        const block = Ipv4Block.parse(subnet);
        const taken = [block.first, block.last, networkGateway(network)];
        for (const [, address] of everyAddress(subnet)) {
          expect(block.contains(Ipv4Block.parse(`${address}/32`))).toBe(true);
          expect(taken).not.toContain(address);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is as far into the subnet whatever the subnet's size", () => {
    const offsets = (subnet: string) => new Map(everyAddress(subnet));
    const large = offsets("10.48.0.0/17");
    const small = offsets("10.48.0.0/25");
    expect([...small].filter(([slot, address]) => large.get(slot) !== address)).toEqual([]);
    expect(small.size).toBe(large.size - 128);
  });

  it.each([-1, 40, 0.5, NaN])("is not of slot %p", (slot) => {
    expect(() => privateAddress({ subnet: "10.48.0.0/17", role: "validator", slot })).toThrow(
      `expected the slot of a validator in 10.48.0.0/17 as a whole number of 0 to 39, got ${slot}`,
    );
  });

  it("is not of a slot beyond a small subnet, nor of a role beyond a smaller one", () => {
    expect(slotProblem({ subnet: "10.48.0.0/25", role: "worker", slot: 6 })).toBeUndefined();
    expect(slotProblem({ subnet: "10.48.0.0/25", role: "worker", slot: 7 })).toContain("of 0 to 6, got 7");
    expect(slotProblem({ subnet: "10.48.0.0/26", role: "worker", slot: 0 })).toBe(
      "expected a subnet with addresses for a worker, which start at .120, got 10.48.0.0/26",
    );
  });
});

describe("the slots of a role", () => {
  const problems = (machines: Record<string, { slot: number }>) =>
    slotProblems({ subnet: "10.48.0.0/17", role: "worker", machines });

  it("are in order when each exists and is one machine's", () => {
    expect(problems({ one: { slot: 0 }, other: { slot: 134 } })).toEqual([]);
  });

  it("are not when one does not exist, or is another machine's", () => {
    expect(problems({ one: { slot: 135 }, two: { slot: 3 }, three: { slot: 3 }, four: { slot: 3 } })).toEqual(
      [
        { path: ["one", "slot"], message: expect.stringContaining("0 to 134, got 135") },
        { path: ["three", "slot"], message: "got slot 3, which is two's already" },
        { path: ["four", "slot"], message: "got slot 3, which is two's already" },
      ],
    );
  });
});

describe("the gateway of a network", () => {
  it("is its first address", () => {
    expect(networkGateway("10.48.0.0/16")).toBe("10.48.0.1");
  });
});

describe("a dedicated machine's address", () => {
  it("comes after the vSwitch's own and its gateway's", () => {
    expect(robotAddress({ vSwitch: "10.48.128.0/20", slot: 0 })).toBe("10.48.128.2");
    expect(robotAddress({ vSwitch: "10.48.128.0/20", slot: 254 })).toBe("10.48.129.0");
  });

  it("leaves the last address to broadcasts", () => {
    expect(robotAddress({ vSwitch: "10.48.255.252/30", slot: 0 })).toBe("10.48.255.254");
    expect(() => robotAddress({ vSwitch: "10.48.255.252/30", slot: 1 })).toThrow(
      "expected the slot of a dedicated machine in 10.48.255.252/30 as a whole number of 0 to 0, got 1",
    );
  });

  it.each([-1, 1.5, NaN])("is not of slot %p", (slot) => {
    expect(robotSlotProblem({ vSwitch: "10.48.128.0/20", slot })).toContain(`got ${slot}`);
  });
});
