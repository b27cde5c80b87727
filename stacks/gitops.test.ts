import { charts, type Component } from "../constructs/gitops/chart-catalogue";
import { bridgeSchema } from "../constructs/gitops/bridge";
import { readEnvironments } from "../envs/environments";
import {
  releaseOf as releaseIn,
  releasesOf as releasesIn,
  type Values,
  valuesOf,
} from "../tests/helm-releases";
import { synthesizeApp } from "../tests/synthesize";
import { Platform } from "./platform";

const COMPONENTS = Object.keys(charts) as Component[];
const environments = readEnvironments();

const stacks = synthesizeApp((app) => {
  for (const environment of environments) new Platform(app, environment);
});
const gitops = (name: string) => stacks.get(`${name}-gitops`)!;
const releasesOf = (name: string) => releasesIn(gitops(name));
const releaseOf = (name: string, component: Component) => releaseIn(gitops(name), component);

const names = environments.map(({ name }) => name);

describe("the releases of the gitops layer", () => {
  it.each(names)("are those of the chart catalogue, at its versions: %s", (name) => {
    const releases = releasesOf(name);
    expect(releases.map((release) => release.name).sort()).toEqual([...COMPONENTS].sort());
    for (const { name: component, chart, repository, version } of releases) {
      const pinned = charts[component];
      if (pinned.repository === undefined) {
        expect(chart).toMatch(/^assets\/node-pools-chart\/[0-9A-F]{32}$/);
        expect([repository, version]).toEqual([undefined, undefined]);
      } else {
        expect({ chart, repository, version }).toEqual({
          chart: component,
          repository: pinned.repository,
          version: pinned.version,
        });
      }
    }
  });

  it("wait for each other: definitions, controller, pools, Argo CD, its roots", () => {
    const order: Component[] = ["karpenter-crd", "karpenter", "node-pools", "argo-cd", "argocd-apps"];
    const waits = order.map((component) => releaseOf("prod", component).depends_on ?? []);
    expect(waits[0]).toEqual([]);
    order.slice(1).forEach((component, index) => {
      expect([component, waits[index + 1]![0]]).toEqual([
        component,
        expect.stringContaining(`helm_release.${order[index]!}_`),
      ]);
    });
    for (const secret of Object.values(gitops("prod").resources("kubernetes_secret_v1"))) {
      expect(secret.depends_on).toEqual([expect.stringContaining("helm_release.argo-cd_")]);
    }
  });

  it("are gone before what ends the rest of them: the roots before their clusters", () => {
    const waits = releaseOf("prod", "argocd-apps").depends_on!;
    const secrets = Object.keys(gitops("prod").resources("kubernetes_secret_v1"));
    expect(secrets).toHaveLength(2);
    expect(waits).toEqual(expect.arrayContaining(secrets.map((id) => `kubernetes_secret_v1.${id}`)));
  });

  it("are gone only when all in them is, nodes too: Karpenter stays until the last pod may have left", () => {
    for (const name of names) {
      for (const { wait, atomic } of releasesOf(name)) expect([wait, atomic]).toEqual([true, true]);
    }
    // Six hours for the pods of `steady-arm64`, and half an hour.
    expect(releaseOf("prod", "node-pools").timeout).toBe(6 * 3600 + 1800);
  });

  it("leave Karpenter's definitions to the release that can change them", () => {
    expect(releaseOf("prod", "karpenter").skip_crds).toBe(true);
    expect(releaseOf("prod", "karpenter-crd").skip_crds).toBe(false);
  });

  it("talk to the cluster as whoever applies them, and keep nothing of that", () => {
    const { provider, terraform } = gitops("dev").document as {
      provider: Record<string, [{ kubernetes?: Values; exec?: Values[] }]>;
      terraform: { required_providers: Record<string, { version: string }> };
    };
    const exec = expect.objectContaining({ command: "aws", args: expect.arrayContaining(["get-token"]) });
    expect(provider.helm![0].kubernetes).toMatchObject({ exec });
    expect(provider.kubernetes![0].exec).toEqual([exec]);
    expect(JSON.stringify(provider)).not.toMatch(/"(token|password|client_key)"/);
    expect(terraform.required_providers.helm!.version).toBe("~> 3.1");
    expect(terraform.required_providers.kubernetes!.version).toBe("~> 2.38");
  });

  it("are all that Terraform does to a cluster, but for the clusters that Argo CD is told of", () => {
    for (const name of names) expect(gitops(name).types()).toEqual(["helm_release", "kubernetes_secret_v1"]);
  });
});

describe("the clusters that Argo CD is told of", () => {
  const secrets = (name: string) =>
    Object.values(gitops(name).resources("kubernetes_secret_v1")) as {
      metadata: { name: string; labels: Record<string, string>; annotations: Record<string, string> };
      data: Record<"config" | "name" | "server", string>;
    }[];

  it.each(names)("carry the bridge: %s", (name) => {
    const found = secrets(name);
    expect(found.map(({ metadata }) => metadata.name)).toEqual([
      `cluster-pitboss-${name}`,
      `cluster-pitboss-${name}-hetzner`,
    ]);
    for (const { metadata } of found) {
      const { labels, annotations } = metadata;
      expect(bridgeSchema.safeParse({ labels, annotations }).error).toBeUndefined();
      expect(labels["pitboss.gaming/environment"]).toBe(name);
    }
  });

  it("hold no credential: its own service account here, a token of its pod's there", () => {
    const [own, hetzner] = secrets("dev");
    expect(own!.data).toEqual({
      name: "pitboss-dev",
      server: "https://kubernetes.default.svc",
      config: '{"tlsClientConfig":{"insecure":false}}',
    });
    expect(hetzner!.data.server).toContain("outputs.kubernetes_endpoint");
    expect(hetzner!.data.config).toContain("cat /var/run/secrets/hetzner-dev/token");
    expect(hetzner!.data.config).toContain("outputs.kubernetes_certificate_authority");
    expect(hetzner!.data.config).not.toMatch(/bearerToken|password|keyData|certData/);
    const mounts = JSON.stringify(valuesOf(gitops("dev"), "argo-cd").at(-1));
    expect(mounts).toContain('"audience":"hetzner-dev"');
  });

  it("are the one that it is on where there is none at Hetzner", () => {
    const dev = environments.find(({ name }) => name === "dev")!;
    const { chains, ...others } = dev;
    expect(chains).toBeDefined();
    const alone = synthesizeApp((app) => new Platform(app, others)).get("dev-gitops")!;
    expect(Object.keys(alone.resources("kubernetes_secret_v1"))).toHaveLength(1);
    expect(JSON.stringify(alone.document)).not.toContain("hetzner-dev");
  });
});
