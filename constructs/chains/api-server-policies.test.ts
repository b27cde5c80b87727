import {
  admissionConfiguration,
  argocdPermissions,
  auditPolicy,
  authenticationConfiguration,
} from "./api-server-policies";

interface Authentication {
  readonly apiVersion: string;
  readonly jwt: readonly {
    readonly issuer: { readonly url: string; readonly audiences: readonly string[] };
    readonly claimValidationRules: readonly { readonly expression: string }[];
    readonly claimMappings: { readonly username: { readonly expression: string } };
  }[];
}

describe("the API server's authentication", () => {
  const configuration = JSON.parse(
    authenticationConfiguration("https://oidc.eks.example/id/ABC", "hetzner-test"),
  ) as Authentication;
  const [authenticator] = configuration.jwt;

  it("trusts one issuer, for tokens that were made for this cluster", () => {
    expect(configuration.apiVersion).toBe("apiserver.config.k8s.io/v1");
    expect(configuration.jwt).toHaveLength(1);
    expect(authenticator!.issuer).toEqual({
      url: "https://oidc.eks.example/id/ABC",
      audiences: ["hetzner-test"],
    });
  });

  it("lets in Argo CD's service accounts alone, for an hour at a time", () => {
    expect(authenticator!.claimValidationRules.map(({ expression }) => expression)).toEqual([
      "claims.sub in ['system:serviceaccount:argocd:argocd-application-controller', 'system:serviceaccount:argocd:argocd-server']",
      "claims.exp - claims.iat <= 3600",
    ]);
  });

  it("gives them names that are no service account of this cluster", () => {
    expect(authenticator!.claimMappings.username.expression).toBe("'argocd:' + claims.sub.split(':')[3]");
  });
});

describe("the permissions of Argo CD", () => {
  const objects = argocdPermissions()
    .split("---\n")
    .filter((text) => text !== "")
    .map((text) => JSON.parse(text) as Record<string, unknown>);

  it("are an administrator's for what applies, and less for what shows", () => {
    const bindings = objects.filter(({ kind }) => kind === "ClusterRoleBinding");
    expect(bindings.map(({ subjects, roleRef }) => ({ subjects, roleRef }))).toEqual([
      {
        subjects: [expect.objectContaining({ kind: "User", name: "argocd:argocd-application-controller" })],
        roleRef: expect.objectContaining({ name: "cluster-admin" }),
      },
      {
        subjects: [expect.objectContaining({ kind: "User", name: "argocd:argocd-server" })],
        roleRef: expect.objectContaining({ name: "pitboss:argocd-server" }),
      },
    ]);
    const [role] = objects.filter(({ kind }) => kind === "ClusterRole");
    expect(JSON.stringify(role)).not.toMatch(/create|update|escalate|impersonate|pods\/exec/);
  });
});

describe("the API server's admission", () => {
  it("restricts pods everywhere but in kube-system, unless their namespace says otherwise", () => {
    const { plugins } = JSON.parse(admissionConfiguration()) as {
      plugins: { name: string; configuration: Record<string, unknown> }[];
    };
    const { configuration } = plugins.find(({ name }) => name === "PodSecurity")!;
    expect(configuration.defaults).toEqual({
      enforce: "restricted",
      "enforce-version": "latest",
      audit: "restricted",
      "audit-version": "latest",
      warn: "restricted",
      "warn-version": "latest",
    });
    expect(configuration.exemptions).toMatchObject({ namespaces: ["kube-system"] });
  });
});

describe("the API server's audit log", () => {
  it("says who did what, and never what was in it", () => {
    const { rules } = JSON.parse(auditPolicy()) as { rules: { level: string }[] };
    expect(new Set(rules.map(({ level }) => level))).toEqual(new Set(["None", "Metadata"]));
    expect(rules.at(-1)).toEqual({ level: "Metadata" });
  });
});
