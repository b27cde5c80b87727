import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { synthesize } from "../../tests/synthesize";
import { charts } from "./chart-catalogue";
import { ChartRelease, type ChartReleaseProps } from "./chart-release";

const karpenter: ChartReleaseProps = {
  chart: charts.karpenter,
  namespace: "kube-system",
  values: [{ replicas: 2 }, { replicas: 3 }],
  after: [],
};

const releaseOf = (props: Partial<ChartReleaseProps>) =>
  synthesize((stack) => {
    new HelmProvider(stack, "helm", {});
    new ChartRelease(stack, "test", { ...karpenter, ...props });
  }).only("helm_release");

describe("a release of a chart", () => {
  it("is of the pinned version, waits until everything is ready, and is taken back when it fails", () => {
    expect(releaseOf({})).toMatchObject({
      name: "karpenter",
      chart: "karpenter",
      repository: "oci://public.ecr.aws/karpenter",
      version: charts.karpenter.version,
      namespace: "kube-system",
      atomic: true,
      wait: true,
      cleanup_on_fail: true,
      timeout: 600,
      max_history: 10,
    });
  });

  it("hands on its values in their order, for Helm to merge", () => {
    expect(releaseOf({}).values).toEqual(['{"replicas":2}', '{"replicas":3}']);
  });

  it("may take as long as it is told", () => {
    expect(releaseOf({ timeoutSeconds: 1200 })).toMatchObject({ timeout: 1200, wait: true });
  });

  it("of our own chart has a path, and no repository and no version", () => {
    const release = releaseOf({ chart: charts["node-pools"], path: "assets/node-pools" });
    expect(release.chart).toBe("assets/node-pools");
    expect(release).not.toHaveProperty("repository");
    expect(release).not.toHaveProperty("version");
  });

  it.each([
    [{ path: "assets/karpenter" }, "got assets/karpenter for karpenter"],
    [{ chart: charts["node-pools"] }, "got none for node-pools"],
  ])("is refused when it is not clear where the chart comes from: %j", (props, problem) => {
    expect(() => releaseOf(props)).toThrow(problem);
  });
});
