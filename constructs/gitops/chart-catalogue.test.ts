import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { isDay } from "../core/day";
import { versionCatalogue } from "../core/version-catalogue";
import { charts, chartsReviewedOn, pinnedCharts } from "./chart-catalogue";

describe("the chart catalogue", () => {
  it("has a version of each chart, and where its figures come from", () => {
    for (const [component, chart] of Object.entries(charts)) {
      expect(chart.component).toBe(component);
      expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(chart.source).not.toBe("");
    }
    expect(isDay(chartsReviewedOn)).toBe(true);
  });

  it("has Karpenter and its definitions at one version, the version catalogue's", () => {
    expect([charts.karpenter.version, charts["karpenter-crd"].version]).toEqual([
      versionCatalogue.karpenter,
      versionCatalogue.karpenter,
    ]);
  });

  it("says of our own chart what the chart says", () => {
    const file = resolve(__dirname, "../../helm/node-pools/Chart.yaml");
    const { version, kubeVersion } = parse(readFileSync(file, "utf8")) as Record<string, string>;
    expect(charts["node-pools"]).toMatchObject({ version, kubernetes: kubeVersion });
    expect(join("helm", "node-pools")).toBe(charts["node-pools"].source);
  });

  it("lists what others publish for whoever looks after versions", () => {
    expect(pinnedCharts.map(({ name }) => name)).toEqual([
      "Chart karpenter-crd",
      "Chart karpenter",
      "Chart argo-cd",
      "Chart argocd-apps",
    ]);
  });
});
