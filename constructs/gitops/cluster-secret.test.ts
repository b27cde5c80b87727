import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { synthesize } from "../../tests/synthesize";
import { ClusterSecret, type RemoteCluster } from "./cluster-secret";
import { ProjectedToken } from "./projected-token";

const bridge = {
  environment: "dev",
  provider: "aws",
  region: "eu-central-1",
  production: false,
  clusterName: "pitboss-dev",
  repository: "https://github.com/pitboss-gaming/platform.git",
  revision: "main",
} as const;

const secretOf = (remote?: RemoteCluster) =>
  synthesize((stack) => {
    new KubernetesProvider(stack, "kubernetes", {});
    new ClusterSecret(stack, "test", { namespace: "argocd", bridge, after: [], ...(remote && { remote }) });
  }).only("kubernetes_secret_v1") as { metadata: object; data: Record<string, string> };

describe("a cluster as Argo CD knows it", () => {
  it("is by default the one that Argo CD is on", () => {
    const { metadata, data } = secretOf();
    expect(metadata).toMatchObject({
      name: "cluster-pitboss-dev",
      namespace: "argocd",
      labels: { "argocd.argoproj.io/secret-type": "cluster", "pitboss.gaming/provider": "aws" },
    });
    expect(data.server).toBe("https://kubernetes.default.svc");
  });

  it("elsewhere is signed in to by a token of the pod's own, and believed by its certificate authority alone", () => {
    const token = new ProjectedToken("hetzner-dev");
    const { data } = secretOf({ server: "https://10.17.0.5:6443", certificateAuthority: "UEVN", token });
    expect(data.server).toBe("https://10.17.0.5:6443");
    expect(JSON.parse(data.config!)).toEqual({
      execProviderConfig: token.credentialCommand(),
      tlsClientConfig: { insecure: false, caData: "UEVN" },
    });
  });
});
