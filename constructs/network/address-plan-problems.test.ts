import fc from "fast-check";
import { AddressPlan, type AddressPlanProps } from "./address-plan";
import { addressPlanProblems, overlapsBetween } from "./address-plan-problems";

const sound: AddressPlanProps = {
  vpc: "10.0.0.0/16",
  pods: "100.64.0.0/16",
  services: "172.20.0.0/16",
  zones: { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 },
  hetzner: {
    network: "10.8.0.0/16",
    vSwitch: "10.8.128.0/24",
    pods: "10.16.0.0/16",
    services: "172.21.0.0/16",
  },
  wireGuard: "192.168.255.0/28",
  maxNodes: 200,
  podsPerNode: 30,
};

/** The problems of sound props with some replaced, each as a line of text. */
function problemsWith(changes: Partial<AddressPlanProps>): readonly string[] {
  return addressPlanProblems({ ...sound, ...changes }).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
}

function hetznerWith(changes: Partial<AddressPlanProps["hetzner"]>): readonly string[] {
  return problemsWith({ hetzner: { ...sound.hetzner, ...changes } });
}

const privateSpace = "inside 10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16";

describe("the data of an address plan", () => {
  it("has no problems when all is well", () => {
    expect(problemsWith({})).toEqual([]);
  });

  it("names a malformed range by its path", () => {
    const [problem] = addressPlanProblems({
      ...sound,
      hetzner: { ...sound.hetzner, vSwitch: "10.8.128.1/24" },
    });
    expect(problem).toEqual({
      path: ["hetzner", "vSwitch"],
      message: 'not the start of a range: got "10.8.128.1/24", expected "10.8.128.0/24"',
    });
  });

  it.each([
    [{ vpc: "10.0.0.0/15" }, `vpc: got 10.0.0.0/15, expected a /16 to /19 ${privateSpace}`],
    [{ vpc: "10.0.0.0/20" }, `vpc: got 10.0.0.0/20, expected a /16 to /19 ${privateSpace}`],
    [{ vpc: "11.0.0.0/16" }, `vpc: got 11.0.0.0/16, expected a /16 to /19 ${privateSpace}`],
    [{ pods: "100.64.0.0/13" }, "pods: got 100.64.0.0/13, expected a /14 to /18 inside 100.64.0.0/10"],
    [{ pods: "100.128.0.0/16" }, "pods: got 100.128.0.0/16, expected a /14 to /18 inside 100.64.0.0/10"],
    [{ services: "172.20.0.0/25" }, `services: got 172.20.0.0/25, expected a /12 to /24 ${privateSpace}`],
    [{ services: "100.80.0.0/16" }, `services: got 100.80.0.0/16, expected a /12 to /24 ${privateSpace}`],
    [{ wireGuard: "192.168.0.0/23" }, `wireGuard: got 192.168.0.0/23, expected a /24 to /29 ${privateSpace}`],
    [{ wireGuard: "192.168.0.0/30" }, `wireGuard: got 192.168.0.0/30, expected a /24 to /29 ${privateSpace}`],
  ])("refuses %j", (changes, problem) => {
    expect(problemsWith(changes)).toEqual([problem]);
  });

  it.each([
    [{ pods: "10.16.0.0/21" }, `hetzner.pods: got 10.16.0.0/21, expected a /12 to /20 ${privateSpace}`],
    [
      { services: "172.21.0.0/25" },
      `hetzner.services: got 172.21.0.0/25, expected a /12 to /24 ${privateSpace}`,
    ],
    [{ network: "10.8.0.0/25" }, `hetzner.network: got 10.8.0.0/25, expected a /16 to /24 ${privateSpace}`],
    [
      { vSwitch: "10.8.0.0/24" },
      "hetzner.vSwitch: got 10.8.0.0/24, expected a /17 to /30 inside 10.8.128.0/17",
    ],
    [
      { vSwitch: "10.8.0.0/16" },
      "hetzner.vSwitch: got 10.8.0.0/16, expected a /17 to /30 inside 10.8.128.0/17",
    ],
    [
      { vSwitch: "10.9.0.0/24" },
      "hetzner.vSwitch: got 10.9.0.0/24, expected a /17 to /30 inside 10.8.128.0/17",
    ],
    [
      { vSwitch: "10.8.128.0/31" },
      "hetzner.vSwitch: got 10.8.128.0/31, expected a /17 to /30 inside 10.8.128.0/17",
    ],
  ])("refuses %j on the Hetzner side", (changes, problem) => {
    expect(hetznerWith(changes)).toEqual([problem]);
  });

  it("refuses two ranges that overlap, and names both", () => {
    expect(problemsWith({ services: "10.0.128.0/20" })).toEqual([
      "services: services 10.0.128.0/20 overlaps vpc 10.0.0.0/16",
    ]);
    expect(hetznerWith({ pods: "10.0.0.0/12" })).toEqual([
      "hetzner.pods: hetzner.pods 10.0.0.0/12 overlaps vpc 10.0.0.0/16",
      "hetzner.pods: hetzner.pods 10.0.0.0/12 overlaps hetzner.network 10.8.0.0/16",
    ]);
  });

  it("refuses ranges that hosts hold already", () => {
    expect(problemsWith({ vpc: "172.17.0.0/16" })).toEqual([
      "vpc: vpc 172.17.0.0/16 overlaps Docker's bridge 172.17.0.0/16",
    ]);
    expect(hetznerWith({ network: "172.31.0.0/16", vSwitch: "172.31.128.0/24" })).toEqual([
      "hetzner.network: hetzner.network 172.31.0.0/16 overlaps the gateway of Hetzner's public interfaces 172.31.1.1/32",
    ]);
    expect(problemsWith({ vpc: "169.254.0.0/16" })).toEqual([
      `vpc: got 169.254.0.0/16, expected a /16 to /19 ${privateSpace}`,
      "vpc: vpc 169.254.0.0/16 overlaps link-local space 169.254.0.0/16",
    ]);
  });

  it.each([
    [{ "euc1-az1": 0 }, ["zones: got 1 zone, expected at least 2"]],
    [{}, ["zones: got 0 zones, expected at least 2"]],
    [
      { "euc1-az2": 1, "euc1-az1": 1 },
      ["zones.euc1-az2: got slot 1, expected another: it is the slot of euc1-az1"],
    ],
    [{ "euc1-az1": 0, "euc1-az2": 4 }, ["zones.euc1-az2: got slot 4, expected a whole number of 0 to 3"]],
    [{ "euc1-az1": 0, "euc1-az2": 0.5 }, ["zones.euc1-az2: got slot 0.5, expected a whole number of 0 to 3"]],
    [
      { "euc1-az1": 0, "eu-central-1a": 1 },
      ['zones.eu-central-1a: got the zone "eu-central-1a", expected an AZ id such as euc1-az1'],
    ],
    [
      { "use1-az1": 0, "use1-bos1-az1": 1 },
      ['zones.use1-bos1-az1: got the zone "use1-bos1-az1", expected an AZ id such as euc1-az1'],
    ],
  ])("refuses the zones %j", (zones, problems) => {
    expect(problemsWith({ zones, maxNodes: 1 })).toEqual(problems);
  });

  it.each([
    [{ maxNodes: 0 }, "maxNodes: got 0, expected a whole number of 1 to 100000"],
    [{ maxNodes: 1.5 }, "maxNodes: got 1.5, expected a whole number of 1 to 100000"],
    [{ podsPerNode: 251 }, "podsPerNode: got 251, expected a whole number of 1 to 250"],
    [{ podsPerNode: NaN }, "podsPerNode: got NaN, expected a whole number of 1 to 250"],
  ])("refuses %j", (changes, problem) => {
    expect(problemsWith(changes)).toEqual([problem]);
  });

  it("tells everything at once", () => {
    const everything = problemsWith({
      vpc: "somewhere",
      services: "172.21.0.0/16",
      zones: { "euc1-az1": 0, "euc1-az2": 0 },
      maxNodes: 5000,
    });
    expect(everything.map((problem) => problem.split(":")[0])).toEqual([
      "vpc",
      "hetzner.services",
      "zones.euc1-az2",
      "pods",
    ]);
  });

  it("has no problem exactly when a plan can be made of it", () => {
    const cidr = fc.constantFrom(
      "10.0.0.0/16",
      "10.0.0.0/19",
      "10.8.0.0/16",
      "172.17.0.0/16",
      "192.168.0.0/18",
      "10.1.2.3/16",
    );
    fc.assert(
      fc.property(cidr, cidr, (vpc, network) => {
        const props = { ...sound, vpc, hetzner: { ...sound.hetzner, network } };
        const refused = addressPlanProblems(props).length > 0;
        if (refused) expect(() => AddressPlan.from(props)).toThrow("no address plan can be made");
        else expect(AddressPlan.from(props).vpc.toString()).toBe(vpc);
      }),
    );
  });
});

