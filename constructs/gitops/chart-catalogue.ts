import type { PinnedVersion } from "../core/pinned-version";
import { versionCatalogue } from "../core/version-catalogue";

/** A chart that Terraform releases, by its component: the folder of its values and the release are called so, too. */
export type Component = "argo-cd" | "argocd-apps" | "karpenter" | "karpenter-crd" | "node-pools";

/** A chart at one version. */
export interface PinnedChart {
  readonly component: Component;
  /**
   * Where it is published: an OCI registry (`oci://…`) or a Helm repository.
   * @default it is this repository's own, under `helm/`
   */
  readonly repository?: string;
  readonly version: string;
  /**
   * The version of what it installs, where the catalogue sets it or a reader wants to know it.
   * @default it installs no program
   */
  readonly appVersion?: string;
  /** The range of Kubernetes versions that it says it installs on, in its `Chart.yaml`. @default it says nothing */
  readonly kubernetes?: string;
  /** Where the figures come from. */
  readonly source: string;
}

/** The day of the last review, `YYYY-MM-DD`. */
export const chartsReviewedOn = "2026-11-21";

const KARPENTER_SOURCE = "aws/karpenter-provider-aws at the tag v1.12.2 (2026-07-10), charts/";

/**
 * The charts that bring a cluster to where Argo CD takes over, in the order of their release.
 *
 * - Karpenter's two carry the version of `constructs/core/version-catalogue.ts`, which says why it is that one.
 * - argo-cd 10.1.2 is the newest that was read in whole, with its redis-ha 4.38.0: it differs from the tag `argo-cd-10.1.1` of
 *   argoproj/argo-helm in the place of one `scrapeTimeout`. Newer ones are known by name (10.9.0 of 2026-09-14:
 *   entigolabs/entigo-infralib#1729) and bring Argo CD 3.5. To go there: `node tools/chart-keys.mjs argo-cd <folder of the
 *   unpacked chart>`, and read 3.4 to 3.5 of Argo CD's upgrade notes.
 * - The chart is of Argo CD 3.4.4; the image is the newest patch of 3.4 instead, v3.4.13 of 2026-11-02 (Go module proxy,
 *   github.com/argoproj/argo-cd/v3). Their custom resource definitions are the same, and of their manifests only one
 *   mount of the repository server differs, for a profiler's switch. 3.4 is tested with Kubernetes 1.32 to 1.35
 *   (docs/operator-manual/tested-kubernetes-versions.md there).
 * - argocd-apps 2.0.5: the newest in the same copy of argoproj/argo-helm (2026-07-02).
 */
export const charts: Readonly<Record<Component, PinnedChart>> = {
  "karpenter-crd": {
    component: "karpenter-crd",
    repository: "oci://public.ecr.aws/karpenter",
    version: versionCatalogue.karpenter,
    source: KARPENTER_SOURCE,
  },
  karpenter: {
    component: "karpenter",
    repository: "oci://public.ecr.aws/karpenter",
    version: versionCatalogue.karpenter,
    appVersion: versionCatalogue.karpenter,
    source: KARPENTER_SOURCE,
  },
  "node-pools": {
    component: "node-pools",
    version: "1.0.0",
    kubernetes: ">=1.33.0-0",
    source: "helm/node-pools",
  },
  "argo-cd": {
    component: "argo-cd",
    repository: "https://argoproj.github.io/argo-helm",
    version: "10.1.2",
    appVersion: "v3.4.13",
    kubernetes: ">=1.25.0-0",
    source: "the chart itself, as packed in entigolabs/entigo-infralib at 68fb49a54 (2026-08-07)",
  },
  "argocd-apps": {
    component: "argocd-apps",
    repository: "https://argoproj.github.io/argo-helm",
    version: "2.0.5",
    source: "argoproj/argo-helm at af0a9310b (2026-07-02)",
  },
};

/** The charts as the report lists them. Their makers promise no day: Argo CD supports its three newest minors. */
export const pinnedCharts: readonly PinnedVersion[] = Object.values(charts)
  .filter(({ repository }) => repository !== undefined)
  .map(({ component, version, source }) => ({
    name: `Chart ${component}`,
    version,
    layer: "gitops",
    source,
  }));

/** What the charts install, likewise. */
export const pinnedPrograms: readonly PinnedVersion[] = [
  {
    name: "Argo CD",
    version: charts["argo-cd"].appVersion ?? "",
    layer: "gitops",
    source: "github.com/argoproj/argo-cd/v3 on the Go module proxy",
  },
];
