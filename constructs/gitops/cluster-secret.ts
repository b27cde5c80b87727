import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import { type ClusterBridge, bridgeMetadata } from "./bridge";
import type { ProjectedToken } from "./projected-token";

/** The address by which pods reach the API of their own cluster; Argo CD uses its own service account for it. */
export const OWN_CLUSTER = "https://kubernetes.default.svc";

/** A cluster that Argo CD is not on, and how it signs in there without a secret. */
export interface RemoteCluster {
  /** The API's address: `https://10.17.0.5:6443`. */
  readonly server: string;
  /** The certificate authority of the API, in base64 as a kubeconfig has it; it is public. */
  readonly certificateAuthority: string;
  /** The service-account token that the cluster's API trusts, as it lies in Argo CD's pods. */
  readonly token: ProjectedToken;
}

export interface ClusterSecretProps {
  /** The namespace that Argo CD runs in. */
  readonly namespace: string;
  readonly bridge: ClusterBridge;
  /** @default the cluster that Argo CD runs on */
  readonly remote?: RemoteCluster;
  /** What the namespace waits for. */
  readonly after: readonly ITerraformDependable[];
}

/** A cluster as Argo CD knows it: where it is, how to sign in, and the bridge. Nothing in it is secret, whatever its kind is called. */
export class ClusterSecret extends Construct {
  /** What is deployed to the cluster waits for this, and is gone before it. */
  readonly resource: SecretV1;

  constructor(scope: Construct, id: string, props: ClusterSecretProps) {
    super(scope, id);
    const { namespace, bridge, remote, after } = props;
    const { labels, annotations } = bridgeMetadata(bridge);
    this.resource = new SecretV1(this, "secret", {
      metadata: { name: `cluster-${bridge.clusterName}`, namespace, labels, annotations },
      type: "Opaque",
      data: {
        name: bridge.clusterName,
        server: remote?.server ?? OWN_CLUSTER,
        config: JSON.stringify(
          remote === undefined ? { tlsClientConfig: { insecure: false } } : access(remote),
        ),
      },
      dependsOn: [...after],
    });
  }
}

function access({ certificateAuthority, token }: RemoteCluster): Readonly<Record<string, unknown>> {
  return {
    execProviderConfig: token.credentialCommand(),
    tlsClientConfig: { insecure: false, caData: certificateAuthority },
  };
}
