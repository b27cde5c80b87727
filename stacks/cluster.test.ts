import { readEnvironments } from "../envs/environments";
import { type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { Platform } from "./platform";

const dev = readEnvironments().find(({ name }) => name === "dev")!;

function clusterStackWith(deletionProtection: boolean): SynthesizedStack {
  const environment = { ...dev, cluster: { ...dev.cluster, deletionProtection } };
  return synthesizeApp((app) => new Platform(app, environment)).get("dev-cluster")!;
}

function suppressionsOf(stack: SynthesizedStack): unknown {
  return (stack.document["//"] as { suppressions: unknown }).suppressions;
}

describe("the cluster of an environment", () => {
  it("accepts what the gate says of a cluster without deletion protection, and of no other", () => {
    const ofCluster = expect.objectContaining({
      check: "CKV2_PB_REL08",
      path: "dev-cluster/cluster/cluster",
    });
    expect(suppressionsOf(clusterStackWith(false))).toContainEqual(ofCluster);
    expect(suppressionsOf(clusterStackWith(true))).not.toContainEqual(ofCluster);
  });

  it("lets the deploy role put Karpenter and Argo CD on it", () => {
    const entry = clusterStackWith(true).at("aws_eks_access_entry", "deployer/entry");
    expect(entry.principal_arn).toContain(".outputs.deploy_role_arn}");
  });
});
