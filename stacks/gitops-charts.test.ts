import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { ARGOCD } from "../constructs/chains/api-server-policies";
import { charts, type Component } from "../constructs/gitops/chart-catalogue";
import { readEnvironments } from "../envs/environments";
import { BUILD_MILLISECONDS, GoTools, type KubernetesDocument } from "../tests/go-tools";
import {
  releaseOf as releaseIn,
  releasesOf as releasesIn,
  type Values,
  valuesOf as valuesIn,
} from "../tests/helm-releases";
import { synthesizeApp } from "../tests/synthesize";
import { Platform } from "./platform";

const ROOT = resolve(__dirname, "..");
const VALUES = join(ROOT, "helm-values");
const COMPONENTS = Object.keys(charts) as Component[];
const environments = readEnvironments();
const names = environments.map(({ name }) => name);

const stacks = synthesizeApp((app) => {
  for (const environment of environments) new Platform(app, environment);
});
const gitops = (name: string) => stacks.get(`${name}-gitops`)!;
const releasesOf = (name: string) => releasesIn(gitops(name));
const releaseOf = (name: string, component: Component) => releaseIn(gitops(name), component);
const valuesOf = (name: string, component: Component) => valuesIn(gitops(name), component);

describe("the values of the releases", () => {
  it("are a folder for each chart of the catalogue, with files of known environments", () => {
    expect(readdirSync(VALUES).sort()).toEqual([...COMPONENTS].sort());
    for (const component of COMPONENTS) {
      const files = readdirSync(join(VALUES, component)).filter((file) => file.endsWith(".yaml"));
      expect(files).toContain("values.yaml");
      expect(["values", ...names]).toEqual(
        expect.arrayContaining(files.map((file) => file.replace(".yaml", ""))),
      );
    }
  });

  it.each(COMPONENTS)("were checked against the pinned version: %s", (component) => {
    expect(keysOf(component).version).toBe(charts[component].version);
  });

  it.each(names.flatMap((name) => COMPONENTS.map((component) => [name, component] as const)))(
    "have only keys that the chart knows: %s %s",
    (name, component) => {
      for (const values of valuesOf(name, component)) expect(unknownKeys(component, values)).toEqual([]);
    },
  );

  it("would not have a key that the chart does not know", () => {
    expect(unknownKeys("karpenter", { settings: { clusterNam: "x" } })).toEqual(["settings.clusterNam"]);
    expect(unknownKeys("argo-cd", { server: { ingres: {} }, replicas: 1 })).toEqual([
      "server.ingres",
      "replicas",
    ]);
    expect(unknownKeys("argo-cd", { server: { certificate: { enabled: true } } })).toEqual([
      "server.certificate.enabled",
    ]);
  });

  it("name Argo CD's service accounts as the cluster at Hetzner knows them", () => {
    const values = valuesOf("prod", "argo-cd")[0] as Record<string, { serviceAccount: { name: string } }>;
    expect(values.controller!.serviceAccount.name).toBe(ARGOCD.controller);
    expect(values.server!.serviceAccount.name).toBe(ARGOCD.server);
    expect(releaseOf("prod", "argo-cd").namespace).toBe(ARGOCD.namespace);
  });

  it("pin the Argo CD that the catalogue says", () => {
    const { global } = parse(readFileSync(join(VALUES, "argo-cd", "values.yaml"), "utf8")) as {
      global: { image: { tag: string } };
    };
    expect(global.image.tag).toBe(charts["argo-cd"].appVersion);
  });

  it.each(names)("hold no secret, and no name that would hold one: %s", (name) => {
    const text = releasesOf(name)
      .flatMap(({ values }) => values)
      .join("\n");
    expect(text).not.toMatch(/"(password|token|secret|clientSecret|apiKey)"\s*:\s*"[^"]/i);
    expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|eyJ[\w-]{20}/);
  });

  it("give production what dev does without", () => {
    const replicas = (name: string) =>
      valuesOf(name, "argo-cd").map((values) => (values["redis-ha"] as Values | undefined)?.enabled);
    expect(replicas("dev")).toEqual([true, false, undefined]);
    expect(replicas("prod")).toEqual([true, undefined, undefined]);
  });
});