describe("the room for nodes", () => {
  // A quarter of a /16 has 16,384 addresses, less 32 at its ends; a node of 30 pods takes 3 x 16 + 1.
  it("is what two of three zones' pod addresses carry, to the node", () => {
    const room = 2 * Math.floor((16_384 - 32) / 49);
    expect(problemsWith({ maxNodes: room })).toEqual([]);
    expect(problemsWith({ maxNodes: room + 1 })).toEqual([
      "pods: got room for 666 nodes of 30 pods in 100.64.0.0/16 with one of 3 zones lost, expected 667",
    ]);
  });

  it("is what two of three zones' private addresses carry, to the node", () => {
    const small = { vpc: "10.0.0.0/19", pods: "100.64.0.0/14" };
    expect(problemsWith({ ...small, maxNodes: 2038 })).toEqual([]);
    expect(problemsWith({ ...small, maxNodes: 2039 })).toEqual([
      "vpc: got room for 2038 nodes in 10.0.0.0/19 with one of 3 zones lost, expected 2039",
    ]);
  });

  it("grows with the zones, of which any may be lost", () => {
    const room = 333;
    for (const zones of [2, 3, 4]) {
      const plan = {
        zones: Object.fromEntries(Array.from({ length: zones }, (_, slot) => [`euc1-az${slot}`, slot])),
      };
      expect(problemsWith({ ...plan, maxNodes: room * (zones - 1) })).toEqual([]);
      expect(problemsWith({ ...plan, maxNodes: room * (zones - 1) + 1 })).toHaveLength(1);
    }
  });
});

