import { rootValues } from "./root-values";

const props = {
  clusters: { aws: "pitboss-dev", hetzner: "pitboss-dev-hetzner" },
  repository: "https://github.com/pitboss-gaming/platform.git",
  revision: "main",
  teams: { direct: ["aws"], chains: ["aws", "hetzner"] },
  preserve: false,
} as const;

interface Project {
  readonly finalizers?: string[];
  readonly sourceRepos: string[];
  readonly destinations: { name: string; namespace: string }[];
  readonly clusterResourceWhitelist: object[];
  readonly namespaceResourceWhitelist: { group: string; kind: string }[];
  readonly roles?: { policies: string[]; groups: string[] }[];
}
interface Root {
  readonly goTemplate: boolean;
  readonly goTemplateOptions: string[];
  readonly generators: [{ matrix: { generators: [{ clusters: { selector: object } }, { git: object }] } }];
  readonly syncPolicy: object;
  readonly template: {
    metadata: { name: string };
    spec: { project: string; destination: object; syncPolicy: { syncOptions: string[]; retry: object } };
  };
}

const rootsOf = (changed: Partial<Parameters<typeof rootValues>[0]> = {}) =>
  rootValues({ ...props, ...changed }) as unknown as {
    projects: Record<string, Project>;
    applicationsets: Record<string, Root>;
  };
const { projects, applicationsets } = rootsOf();

describe("the projects", () => {
  it("are one for the clusters' own services and one a team", () => {
    expect(Object.keys(projects)).toEqual(["infra", "direct", "chains"]);
    expect(Object.keys(applicationsets)).toEqual(["infra", "team-direct", "team-chains"]);
  });

  it("let a team put things into namespaces of its own, on the clusters that it may use", () => {
    expect(projects.direct!.destinations).toEqual([{ name: "pitboss-dev", namespace: "direct-*" }]);
    expect(projects.chains!.destinations).toEqual([
      { name: "pitboss-dev", namespace: "chains-*" },
      { name: "pitboss-dev-hetzner", namespace: "chains-*" },
    ]);
  });

  it("are no team's that has no cluster here: Argo CD would choose among none, which Kubernetes refuses", () => {
    const teams = { direct: ["aws"], nodes: ["hetzner"], idle: [] } as const;
    const { projects: some, applicationsets: sets } = rootsOf({ clusters: { aws: "pitboss-dev" }, teams });
    expect(Object.keys(some)).toEqual(["infra", "direct"]);
    expect(Object.keys(sets)).toEqual(["infra", "team-direct"]);
  });

  it("stay until their Applications have ended, where ending them ends what they run", () => {
    const finalizers = (preserve: boolean) =>
      Object.values(rootsOf({ preserve }).projects).map((project) => project.finalizers);
    const held = ["resources-finalizer.argocd.argoproj.io"];
    expect(finalizers(false)).toEqual([held, held, held]);
    expect(finalizers(true)).toEqual([undefined, undefined, undefined]);
  });

  it("take everything from the platform's repository and nowhere else", () => {
    for (const { sourceRepos } of Object.values(projects)) expect(sourceRepos).toEqual([props.repository]);
  });

  it.each(["Secret", "Role", "RoleBinding", "NetworkPolicy", "ResourceQuota", "LimitRange", "*"])(
    "let no team have a %s",
    (kind) => {
      for (const team of ["direct", "chains"]) {
        const { namespaceResourceWhitelist, clusterResourceWhitelist } = projects[team]!;
        expect(namespaceResourceWhitelist.map((allowed) => allowed.kind)).not.toContain(kind);
        expect(clusterResourceWhitelist).toEqual([{ group: "", kind: "Namespace", name: `${team}-*` }]);
      }
    },
  );

  it("let a team's members look and sync within their own project alone", () => {
    const [role] = projects.direct!.roles!;
    expect(role!.groups).toEqual(["direct"]);
    for (const policy of role!.policies) {
      expect(policy).toMatch(
        /^p, proj:direct:member, (applications, (get|sync)|logs, get), direct\/\*, allow$/,
      );
    }
    expect(projects.infra!.roles).toBeUndefined();
  });
});

describe("the root ApplicationSets", () => {
  it("fail on a name that nobody gives, instead of writing <no value>", () => {
    for (const { goTemplate, goTemplateOptions } of Object.values(applicationsets)) {
      expect([goTemplate, goTemplateOptions]).toEqual([true, ["missingkey=error"]]);
    }
  });

  it("have their project written into them", () => {
    const written = Object.values(applicationsets).map(({ template }) => template.spec.project);
    expect(written).toEqual(["infra", "direct", "chains"]);
  });

  it("make an Application for each folder on each cluster that carries the bridge", () => {
    const [{ matrix }] = applicationsets["team-chains"]!.generators;
    expect(matrix.generators).toEqual([
      {
        clusters: {
          selector: {
            matchLabels: { "pitboss.gaming/bridge": "v1" },
            matchExpressions: [
              { key: "pitboss.gaming/provider", operator: "In", values: ["aws", "hetzner"] },
            ],
          },
        },
      },
      { git: { repoURL: props.repository, revision: "main", directories: [{ path: "apps/chains/*" }] } },
    ]);
    const { metadata, spec } = applicationsets["team-chains"]!.template;
    expect(metadata.name).toBe("chains-{{ .path.basenameNormalized }}-{{ .nameNormalized }}");
    expect(spec.destination).toEqual({
      server: "{{ .server }}",
      namespace: "chains-{{ .path.basenameNormalized }}",
    });
  });

  it("apply on the server's side, and try again", () => {
    for (const { template } of Object.values(applicationsets)) {
      expect(template.spec.syncPolicy.syncOptions).toContain("ServerSideApply=true");
      expect(template.spec.syncPolicy.retry).toMatchObject({ limit: 5 });
    }
  });

  it("delete nothing by themselves where what runs is to stay", () => {
    const policy = (preserve: boolean) => rootsOf({ preserve }).applicationsets.infra!.syncPolicy;
    expect(policy(true)).toEqual({ preserveResourcesOnDeletion: true, applicationsSync: "create-update" });
    expect(policy(false)).toEqual({ preserveResourcesOnDeletion: false, applicationsSync: "sync" });
  });

  it("are of the clusters that there are", () => {
    const { projects: alone, applicationsets: sets } = rootsOf({ clusters: { aws: "pitboss-dev" } });
    expect(alone.chains!.destinations).toEqual([{ name: "pitboss-dev", namespace: "chains-*" }]);
    expect(JSON.stringify(sets)).not.toContain("hetzner");
  });
});