describe("what Karpenter is given", () => {
  let tools: GoTools;
  beforeAll(() => {
    tools = GoTools.install();
  }, BUILD_MILLISECONDS);

  const rendered = (name: string) =>
    tools.render(join(ROOT, "helm/node-pools"), valuesOf(name, "node-pools"), "--namespace", "kube-system");

  it.each(environments)("renders, and every object of it is admitted: $name", ({ name, pools }) => {
    const objects = rendered(name);
    const karpenters = objects.filter(({ apiVersion }) => apiVersion.includes("karpenter"));
    expect(karpenters.filter(({ kind }) => kind === "NodePool").length).toBeGreaterThanOrEqual(
      Object.keys(pools).length,
    );
    expect(karpenters.filter(({ kind }) => kind === "EC2NodeClass")).toHaveLength(1);
    expect(tools.admit(karpenters)).toEqual(karpenters.map(() => []));
  });

  it.each(environments)(
    "stays within the nodes that the addresses are planned for: $name",
    ({ name, cluster }) => {
      const pools = rendered(name).filter(({ kind }) => kind === "NodePool") as unknown as {
        spec: { limits: { nodes: string } };
      }[];
      const nodes = pools.reduce(
        (sum, { spec }) => sum + Number(spec.limits.nodes),
        cluster.systemNodes.maximum,
      );
      expect(nodes).toBeLessThanOrEqual(cluster.maxNodes);
    },
  );

  it("keeps room warm where the environment says so, below every other pod", () => {
    const kinds = (name: string) => rendered(name).map(({ kind }) => kind);
    expect(kinds("dev")).not.toContain("Deployment");
    const prod = rendered("prod");
    expect(prod.find(({ kind }) => kind === "PriorityClass")).toMatchObject({
      value: -10,
      globalDefault: false,
    });
    expect(prod.find(({ kind }) => kind === "Deployment")).toMatchObject({
      spec: {
        replicas: 12,
        // Helm takes a Deployment for ready that has all but this many of its pods: a release without machines is.
        strategy: { rollingUpdate: { maxUnavailable: "100%" } },
        template: {
          spec: {
            priorityClassName: "headroom",
            nodeSelector: { "pitboss.gaming/pool": "general-arm64" },
            containers: [{ resources: { requests: { cpu: "4000m", memory: "8192Mi" } } }],
          },
        },
      },
    });
  });

  it("is refused by the chart when it is not what the chart takes", () => {
    const [chart, pool] = [
      join(ROOT, "helm/node-pools"),
      { apiVersion: "karpenter.sh/v1", kind: "NodePool", spec: {} },
    ];
    expect(() => tools.render(chart, [{ nodePools: [pool] }])).toThrow("metadata");
    expect(() =>
      tools.render(chart, [{ nodePools: [{ ...pool, kind: "Pod", metadata: { name: "x" } }] }]),
    ).toThrow("NodePool");
    expect(() => tools.render(chart, [{ nodepools: [] }])).toThrow("nodepools");
    expect(tools.helm("lint", "--strict", chart)).toContain("0 chart(s) failed");
  });

  it.each(names)("and told makes a controller that finds its cluster and its queue: %s", (name) => {
    const objects = tools.render(
      join(tools.folder, "charts/karpenter"),
      valuesOf(name, "karpenter"),
      "--namespace",
      "kube-system",
    );
    const only = (kind: string) =>
      objects.find((object) => object.kind === kind) as KubernetesDocument & { spec: unknown };
    expect(only("ServiceAccount").metadata.name).toBe("karpenter");
    const text = JSON.stringify(only("Deployment").spec);
    expect(text).toContain('{"name":"CLUSTER_NAME","value":"cluster-name"}');
    expect(text).toContain('{"name":"INTERRUPTION_QUEUE","value":"karpenter-queue-name"}');
    expect(text).toContain('{"name":"PREFERENCE_POLICY","value":"Ignore"}');
  });

  it("has the version of the catalogue in what the pools were checked against, but for a patch", () => {
    expect(existsSync(join(tools.folder, "crds/karpenter.sh_nodepools.yaml"))).toBe(true);
    const script = readFileSync(join(ROOT, "tools/go/install.mjs"), "utf8");
    const [, checked] = /karpenter-provider-aws@v(\d+\.\d+)\.\d+"/.exec(script)!;
    expect(charts.karpenter.version.startsWith(`${checked!}.`)).toBe(true);
  });
});

describe("the roots of Argo CD", () => {
  let tools: GoTools;
  beforeAll(() => {
    tools = GoTools.install();
  }, BUILD_MILLISECONDS);

  /** As the argocd-apps chart writes its values: the name is the key, finalizers are metadata, and the rest is the spec. */
  const objects = (name: string) => {
    const values = Object.assign({}, ...valuesOf(name, "argocd-apps")) as Record<
      string,
      Record<string, object>
    >;
    const named = (kind: string, specs: Record<string, { finalizers?: string[] }>) =>
      Object.entries(specs).map(([key, { finalizers, ...spec }]) => ({
        apiVersion: "argoproj.io/v1alpha1",
        kind,
        metadata: { name: key, ...(finalizers && { finalizers }) },
        spec,
      }));
    return [...named("AppProject", values.projects!), ...named("ApplicationSet", values.applicationsets!)];
  };

  it.each(names)("are admitted by the API server of a cluster that has Argo CD's definitions: %s", (name) => {
    const roots = objects(name);
    expect(roots).toHaveLength(12);
    expect(tools.admit(roots)).toEqual(roots.map(() => []));
  });

  it("stay in production when what they came from is gone", () => {
    const preserved = (name: string) =>
      objects(name)
        .filter(({ kind }) => kind === "ApplicationSet")
        .map(
          ({ spec }) =>
            (spec as { syncPolicy: { preserveResourcesOnDeletion: boolean } }).syncPolicy
              .preserveResourcesOnDeletion,
        );
    expect(new Set(preserved("prod"))).toEqual(new Set([true]));
    expect(new Set(preserved("dev"))).toEqual(new Set([false]));
  });
});

interface ChartKeys {
  readonly version: string;
  readonly keys: Readonly<Record<string, readonly string[] | "any">>;
}

function keysOf(component: Component): ChartKeys {
  return JSON.parse(readFileSync(join(VALUES, component, "chart-keys.json"), "utf8")) as ChartKeys;
}

/** The keys of values that the chart does not have; what lies below a map that takes any key is the chart's user's own. */
function unknownKeys(component: Component, values: Values): string[] {
  const { keys } = keysOf(component);
  const within = (map: Values, path: readonly string[]): string[] => {
    const known = keys[path.join(".")];
    if (known === "any") return [];
    return Object.entries(map).flatMap(([key, value]) => {
      const below = [...path, key];
      if (!known?.includes(key)) return [below.join(".")];
      const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
      return isMap ? within(value as Values, below) : [];
    });
  };
  return within(values, []);
}
