import type { EnvironmentData } from "./environment";
import { EnvironmentError, type Problem } from "./problem";
import { prod } from "./prod";
import { validateEnvironments } from "./validate";

type Gitops = EnvironmentData["gitops"];

/** The problems of production's data with some of it changed. */
function problemsWith(change: Partial<EnvironmentData>): readonly Problem[] {
  try {
    validateEnvironments({ "envs/prod.ts": { ...prod, ...change } });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

const { host, revision, signIn } = prod.gitops;

describe("what Argo CD is told", () => {
  it("is that people sign in as themselves where players are", () => {
    const gitops: Gitops = { host, revision };
    expect(problemsWith({ gitops })).toEqual([
      {
        file: "envs/prod.ts",
        path: "gitops.signIn",
        message: "got nothing, expected an identity provider in production",
      },
    ]);
  });

  it.each<[string, Partial<Gitops>, string, string]>([
    ["no host name", { host: "https://argocd" }, "host", "expected a host name such as"],
    [
      "a host that is not at the edge",
      { host: "argo.pitboss.example" },
      "host",
      "expected one of the edge's hosts",
    ],
    ["no branch", { revision: "main --upload-pack=x" }, "revision", "expected a branch or a tag"],
    [
      "a provider without TLS",
      { signIn: { ...signIn!, issuer: "http://login.pitboss.example" } },
      "signIn.issuer",
      "expected an https:// address",
    ],
  ])("is refused with %s", (_, change, path, message) => {
    expect(problemsWith({ gitops: { ...prod.gitops, ...change } })).toContainEqual({
      file: "envs/prod.ts",
      path: `gitops.${path}`,
      message: expect.stringContaining(message),
    });
  });

  it("may name any host where there is no edge", () => {
    const { edge, ...rest } = prod;
    expect(edge).toBeDefined();
    const data = { ...rest, gitops: { ...prod.gitops, host: "argo.elsewhere.example" } };
    expect(() => validateEnvironments({ "envs/prod.ts": data })).not.toThrow();
  });
});

describe("Argo CD", () => {
  const { "general-arm64": general, "steady-arm64": steady } = prod.pools;
  const taint = (effect: "NoSchedule" | "PreferNoSchedule") => [{ key: "pitboss.gaming/workload", effect }];
  const withNodes = (nodes: number) => ({ ...general!.limits, nodes });

  it.each<[string, EnvironmentData["pools"], number]>([
    ["spot alone", { general: { ...general!, capacity: "spot", parts: undefined } }, 0],
    ["pools that keep it off", { steady: { ...steady!, taints: taint("NoSchedule") } }, 0],
    ["too small an on-demand part", { general: { ...general!, limits: withNodes(14) } }, 2],
  ])("is refused with %s, on which it would never run", (_, pools, nodes) => {
    expect(problemsWith({ pools })).toContainEqual({
      file: "envs/prod.ts",
      path: "pools",
      message: `got pools with ${nodes} on-demand nodes that have no taint, expected at least 3: Argo CD runs on them`,
    });
  });

  it.each<[string, EnvironmentData["pools"]]>([
    ["a large enough part", { general: { ...general!, limits: withNodes(15) } }],
    ["nodes that would rather not have it", { steady: { ...steady!, taints: taint("PreferNoSchedule") } }],
    ["a pool that falls back on on-demand", { general: { ...general!, parts: undefined } }],
  ])("runs on %s", (_, pools) => {
    expect(problemsWith({ pools }).filter(({ path }) => path === "pools")).toEqual([]);
  });
});
