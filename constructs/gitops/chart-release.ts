import { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import type { PinnedChart } from "./chart-catalogue";
import type { HelmValues } from "./chart-values";

/** How many revisions of a release Helm keeps to go back to. */
const HISTORY = 10;

export interface ChartReleaseProps {
  readonly chart: PinnedChart;
  /**
   * Where the chart lies, when it is this repository's own.
   * @default the chart's repository has it
   */
  readonly path?: string;
  readonly namespace: string;
  /** Makes the namespace. @default false */
  readonly createNamespace?: boolean;
  /** The later over the earlier, as Helm merges them. */
  readonly values: readonly HelmValues[];
  /** Leaves out the definitions in the chart's `crds/`, because another release has them. @default false */
  readonly skipCrds?: boolean;
  /** How long everything in it may take to become ready; and when it is taken down, to be gone. @default 600 */
  readonly timeoutSeconds?: number;
  readonly after: readonly ITerraformDependable[];
}

/**
 * A chart on the cluster, at its pinned version. It has succeeded when everything in it is ready, and what fails is taken back, so
 * that the next apply begins where this one did: a first install that failed and stayed is in nobody's state, and its name is taken.
 *
 * Every release waits, because one that does not wait when it comes does not wait when it goes either (hashicorp/helm 3.1.1,
 * `resource_helm_release.go`: `uninstall.Wait` is the same attribute), and Karpenter would be gone before its nodes.
 */
export class ChartRelease extends Construct {
  /** What later releases wait for. */
  readonly resource: Release;

  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    const { chart, path } = props;
    if ((path === undefined) === (chart.repository === undefined)) {
      throw new Error(
        `${this.node.path}: expected a path for a chart of this repository's own and for no other, got ${path ?? "none"} for ${chart.component}`,
      );
    }
    this.resource = new Release(this, "release", {
      name: chart.component,
      namespace: props.namespace,
      createNamespace: props.createNamespace ?? false,
      // A chart of our own has its version in its path, which changes with its contents.
      ...(path === undefined
        ? { chart: chart.component, repository: chart.repository ?? "", version: chart.version }
        : { chart: path }),
      values: props.values.map((values) => JSON.stringify(values)),
      skipCrds: props.skipCrds ?? false,
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      timeout: props.timeoutSeconds ?? 600,
      maxHistory: HISTORY,
      dependsOn: [...props.after],
    });
  }
}
