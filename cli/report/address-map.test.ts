import { readEnvironments } from "../../envs/environments";
import { addressMapOf } from "./address-map";

const maps = readEnvironments().map(addressMapOf);

describe("the map of an environment's addresses", () => {
  it.each(maps)("of $environment draws every address of the VPC and of the pods exactly once", (map) => {
    for (const { blocks } of [map.vpc, map.pods]) {
      let end = 0;
      for (const { from, share } of blocks) {
        expect(from).toBe(end);
        end = from + share;
      }
      expect(end).toBe(1);
    }
  });

  it("says what a subnet is for, where it is, and how many addresses AWS leaves of it", () => {
    expect(maps[0]!.vpc.blocks[0]).toEqual({
      name: "Nodes, euc1-az1",
      purpose: "private",
      cidr: "10.16.0.0/19",
      first: "10.16.0.0",
      last: "10.16.31.255",
      size: 8192,
      usable: 8187,
      from: 0,
      share: 1 / 8,
    });
  });

  it("keeps a quarter of a sixteenth for a control plane that uses a /28 of it", () => {
    const [plane] = maps[0]!.vpc.blocks.filter(({ purpose }) => purpose === "control-plane");
    expect(plane).toMatchObject({
      cidr: "10.16.160.0/28",
      size: 16,
      usable: 11,
      from: 10 / 16,
      share: 1 / 64,
    });
  });

  it("leaves what a fourth zone would get in one piece a tier", () => {
    const free = maps[0]!.vpc.blocks.filter(({ name }) => name === "Free, for another zone");
    expect(free.map(({ cidr }) => cidr)).toEqual([
      "10.16.96.0/19",
      "10.16.140.0/22",
      "10.16.156.0/22",
      "10.16.172.0/22",
    ]);
  });

  it("lists the ranges as wholes, the largest first", () => {
    const prod = maps[2]!;
    expect(prod.ranges[0]).toMatchObject({ name: "Pods on EKS", cidr: "100.72.0.0/14", size: 262144 });
    expect(prod.ranges.at(-1)).toMatchObject({ name: "WireGuard", size: 256 });
  });
});
