import type { EnvironmentData } from "./environment";
import { EnvironmentError, type Problem } from "./problem";
import { prod } from "./prod";
import { validateEnvironments } from "./validate";

type Pool = EnvironmentData["pools"][string];

/** The problems of production's data with its first pool changed. */
function problemsWith(change: Partial<Pool>): readonly Problem[] {
  const { "general-arm64": general, ...others } = prod.pools;
  const pools = { "general-arm64": { ...general!, ...change }, ...others };
  try {
    validateEnvironments({ "envs/prod.ts": { ...prod, pools } });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

const quiet = { consolidate: "WhenEmpty", after: "5m" } as const;

describe("a pool's data", () => {
  it("may say how its nodes come and go", () => {
    expect(
      problemsWith({
        labels: { "pitboss.gaming/workload": "brokers" },
        taints: [{ key: "pitboss.gaming/workload", value: "brokers", effect: "NoSchedule" }],
        disruption: { ...quiet, budgets: [{ nodes: "0", reasons: ["Underutilized"] }] },
      }),
    ).toEqual([]);
  });

  it.each<[string, Partial<Pool>, string, string]>([
    ["parts of what is not mixed", { capacity: "on-demand" }, "parts", "expected them of a mixed one"],
    [
      "a part that is no whole number",
      { parts: { spot: 1.5, onDemand: 1 } },
      "parts.spot",
      "expected a whole number",
    ],
    ["no on-demand part", { parts: { spot: 4, onDemand: 0 } }, "parts.onDemand", "expected at least 1"],
    [
      "fewer nodes than parts",
      { limits: { nodes: 4, cpu: 16000, memoryGi: 64000 } },
      "limits.nodes",
      "expected at least a node for each of the 5 parts",
    ],
    [
      "more families asked for than there are",
      { minimumFamilies: 7 },
      "minimumFamilies",
      "at most the 6 families",
    ],
    [
      "a label of the platform's own",
      { labels: { "pitboss.gaming/pool": "mine" } },
      "labels.pitboss.gaming/pool",
      "expected a key that the platform does not use itself",
    ],
    [
      "a label of somebody else's",
      { labels: { "karpenter.sh/nodepool": "mine" } },
      "labels.karpenter.sh/nodepool",
      "expected a key such as pitboss.gaming/workload",
    ],
    [
      "a label with a hostile value",
      { labels: { "pitboss.gaming/workload": "a\nb" } },
      "labels.pitboss.gaming/workload",
      "expected a label's value",
    ],
    [
      "a taint of the platform's own",
      { taints: [{ key: "pitboss.gaming/capacity-part", effect: "NoSchedule" }] },
      "taints.0.key",
      "expected a key that the platform does not use itself",
    ],
    [
      "a schedule that cron does not know",
      { disruption: { ...quiet, budgets: [{ nodes: "5%", schedule: "0 25 * * *", duration: "8h" }] } },
      "disruption.budgets.0.schedule",
      "expected a schedule of cron's five fields",
    ],
    [
      "a schedule without an end",
      { disruption: { ...quiet, budgets: [{ nodes: "5%", schedule: "0 15 * * *" }] } },
      "disruption.budgets.0",
      "expected a schedule and a duration, or neither",
    ],
    [
      "a budget that never lets a node have a newer image",
      { disruption: { ...quiet, budgets: [{ nodes: "20%", reasons: ["Empty"] }, { nodes: "0" }] } },
      "disruption.budgets.1.nodes",
      'got "0" at all times',
    ],
    [
      "a budget of more than all",
      { disruption: { ...quiet, budgets: [{ nodes: "101%" }] } },
      "disruption.budgets.0.nodes",
      "expected a number or per cent",
    ],
    [
      "an age in words",
      { life: { expireAfter: "a month", terminationGracePeriod: "1h" } },
      "life.expireAfter",
      "expected a duration such as 30m",
    ],
    [
      "no age at all",
      { life: { expireAfter: "0h", terminationGracePeriod: "1h" } },
      "life.expireAfter",
      "expected a duration such as 30m or 720h, and not none",
    ],
    [
      "an age at which pods are still leaving",
      { life: { expireAfter: "90m", terminationGracePeriod: "1h30m" } },
      "life.expireAfter",
      "got 90m, expected longer than the 1h30m that a node's pods may take to leave",
    ],
    [
      "two taints that no node may have together",
      {
        taints: [
          { key: "pitboss.gaming/workload", value: "brokers", effect: "NoSchedule" },
          { key: "pitboss.gaming/workload", value: "brokers", effect: "NoExecute" },
          { key: "pitboss.gaming/workload", value: "caches", effect: "NoSchedule" },
        ],
      },
      "taints.2",
      "got a second pitboss.gaming/workload:NoSchedule",
    ],
    [
      "headroom in pieces that no instance of the pool has room for",
      { headroom: { replicas: 1, milliCpu: 16_000, memoryMi: 16 } },
      "headroom.milliCpu",
      "got 16000, expected less than the 16000 of the pool's largest instance",
    ],
    [
      "instances that cannot give their pods addresses",
      { sizes: ["medium", "large", "xlarge", "2xlarge"] },
      "sizes.0",
      "got medium, expected large or larger: it has no addresses",
    ],
    [
      "headroom of most of the pool's processors",
      { headroom: { replicas: 1000, milliCpu: 8001, memoryMi: 16 } },
      "headroom",
      "got 8001 idle vCPUs, expected at most half of the pool's 16000",
    ],
    [
      "headroom of most of the pool's memory",
      { headroom: { replicas: 1000, milliCpu: 10, memoryMi: 65536 } },
      "headroom",
      "got 64000 idle GiB, expected at most half of the pool's 64000",
    ],
  ])("is refused with %s", (_, change, path, message) => {
    expect(problemsWith(change)).toContainEqual({
      file: "envs/prod.ts",
      path: `pools.general-arm64.${path}`,
      message: expect.stringContaining(message),
    });
  });
});

describe("a pool's name", () => {
  const named = (name: string, general: Partial<Pool>) => {
    const { "general-arm64": arm, "general-amd64": amd } = prod.pools;
    const pools = { "general-arm64": { ...arm!, ...general }, [name]: amd! };
    try {
      validateEnvironments({ "envs/prod.ts": { ...prod, pools } });
    } catch (error) {
      if (error instanceof EnvironmentError) return error.problems.map(({ path, message }) => path + message);
      throw error;
    }
    return [];
  };

  it.each(["general-arm64-spot", "arm64-on-demand", "general-arm64-x"])(
    "is its own, beside the parts of another pool: %s",
    (name) => {
      const taken = name === "general-arm64-spot";
      const problem = `pools.${name}got the name "${name}", expected another`;
      expect(named(name, {})).toEqual(taken ? [expect.stringContaining(problem)] : []);
      expect(named(name, { parts: undefined })).toEqual([]);
    },
  );
});

describe("a pool's headroom", () => {
  it("may be of pieces a little smaller than its largest instance", () => {
    expect(problemsWith({ headroom: { replicas: 1, milliCpu: 15_999, memoryMi: 16 } })).toEqual([]);
  });

  it("is not judged by instances whose names are wrong: their own problem says so", () => {
    const headroom = { replicas: 1, milliCpu: 4000, memoryMi: 16 };
    for (const wrong of [{ families: ["m99g"] }, { sizes: ["larg"] }]) {
      const paths = problemsWith({ ...wrong, headroom }).map(({ path }) => path);
      expect(paths).not.toContain("pools.general-arm64.headroom.milliCpu");
      expect(paths).not.toEqual([]);
    }
  });
});
