import { BRIDGE_VERSION, DOMAIN, type Provider } from "./bridge";
import type { HelmValues } from "./chart-values";

export interface ApplicationSetProps {
  /** The project of every Application: written here, never taken from the repository that the set reads. */
  readonly project: string;
  /** The repository, as Git clones it. */
  readonly repository: string;
  /** The branch or tag. */
  readonly revision: string;
  /** The folders that are Applications: `apps/infra/*`. */
  readonly folders: string;
  /** On which of the environment's clusters each runs. */
  readonly providers: readonly Provider[];
  /** What the namespace of an Application begins with; its folder's name is the rest. @default "" */
  readonly namespacePrefix?: string;
  /**
   * The Pod Security Standard of the namespaces that it makes.
   * @default none: whoever looks after the cluster says it in each folder
   */
  readonly podSecurity?: "restricted" | "baseline";
  /** Whether what runs stays when the set, or a folder, is gone: an administrator then takes it away. */
  readonly preserve: boolean;
}

/** An application's folder name, made fit for the name of an object. */
const FOLDER = "{{ .path.basenameNormalized }}";

/**
 * An ApplicationSet, as the argocd-apps chart takes it: an Application for each folder on each cluster that carries the bridge.
 * A folder is anything that Argo CD knows what to do with: a chart, a kustomization, plain YAML.
 */
export function applicationSet(props: ApplicationSetProps): HelmValues {
  const { project, repository, revision, namespacePrefix = "", podSecurity, preserve } = props;
  return {
    goTemplate: true,
    // A name that the cluster Secret does not have is an error, not the text "<no value>".
    goTemplateOptions: ["missingkey=error"],
    generators: [{ matrix: { generators: [clusters(props.providers), folders(props)] } }],
    syncPolicy: {
      preserveResourcesOnDeletion: preserve,
      applicationsSync: preserve ? "create-update" : "sync",
    },
    template: {
      metadata: {
        name: `${project}-${FOLDER}-{{ .nameNormalized }}`,
        labels: { [`${DOMAIN}/project`]: project },
      },
      spec: {
        project,
        source: { repoURL: repository, targetRevision: revision, path: "{{ .path.path }}" },
        destination: { server: "{{ .server }}", namespace: `${namespacePrefix}${FOLDER}` },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ["ServerSideApply=true", "CreateNamespace=true", "PruneLast=true"],
          ...(podSecurity !== undefined && {
            managedNamespaceMetadata: { labels: { "pod-security.kubernetes.io/enforce": podSecurity } },
          }),
          retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
        },
      },
    },
  };
}

function clusters(providers: readonly Provider[]): HelmValues {
  return {
    clusters: {
      selector: {
        matchLabels: { [`${DOMAIN}/bridge`]: BRIDGE_VERSION },
        matchExpressions: [{ key: `${DOMAIN}/provider`, operator: "In", values: providers }],
      },
    },
  };
}

function folders({ repository, revision, folders: path }: ApplicationSetProps): HelmValues {
  return { git: { repoURL: repository, revision, directories: [{ path }] } };
}
