import { chainSoftwareVersions } from "../../constructs/chains/software-catalogue";
import { clusterVersions } from "../../constructs/cluster/cluster-versions";
import type { PinnedVersion } from "../../constructs/core/pinned-version";
import { enginePins } from "../../constructs/data/engine-catalogue";
import { pinnedCharts, pinnedPrograms } from "../../constructs/gitops/chart-catalogue";
import type { Environment } from "../../envs/environment";

/** Every version that Pitboss pins, from the catalogue of each domain. */
export function pinnedFor(environments: readonly Environment[]): readonly PinnedVersion[] {
  const minors = [...new Set(environments.map(({ cluster }) => cluster.kubernetesVersion))];
  const all = [
    ...minors.flatMap(clusterVersions),
    ...enginePins,
    ...chainSoftwareVersions,
    ...pinnedCharts,
    ...pinnedPrograms,
  ];
  // Two minors share most of what runs on them.
  return [...new Map(all.map((pin) => [`${pin.name} ${pin.version}`, pin])).values()];
}
