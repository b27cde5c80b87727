import { dev } from "./dev";
import type { EnvironmentData } from "./environment";
import { readEnvironments } from "./environments";
import { EnvironmentError, type Problem } from "./problem";
import { prod } from "./prod";
import { staging } from "./staging";
import { validateEnvironments } from "./validate";

function problemsOf(data: Record<string, unknown>): readonly Problem[] {
  try {
    validateEnvironments(data);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

/** The problems of production's data with some of it changed. */
function problemsWith(change: (data: Mutable) => void): readonly Problem[] {
  const data = structuredClone(prod) as Mutable;
  change(data);
  return problemsOf({ "envs/prod.ts": data });
}

type Mutable = { -readonly [Key in keyof EnvironmentData]: EnvironmentData[Key] };

function pool(data: Mutable, name: string) {
  return data.pools[name]!;
}

describe("the environments' data", () => {
  it("holds for dev, staging and prod", () => {
    expect(readEnvironments().map(({ name }) => name)).toEqual(["dev", "staging", "prod"]);
  });

  it.each<[string, (data: Mutable) => void, Partial<Problem>]>([
    [
      "an AZ id of another region",
      (data) => (data.network.zones = { "euc1-az1": 0, "euc1-az2": 1, "euw1-az1": 2 }),
      {
        path: "network.zones.euw1-az1",
        message:
          'got the zone "euw1-az1", expected one that eu-central-1 offers a cluster: euc1-az1, euc1-az2, euc1-az3',
      },
    ],
    [
      "fewer than three zones",
      (data) => (data.network.zones = { "euc1-az1": 0, "euc1-az2": 1 }),
      { path: "network.zones", message: "got 2 zones, expected at least 3" },
    ],
    [
      "ranges that overlap",
      (data) => (data.network.wireGuard = "10.48.3.0/24"),
      { path: "network.wireGuard", message: expect.stringMatching(/10\.48\.3\.0\/24.*10\.48\.0\.0\/16/) },
    ],
    [
      "a pod range too small for the nodes",
      (data) => (data.cluster.maxNodes = 5000),
      { path: "network.pods", message: expect.stringMatching(/room for 1014 nodes .* expected 5000/) },
    ],
    [
      "an image that moves by itself, in production",
      (data) => (data.nodeImage = "al2023@latest"),
      { path: "nodeImage", message: expect.stringContaining('got "al2023@latest", expected a release') },
    ],
    [
      "a pool that buys spot among fewer than 15 instance types",
      (data) => (pool(data, "general-arm64").sizes = ["large", "xlarge"]),
      {
        path: "pools.general-arm64",
        message: "got 12 instance types for a pool that buys spot, expected at least 15",
      },
    ],
    [
      "a family of another architecture",
      (data) => (pool(data, "general-arm64").families = ["m7g", "m7i"]),
      { path: "pools.general-arm64.families.1", message: expect.stringContaining("got m7i, which is amd64") },
    ],
    [
      "a family that does not exist",
      (data) => (pool(data, "general-arm64").families = ["m99g"]),
      { path: "pools.general-arm64.families.0", message: expect.stringContaining('"m99g"') },
    ],
    [
      "a Kubernetes that is out of standard support",
      (data) => (data.cluster.kubernetesVersion = "1.34"),
      { path: "cluster.kubernetesVersion", message: expect.stringContaining("2026-12-02") },
    ],
    [
      "a Kubernetes that the pinned Karpenter does not support",
      (data) => (data.cluster.kubernetesVersion = "1.36"),
      { path: "cluster.kubernetesVersion", message: expect.stringContaining("needs Karpenter 1.13") },
    ],
    [
      "a cluster that nobody administers",
      (data) => (data.cluster.admins = []),
      { path: "cluster.admins", message: expect.stringContaining("expected at least one") },
    ],
    [
      "an administrator of another account",
      (data) => (data.cluster.admins = ["arn:aws:iam::999999999999:role/platform-admin"]),
      {
        path: "cluster.admins.0",
        message: expect.stringContaining("expected a role of account 777788889999"),
      },
    ],
    [
      "two administrators of one name, whose access entries would be one",
      (data) =>
        (data.cluster.admins = ["a", "b"].map((path) => `arn:aws:iam::777788889999:role/${path}/admin`)),
      { path: "cluster.admins.1", message: 'got a second role named "admin", expected names that differ' },
    ],
    [
      "an administrator whose ARN names nobody",
      (data) => (data.cluster.admins = ["arn:aws:iam::777788889999:role//"]),
      { path: "cluster.admins.0", message: expect.stringContaining("expected the ARN of an IAM role") },
    ],
    [
      "system nodes that are not Graviton",
      (data) => (data.cluster.systemNodes.instanceTypes = ["m7i.large"]),
      { path: "cluster.systemNodes.instanceTypes.0", message: expect.stringContaining("amd64") },
    ],
    [
      "one system node, which cannot hold two replicas apart",
      (data) => (data.cluster.systemNodes.minimum = 1),
      { path: "cluster.systemNodes.minimum", message: expect.stringContaining("got 1, expected at least 2") },
    ],
    [
      "one NAT gateway in production",
      (data) => (data.network.nat = "single"),
      { path: "network.nat", message: 'got "single", expected "per-zone" in production' },
    ],
    [
      "production without protection",
      (data) => (data.protect = false),
      { path: "protect", message: "got false, expected true in production" },
    ],
    [
      "a production cluster that can be deleted by a slip",
      (data) => (data.cluster.deletionProtection = false),
      { path: "cluster.deletionProtection", message: "got false, expected true in production" },
    ],
    [
      "a production cluster that stays in an impaired zone",
      (data) => (data.cluster.zonalShift = false),
      { path: "cluster.zonalShift", message: "got false, expected true in production" },
    ],
    [
      "production's logs gone within the year",
      (data) => (data.logRetentionDays = 90),
      { path: "logRetentionDays", message: "got 90, expected at least 365 in production" },
    ],
    [
      "players' data outside production",
      (data) => (data.production = false),
      { path: "production", message: "got false, expected true where the owner's dataClass is player-data" },
    ],
    [
      "pools that may outgrow the addresses",
      (data) => (pool(data, "general-arm64").limits.nodes = 700),
      {
        path: "cluster.maxNodes",
        message: "got 1000, expected at least the 1099 nodes that the pools and the system nodes may have",
      },
    ],
    [
      "a size that none of the families has",
      (data) => (pool(data, "general-arm64").sizes = ["large", "larg", "2xlrge"]),
      { path: "pools.general-arm64.sizes.2", message: expect.stringContaining('got "2xlrge"') },
    ],
    [
      "a family named twice, which is no choice",
      (data) => (pool(data, "general-arm64").families = ["m7g", "m7g"]),
      { path: "pools.general-arm64.families", message: expect.stringContaining("expected no value twice") },
    ],
    [
      "a pool whose name is no name",
      (data) => (data.pools = { "General ARM": pool(data, "general-arm64") }),
      {
        path: "pools.General ARM",
        message: 'got the name "General ARM", expected lower case words joined by hyphens',
      },
    ],
    [
      "a range that is none",
      (data) => (data.network.vpc = "10.48.0.0"),
      { path: "network.vpc", message: expect.stringContaining("10.48.0.0") },
    ],
    [
      "an account id that is not twelve digits",
      (data) => (data.account = "1234"),
      { path: "account", message: 'got "1234", expected twelve digits' },
    ],
    [
      "a field that nothing reads",
      (data) => Object.assign(data.cluster, { kuberneteVersion: "1.35" }),
      { path: "cluster.kuberneteVersion", message: "got a field that nothing reads" },
    ],
  ])("refuses %s", (_, change, expected) => {
    expect(problemsWith(change)).toContainEqual({ file: "envs/prod.ts", ...expected });
  });

  it("may follow the newest image outside production", () => {
    expect(problemsOf({ "envs/dev.ts": { ...dev, nodeImage: "al2023@latest" } })).toEqual([]);
  });

  it("accepts a spot pool of exactly 15 instance types", () => {
    const fifteen = problemsWith((data) => {
      pool(data, "general-arm64").families = ["c7g", "m7g", "r7g"];
      pool(data, "general-arm64").sizes = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];
    });
    expect(fifteen).toEqual([]);
  });

  it("is told of all its problems at once: malformed fields, broken rules, and other files'", () => {
    const problems = problemsOf({
      "envs/dev.ts": { ...dev, region: "mars-north-1", account: 12 },
      "envs/staging.ts": {
        ...staging,
        cluster: { ...staging.cluster, admins: [], kubernetesVersion: "1.34" },
      },
      "envs/prod.ts": { ...prod, nodeImage: "al2023@latest", network: "none" },
    });
    expect(problems.map(({ file, path }) => `${file} ${path}`)).toEqual([
      "envs/dev.ts account",
      "envs/dev.ts region",
      "envs/staging.ts cluster.kubernetesVersion",
      "envs/staging.ts cluster.admins",
      "envs/prod.ts network",
      "envs/prod.ts nodeImage",
    ]);
  });

  it("is told of broken rules beside a field that nothing reads, and beside malformed fields of the same section", () => {
    const problems = problemsWith((data) => {
      Object.assign(data.cluster, { kuberneteVersion: "1.35", controlPlaneTier: "huge", admins: [] });
      data.cluster.kubernetesVersion = "1.34";
      data.network.wireGuard = "10.48.3.0/24";
      data.network.nat = "single";
      data.protect = false;
    });
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "cluster.admins",
      "cluster.controlPlaneTier",
      "cluster.kuberneteVersion",
      "cluster.kubernetesVersion",
      "network.nat",
      "network.wireGuard",
      "protect",
    ]);
  });

  it("is compared with other environments where it is sound, whatever else is malformed", () => {
    const problems = problemsOf({
      "envs/dev.ts": { ...dev, pools: {} },
      "envs/staging.ts": { ...staging, account: dev.account },
    });
    expect(problems).toContainEqual(expect.objectContaining({ file: "envs/staging.ts", path: "account" }));
  });

  const circular: Record<string, unknown> = {};
  circular.self = circular;

  it.each<[string, unknown, string]>([
    ["a function", () => 1, "got [Function"],
    ["a bigint", 12n, "got 12n"],
    ["something circular", circular, "got <ref *1> { self: [Circular *1] }"],
    ["no number", Number.NaN, "got NaN"],
    ["no day", new Date(Number.NaN), "got Invalid Date"],
    ["nothing", undefined, "got nothing"],
  ])("is told by what it is when it is %s", (_, region, message) => {
    const [problem] = problemsOf({ "envs/dev.ts": { ...dev, region: region as string } });
    expect(problem!.message.startsWith(message)).toBe(true);
  });

  it("is told in short, however long it is", () => {
    const [problem] = problemsOf({ "envs/dev.ts": { ...dev, account: "x".repeat(500) } });
    expect(problem!.message).toBe(`got "${"x".repeat(78)}…, expected twelve digits`);
  });

  it("says in its error how many problems there are, and of each the file, the path, what was got and what is allowed", () => {
    const validate = () => validateEnvironments({ "envs/dev.ts": { ...dev, logRetentionDays: 30 } });
    expect(validate).toThrow(
      [
        "1 problem in the environments' data",
        "  envs/dev.ts logRetentionDays: got 30, expected one of 90, 365, 731, 1827, 3653",
      ].join("\n"),
    );
  });

  it.each([undefined, null, 12, "dev", []])("refuses %p as an environment", (candidate) => {
    expect(problemsOf({ "envs/dev.ts": candidate })).not.toEqual([]);
  });

  it("refuses two environments in one account, or of one name", () => {
    const problems = problemsOf({ "envs/dev.ts": dev, "envs/copy.ts": dev });
    expect(problems).toContainEqual({
      file: "envs/copy.ts",
      path: "account",
      message: 'got "111122223333", as in envs/dev.ts; an account holds one environment',
    });
    expect(problems.map(({ path }) => path)).toContain("name");
  });

  it("refuses routed ranges that two environments share", () => {
    const network = { ...staging.network, pods: dev.network.pods };
    const problems = problemsOf({ "envs/dev.ts": dev, "envs/staging.ts": { ...staging, network } });
    expect(problems).toContainEqual({
      file: "envs/staging.ts",
      path: "network.pods",
      message: expect.stringContaining("100.64.0.0/16"),
    });
  });
});
