import { APPLICATION_KINDS, appProject, type Destination, EVERY_KIND } from "./app-project";
import { applicationSet } from "./application-set";
import type { Provider } from "./bridge";
import type { HelmValues } from "./chart-values";

export interface RootValuesProps {
  /** The environment's clusters, by their names in Argo CD. */
  readonly clusters: Partial<Readonly<Record<Provider, string>>>;
  readonly repository: string;
  readonly revision: string;
  /** The teams, each with the clusters that it may deploy to. */
  readonly teams: Readonly<Record<string, readonly Provider[]>>;
  /** Whether what runs stays when a folder or an ApplicationSet is gone. */
  readonly preserve: boolean;
}

/** The project of the cluster's own services, and their folder. */
const INFRA = "infra";

/**
 * The roots of everything that Argo CD deploys, as the argocd-apps chart takes them: a project and an ApplicationSet for the
 * cluster's own services (`apps/infra/*`), and one of each for every team (`apps/<team>/*`). A team's set has its project
 * written into it: one set for all would take it from a folder's name, which whoever writes the folder chooses.
 */
export function rootValues({ clusters, teams, preserve, ...source }: RootValuesProps): HelmValues {
  const names = Object.values(clusters);
  const roots = Object.entries(teams)
    .map(([team, providers]) => ({
      team,
      providers: providers.filter((provider) => clusters[provider] !== undefined),
    }))
    // A selector of no providers is one that Kubernetes refuses.
    .filter(({ providers }) => providers.length > 0);
  // What is preserved has no finalizer of its own, and goes without its project.
  const outlivesApplications = !preserve;
  const from = { repository: source.repository, revision: source.revision, preserve };
  return {
    projects: {
      [INFRA]: appProject(INFRA, {
        description: "What runs for the clusters themselves",
        repositories: [source.repository],
        destinations: names.map((cluster) => ({ cluster, namespace: "*" })),
        clusterKinds: EVERY_KIND,
        namespaceKinds: EVERY_KIND,
        outlivesApplications,
      }),
      ...Object.fromEntries(
        roots.map(({ team, providers }) => [
          team,
          appProject(team, {
            description: `What the team ${team} runs`,
            repositories: [source.repository],
            destinations: providers.flatMap((provider) => destinations(clusters[provider], team)),
            // Argo CD makes the namespace of an Application, and asks whether it may.
            clusterKinds: [{ group: "", kind: "Namespace", name: `${team}-*` }],
            namespaceKinds: APPLICATION_KINDS,
            members: team,
            outlivesApplications,
          }),
        ]),
      ),
    },
    applicationsets: {
      [INFRA]: applicationSet({
        ...from,
        project: INFRA,
        folders: `apps/${INFRA}/*`,
        providers: ["aws"],
      }),
      ...Object.fromEntries(
        roots.map(({ team, providers }) => [
          `team-${team}`,
          applicationSet({
            ...from,
            project: team,
            folders: `apps/${team}/*`,
            providers,
            namespacePrefix: `${team}-`,
            podSecurity: "restricted",
          }),
        ]),
      ),
    },
  };
}

function destinations(cluster: string | undefined, team: string): readonly Destination[] {
  return cluster === undefined ? [] : [{ cluster, namespace: `${team}-*` }];
}
