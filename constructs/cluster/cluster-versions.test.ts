import { kubernetesVersion, versionCatalogue } from "../core/version-catalogue";
import { clusterVersions } from "./cluster-versions";

describe("the versions of a cluster", () => {
  const versions = clusterVersions("1.35");

  it("say until when EKS covers its Kubernetes", () => {
    expect(versions[0]).toMatchObject({ version: "1.35", supportedUntil: "2027-03-27", layer: "cluster" });
  });

  it("name every add-on once, at the catalogue's version, and Karpenter", () => {
    const { addons } = kubernetesVersion("1.35");
    const found = Object.fromEntries(versions.map(({ name, version }) => [name, version]));
    expect(found).toMatchObject({ Karpenter: versionCatalogue.karpenter });
    for (const [name, version] of Object.entries(addons)) expect(found[`EKS add-on ${name}`]).toBe(version);
    expect(Object.keys(found)).toHaveLength(versions.length);
  });

  it("are none for a minor that Pitboss does not deploy", () => {
    expect(() => clusterVersions("1.34")).toThrow("leaves EKS standard support");
  });
});
