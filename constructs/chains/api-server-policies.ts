/** The service accounts of Argo CD that may speak to the Hetzner cluster, in the EKS cluster that Argo CD runs on. */
export const ARGOCD = {
  namespace: "argocd",
  /** Applies what Git says. */
  controller: "argocd-application-controller",
  /** Shows what runs, and acts for people: restarts, deletes, reads logs. */
  server: "argocd-server",
} as const;

/** The longest life of a token that Argo CD may show, in seconds; a kubelet renews a projected one at four fifths of it. */
export const TOKEN_SECONDS = 3600;

/** What a token must have been made for that the Hetzner cluster of an environment takes: `hetzner-prod`. */
export function tokenAudience(environment: string): string {
  return `hetzner-${environment}`;
}

const API_SERVER_CONFIG = "apiserver.config.k8s.io/v1";

/**
 * Whose tokens the API server takes besides its own: those of Argo CD's service accounts on EKS, made for this cluster alone. So Argo CD
 * holds no credential of the cluster, only the name of a token that is renewed by the hour. The `v1` of the format is of Kubernetes 1.34:
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 *
 * @param issuer the EKS cluster's OIDC issuer, which everybody can reach.
 * @param audience of {@link tokenAudience}.
 */
export function authenticationConfiguration(issuer: string, audience: string): string {
  const subjects = [ARGOCD.controller, ARGOCD.server].map(
    (account) => `'system:serviceaccount:${ARGOCD.namespace}:${account}'`,
  );
  return JSON.stringify({
    apiVersion: API_SERVER_CONFIG,
    kind: "AuthenticationConfiguration",
    jwt: [
      {
        issuer: { url: issuer, audiences: [audience] },
        claimValidationRules: [
          {
            expression: `claims.sub in [${subjects.join(", ")}]`,
            message: "only Argo CD's service accounts are let in",
          },
          {
            expression: `claims.exp - claims.iat <= ${TOKEN_SECONDS}`,
            message: `a token lives at most ${TOKEN_SECONDS} seconds`,
          },
        ],
        // Not a service account of this cluster, whose names look the same.
        claimMappings: { username: { expression: "'argocd:' + claims.sub.split(':')[3]" } },
        userValidationRules: [
          {
            expression: "!user.username.startsWith('system:')",
            message: "the prefix system: is Kubernetes' own",
          },
        ],
      },
    ],
  });
}

/** What those names may do: k3s applies every manifest of its folder, and again whenever one was changed. */
export function argocdPermissions(): string {
  const bound = (account: string, clusterRole: string): object => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: `pitboss:${account}` },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: clusterRole },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: `argocd:${account}` }],
  });
  return documents(
    bound(ARGOCD.controller, "cluster-admin"),
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: `pitboss:${ARGOCD.server}` },
      // What Argo CD's own chart gives its server on the cluster that it runs on.
      rules: [
        { apiGroups: ["*"], resources: ["*"], verbs: ["delete", "get", "patch"] },
        { apiGroups: [""], resources: ["events"], verbs: ["list"] },
        { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get"] },
      ],
    },
    bound(ARGOCD.server, `pitboss:${ARGOCD.server}`),
  );
}

/** Pods are restricted unless their namespace says otherwise; the CNI, the CSI driver and their like live in kube-system. */
export function admissionConfiguration(): string {
  const restricted = { level: "restricted", version: "latest" };
  const defaults = ["enforce", "audit", "warn"].flatMap((mode) => [
    [mode, restricted.level],
    [`${mode}-version`, restricted.version],
  ]);
  return JSON.stringify({
    apiVersion: API_SERVER_CONFIG,
    kind: "AdmissionConfiguration",
    plugins: [
      {
        name: "PodSecurity",
        configuration: {
          apiVersion: "pod-security.admission.config.k8s.io/v1",
          kind: "PodSecurityConfiguration",
          defaults: Object.fromEntries(defaults) as Record<string, string>,
          exemptions: { usernames: [], runtimeClasses: [], namespaces: ["kube-system"] },
        },
      },
      {
        name: "EventRateLimit",
        configuration: {
          apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
          kind: "Configuration",
          limits: [{ type: "Server", qps: 5000, burst: 20000 }],
        },
      },
    ],
  });
}

/** Who did what, without what was in it: the first matching rule counts. */
export function auditPolicy(): string {
  return JSON.stringify({
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [
      { level: "None", nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version"] },
      { level: "None", resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
      { level: "None", resources: [{ group: "", resources: ["events"] }] },
      // Reads by the cluster itself are nine tenths of all calls.
      { level: "None", userGroups: ["system:nodes"], verbs: ["get", "list", "watch"] },
      { level: "Metadata" },
    ],
  });
}

/** Kubernetes reads JSON where it reads YAML. */
function documents(...objects: readonly object[]): string {
  return objects.map((object) => `---\n${JSON.stringify(object)}\n`).join("");
}
