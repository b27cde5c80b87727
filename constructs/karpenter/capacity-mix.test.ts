import fc from "fast-check";
import { BUILD_MILLISECONDS, GoTools } from "../../tests/go-tools";
import { CAPACITY_PART_LABEL, type MixedNodePoolProps, nodePools } from "./capacity-mix";

const mixed: MixedNodePoolProps = {
  name: "general",
  nodeClass: "default",
  architecture: "amd64",
  capacity: "mixed",
  families: ["m6i", "c6i"],
  sizes: ["large"],
  limits: { nodes: 100, cpu: 1000, memoryGi: 4000 },
  weight: 50,
  cni: "vpc-cni",
  disruption: { consolidate: "WhenEmpty", after: "1m", budgets: [{ nodes: "10%" }] },
  expireAfter: "720h",
  terminationGracePeriod: "1h",
};

type Pool = ReturnType<typeof nodePools>[number];

const valuesOf = (pool: Pool, key: string) =>
  pool.spec.template.spec.requirements.find((requirement) => requirement.key === key)?.values ?? [];
const capacityOf = (pool: Pool) => valuesOf(pool, "karpenter.sh/capacity-type");

describe("what a pool buys", () => {
  it.each([
    ["spot", ["spot"]],
    ["on-demand", ["on-demand"]],
    ["mixed", ["spot", "on-demand"]],
  ] as const)("is one NodePool when it is %s", (capacity, types) => {
    const pools = nodePools({ ...mixed, capacity });
    expect(pools.map(({ metadata }) => metadata.name)).toEqual(["general"]);
    expect(capacityOf(pools[0]!)).toEqual(types);
  });

  it("in a ratio is two NodePools with a part of the ratio each, found as one pool", () => {
    const pools = nodePools({ ...mixed, parts: { spot: 4, onDemand: 1 } });
    expect(
      pools.map((pool) => [pool.metadata.name, capacityOf(pool), valuesOf(pool, CAPACITY_PART_LABEL)]),
    ).toEqual([
      ["general-spot", ["spot"], ["1", "2", "3", "4"]],
      ["general-on-demand", ["on-demand"], ["5"]],
    ]);
    for (const pool of pools) {
      expect(pool.spec.template.metadata?.labels).toEqual({ "pitboss.gaming/pool": "general" });
    }
  });

  it("in a ratio stays within the limits of the whole, and tries spot first", () => {
    const part = fc.integer({ min: 1, max: 9 });
    const limit = fc.integer({ min: 18, max: 100_000 });
    fc.assert(
      fc.property(part, part, limit, fc.integer({ min: 1, max: 100 }), (spot, onDemand, nodes, weight) => {
        const limits = { nodes, cpu: nodes * 8, memoryGi: nodes * 32 };
        const [first, second] = nodePools({ ...mixed, limits, weight, parts: { spot, onDemand } });
        const sum = (name: "cpu" | "nodes" | "memory") =>
          [first, second].reduce((total, pool) => total + Number.parseInt(pool!.spec.limits[name], 10), 0);
        expect(sum("nodes")).toBeLessThanOrEqual(nodes);
        expect(sum("nodes")).toBeGreaterThan(nodes - 2);
        expect(sum("cpu")).toBeLessThanOrEqual(nodes * 8);
        expect(sum("memory")).toBeLessThanOrEqual(nodes * 32);
        expect(first!.spec.weight).toBeGreaterThan(second!.spec.weight);
        expect(second!.spec.weight).toBeGreaterThanOrEqual(1);
        const parts = [first, second].flatMap((pool) => valuesOf(pool!, CAPACITY_PART_LABEL));
        expect(new Set(parts).size).toBe(spot + onDemand);
      }),
    );
  });

  it(
    "in a ratio is admitted, both halves",
    () => {
      const pools = nodePools({ ...mixed, parts: { spot: 4, onDemand: 1 } });
      expect(GoTools.install().admit(pools)).toEqual([[], []]);
    },
    BUILD_MILLISECONDS,
  );

  it.each([
    ["spot", { spot: 4, onDemand: 1 }],
    ["mixed", { spot: 0, onDemand: 1 }],
    ["mixed", { spot: 1.5, onDemand: 1 }],
    ["mixed", { spot: 3, onDemand: -1 }],
  ] as const)("of %s is not divided into %j", (capacity, parts) => {
    expect(() => nodePools({ ...mixed, capacity, parts })).toThrow("node pool general: expected whole parts");
  });
});
