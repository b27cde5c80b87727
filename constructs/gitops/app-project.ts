import type { HelmValues } from "./chart-values";

/** A kind of Kubernetes resource; the core group is "". */
export interface ResourceKind {
  readonly group: string;
  readonly kind: string;
  /** A glob that its name must match. @default every name */
  readonly name?: string;
}

/** Where Applications of a project may put things. */
export interface Destination {
  /** The cluster's name in Argo CD. */
  readonly cluster: string;
  /** A glob: `direct-*`. */
  readonly namespace: string;
}

export interface AppProjectProps {
  readonly description: string;
  /** The repositories that its Applications may come from. */
  readonly repositories: readonly string[];
  readonly destinations: readonly Destination[];
  /** The kinds without a namespace that it may have. @default none */
  readonly clusterKinds?: readonly ResourceKind[];
  /** The kinds in a namespace that it may have, and no others. */
  readonly namespaceKinds: readonly ResourceKind[];
  /**
   * The group of the identity provider whose members may look at its Applications, sync them and read their logs.
   * @default nobody but the administrators
   */
  readonly members?: string;
  /**
   * Keeps the project until it has no Application left. Without it a project goes at once, and Argo CD ends no Application whose
   * project is gone; with it one that is not ended keeps the project.
   */
  readonly outlivesApplications: boolean;
}

/** What an application is made of. Not among them: Secrets (they come from Secrets Manager), roles, quotas, network policies. */
export const APPLICATION_KINDS: readonly ResourceKind[] = [
  ...["ConfigMap", "PersistentVolumeClaim", "Service", "ServiceAccount"].map((kind) => ({ group: "", kind })),
  ...["Deployment", "StatefulSet"].map((kind) => ({ group: "apps", kind })),
  ...["CronJob", "Job"].map((kind) => ({ group: "batch", kind })),
  { group: "autoscaling", kind: "HorizontalPodAutoscaler" },
  { group: "policy", kind: "PodDisruptionBudget" },
  { group: "networking.k8s.io", kind: "Ingress" },
  ...["GRPCRoute", "HTTPRoute"].map((kind) => ({ group: "gateway.networking.k8s.io", kind })),
  { group: "external-secrets.io", kind: "ExternalSecret" },
  { group: "argoproj.io", kind: "Rollout" },
  { group: "argoproj.io", kind: "AnalysisTemplate" },
  { group: "keda.sh", kind: "ScaledObject" },
  ...["PodMonitor", "PrometheusRule", "ServiceMonitor"].map((kind) => ({
    group: "monitoring.coreos.com",
    kind,
  })),
];

/** Every kind: for those who look after the cluster itself. */
export const EVERY_KIND: readonly ResourceKind[] = [{ group: "*", kind: "*" }];

/** A project of Argo CD, as the argocd-apps chart takes it: who may put what where. */
export function appProject(name: string, props: AppProjectProps): HelmValues {
  const { description, repositories, destinations, clusterKinds = [], namespaceKinds, members } = props;
  return {
    ...(props.outlivesApplications && { finalizers: ["resources-finalizer.argocd.argoproj.io"] }),
    description,
    sourceRepos: repositories,
    destinations: destinations.map(({ cluster, namespace }) => ({ name: cluster, namespace })),
    clusterResourceWhitelist: clusterKinds,
    namespaceResourceWhitelist: namespaceKinds,
    ...(members !== undefined && { roles: [memberRole(name, members)] }),
  };
}

function memberRole(project: string, group: string): HelmValues {
  const may = (resource: string, action: string): string =>
    `p, proj:${project}:member, ${resource}, ${action}, ${project}/*, allow`;
  return {
    name: "member",
    groups: [group],
    policies: [may("applications", "get"), may("applications", "sync"), may("logs", "get")],
  };
}
