import type { PinnedVersion } from "../core/pinned-version";
import { kubernetesVersion, versionCatalogue } from "../core/version-catalogue";

const CATALOGUE = "constructs/core/version-catalogue.ts";

/**
 * What a cluster of a Kubernetes minor is made of: Kubernetes itself, the EKS add-ons and the image of its nodes.
 *
 * @throws what `kubernetesVersion` throws, for a minor that Pitboss does not deploy.
 */
export function clusterVersions(minor: string): readonly PinnedVersion[] {
  const { standardSupportUntil, addons, nodeRelease } = kubernetesVersion(minor);
  const pinned = (name: string, version: string): PinnedVersion => ({
    name,
    version,
    layer: "cluster",
    source: CATALOGUE,
  });
  return [
    { ...pinned("Kubernetes on EKS", minor), supportedUntil: standardSupportUntil },
    { ...pinned("Karpenter", versionCatalogue.karpenter), layer: "gitops" },
    ...Object.entries(addons).map(([name, version]) => pinned(`EKS add-on ${name}`, version)),
    pinned("Amazon Linux 2023 on nodes", nodeRelease),
  ];
}
