import fc from "fast-check";
import { ENCAPSULATION_OVERHEAD, type Encapsulation, LINK_MTU, type Link, mtuPlan, pathMtu } from "./mtu";

const anyLink = fc.constantFrom(...(Object.keys(LINK_MTU) as Link[]));
const anyLayers = fc.array(fc.constantFrom(...(Object.keys(ENCAPSULATION_OVERHEAD) as Encapsulation[])), {
  maxLength: 4,
});

/** The MTU, or nothing where the path is refused. */
function attempt(links: [Link, ...Link[]], layers: Encapsulation[] = []): number | undefined {
  try {
    return pathMtu(links, layers);
  } catch {
    return undefined;
  }
}

describe("the MTU of a path", () => {
  it("is the link's when nothing is encapsulated", () => {
    expect(pathMtu(["vpc"])).toBe(9001);
    expect(pathMtu(["vSwitch"])).toBe(1400);
  });

  it("is the narrowest link's when there are several, in whatever order", () => {
    expect(pathMtu(["vpc", "internet", "hetznerNetwork"])).toBe(1450);
    fc.assert(
      fc.property(anyLink, anyLink, (one, other) => {
        expect(pathMtu([one, other])).toBe(Math.min(LINK_MTU[one], LINK_MTU[other]));
        expect(pathMtu([one, other])).toBe(pathMtu([other, one]));
      }),
    );
  });

  it("shrinks by each encapsulation's overhead, or is refused below 1280 bytes", () => {
    fc.assert(
      fc.property(anyLink, anyLayers, (link, layers) => {
        const left = LINK_MTU[link] - layers.reduce((sum, layer) => sum + ENCAPSULATION_OVERHEAD[layer], 0);
        expect(attempt([link], layers)).toBe(left >= 1280 ? left : undefined);
      }),
    );
  });

  it("may be 1280 bytes exactly", () => {
    expect(pathMtu(["vSwitch"], ["wireGuardOverIpv4", "wireGuardOverIpv4"])).toBe(1280);
  });

  it("is refused when too little is left, with the sum", () => {
    expect(() => pathMtu(["hetznerNetwork", "vSwitch"], ["vxlan", "ciliumWireGuard"])).toThrow(
      "the path leaves too little of a packet: got vSwitch 1400 - vxlan 50 - ciliumWireGuard 95 = 1255 bytes, " +
        "expected at least 1280",
    );
  });

  it("would be too little on a vSwitch inside VXLAN and WireGuard by Cilium's old reserve, too", () => {
    expect(attempt(["vSwitch"], ["vxlan", "wireGuardOverIpv6"])).toBeUndefined();
  });
});

describe("the platform's MTU", () => {
  it("is what fits each kind of interface", () => {
    expect(mtuPlan()).toEqual({
      wireGuard: 1440, // 1500 - 60
      podInVpc: 9001,
      podOnHetznerNetwork: 1305, // 1450 - 50 - 95
      podOnVSwitch: 1305, // 1400 - 95
    });
  });

  it("is a whole number of cipher blocks for WireGuard, which pads to that", () => {
    expect(mtuPlan().wireGuard % 16).toBe(0);
  });
});