describe("environments that are connected", () => {
  const production = AddressPlan.from(sound);
  const staging = AddressPlan.from({
    ...sound,
    vpc: "10.1.0.0/16",
    pods: "100.65.0.0/16",
    hetzner: { ...sound.hetzner, network: "10.9.0.0/16", vSwitch: "10.9.128.0/24", pods: "10.17.0.0/16" },
    wireGuard: "192.168.254.0/28",
  });

  it("may share service ranges", () => {
    expect(overlapsBetween({ production, staging })).toEqual([]);
  });

  it("may not share what is routed, and both are named", () => {
    const copy = AddressPlan.from({ ...sound, pods: "100.66.0.0/16", wireGuard: "192.168.253.0/28" });
    expect(overlapsBetween({ production, staging, copy })).toEqual([
      {
        path: ["production", "vpc"],
        message: "production's vpc 10.0.0.0/16 overlaps copy's vpc 10.0.0.0/16",
      },
      {
        path: ["production", "hetzner", "network"],
        message: "production's hetzner.network 10.8.0.0/16 overlaps copy's hetzner.network 10.8.0.0/16",
      },
      {
        path: ["production", "hetzner", "pods"],
        message: "production's hetzner.pods 10.16.0.0/16 overlaps copy's hetzner.pods 10.16.0.0/16",
      },
    ]);
  });

  it("clash across kinds of range, too", () => {
    const crossed = AddressPlan.from({
      ...sound,
      vpc: "10.17.0.0/18",
      hetzner: { ...sound.hetzner, pods: "10.18.0.0/16" },
    });
    expect(overlapsBetween({ crossed, staging }).map(({ message }) => message)).toContain(
      "staging's hetzner.pods 10.17.0.0/16 overlaps crossed's vpc 10.17.0.0/18",
    );
  });

  it("are compared the same in whatever order they are written", () => {
    const twin = AddressPlan.from(sound);
    expect(overlapsBetween({ twin, production })).toEqual(overlapsBetween({ production, twin }));
  });
});
