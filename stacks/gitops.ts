import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { Construct } from "constructs";
import { ARGOCD, tokenAudience } from "../constructs/chains/api-server-policies";
import { HETZNER_NETWORK_ZONE } from "../constructs/chains/hetzner-location";
import { Fn, type ITerraformDependable, TerraformAsset } from "../constructs/core/cdktf";
import { LayerExports } from "../constructs/core/layer-exports";
import { repositoryFolder } from "../constructs/core/repository";
import { argoCdValues } from "../constructs/gitops/argo-cd-values";
import type { ClusterBridge, Provider } from "../constructs/gitops/bridge";
import { charts, type Component } from "../constructs/gitops/chart-catalogue";
import { ChartRelease, type ChartReleaseProps } from "../constructs/gitops/chart-release";
import { chartValues, type HelmValues } from "../constructs/gitops/chart-values";
import { ClusterSecret } from "../constructs/gitops/cluster-secret";
import { ProjectedToken } from "../constructs/gitops/projected-token";
import { rootValues } from "../constructs/gitops/root-values";
import { CONTROLLER_SERVICE_ACCOUNT } from "../constructs/karpenter/karpenter";
import { company } from "../envs/company";
import type { Environment } from "../envs/environment";
import { defaultTags } from "./aws-layer-stack";
import type { ChainsExports } from "./chains";
import type { ClusterExports } from "./cluster";
import type { DataExports } from "./data";
import type { FoundationExports } from "./foundation";
import { LayerStack } from "./layer-stack";
import type { NetworkExports } from "./network";
import { longestDrainSeconds, nodePoolValues } from "./node-pool-values";
import type { ObservabilityExports } from "./observability";

/** Nested attributes, as the bindings write them, came with 3.0. */
const HELM_PROVIDER = "~> 3.1";
const KUBERNETES_PROVIDER = "~> 2.38";

/** Beyond what pods may take to leave: the machine stops, and Karpenter looks every ten minutes whether the last one has. */
const NODES_END_SECONDS = 1800;
/** For what Argo CD deployed to go before it: load balancers and volumes among it. */
const APPLICATIONS_END_SECONDS = 3600;

/** What Argo CD, and what it deploys there, must know of the cluster at Hetzner. */
export type HetznerClusterExports = Pick<
  ChainsExports,
  | "kubernetesCertificateAuthority"
  | "kubernetesEndpoint"
  | "kubernetesLocations"
  | "kubernetesPodRange"
  | "sentryAddresses"
>;

/** The layers that Argo CD stands on, and those that what it deploys is told of. */
export interface GitopsReads {
  readonly foundation: LayerExports<FoundationExports>;
  readonly network: LayerExports<NetworkExports>;
  readonly cluster: LayerExports<ClusterExports>;
  /** @default the environment has no data stores */
  readonly data?: LayerExports<DataExports> | undefined;
  /** @default the environment has no cluster at Hetzner */
  readonly chains?: LayerExports<HetznerClusterExports> | undefined;
  /** @default what is deployed is told of no telemetry buckets */
  readonly observability?: LayerExports<ObservabilityExports> | undefined;
}

/** What the gitops layer offers: where Argo CD answers. */
export interface GitopsExports {
  /** What people call it: `argocd.pitboss.example`. */
  readonly argoCdHost: string;
  /** Where the edge reaches it, inside the cluster: without TLS, which ends at the edge. */
  readonly argoCdService: string;
}

/**
 * The last that Terraform does to a cluster: Karpenter with its pools, and Argo CD with the roots of everything else. It talks to
 * the cluster's private endpoint, with the identity of whoever applies it.
 */
export class GitopsStack extends LayerStack {
  readonly exports: LayerExports<GitopsExports>;
  private readonly cluster: ClusterExports;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly reads: GitopsReads,
  ) {
    super(scope, "gitops", environment);
    this.cluster = reads.cluster.in(this);
    this.addProviders();

    const definitions = this.release("karpenter-crd", { namespace: "kube-system", values: [], after: [] });
    const karpenter = this.release("karpenter", {
      namespace: CONTROLLER_SERVICE_ACCOUNT.namespace,
      values: [this.karpenterValues()],
      skipCrds: true,
      after: [definitions],
    });
    const pools = this.release("node-pools", {
      path: this.ownChart("node-pools"),
      namespace: "kube-system",
      values: [this.poolValues()],
      // It is ready at once, but gone only when its nodes are: without Karpenter nobody would end them.
      timeoutSeconds: longestDrainSeconds(environment) + NODES_END_SECONDS,
      after: [karpenter],
    });

    // Known here, because the name of a volume follows from it; the chains layer's cluster asks for the same.
    const token = new ProjectedToken(tokenAudience(environment.name));
    const argoCd = this.release("argo-cd", {
      namespace: ARGOCD.namespace,
      createNamespace: true,
      values: [this.argoCdValues(token)],
      // Its pods wait for the first node that Karpenter buys.
      timeoutSeconds: 1200,
      after: [pools],
    });
    const clusters = this.clusterSecrets(token, [argoCd]);
    this.release("argocd-apps", {
      namespace: ARGOCD.namespace,
      values: [this.rootValues(clusters.names)],
      timeoutSeconds: APPLICATIONS_END_SECONDS,
      // Also after the clusters, so that it goes before them: Argo CD leaves behind what is on a cluster that it has forgotten.
      after: [argoCd, ...clusters.secrets],
    });

    this.exports = LayerExports.publish<GitopsExports>(this, {
      argoCdHost: environment.gitops.host,
      argoCdService: `http://argocd-server.${ARGOCD.namespace}.svc.cluster.local:80`,
    });
  }

  /** Nothing is kept of who applies: the token is made when it is needed, and lives for a quarter of an hour. */
  private addProviders(): void {
    const { clusterName, clusterEndpoint, clusterCertificateAuthority } = this.cluster;
    const access = {
      host: clusterEndpoint,
      clusterCaCertificate: Fn.base64decode(clusterCertificateAuthority),
    };
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", clusterName, "--region", this.environment.region],
    };
    new HelmProvider(this, "helm", { kubernetes: { ...access, exec } });
    new KubernetesProvider(this, "kubernetes", { ...access, exec: [exec] });
    this.acceptProvider("helm", HELM_PROVIDER);
    this.acceptProvider("kubernetes", KUBERNETES_PROVIDER);
  }

  /** A chart with the values of its files, and over them those that are only known here. */
  private release(component: Component, props: Omit<ChartReleaseProps, "chart">): ITerraformDependable {
    const files = chartValues(join(repositoryFolder(), "helm-values"), component, this.environment.name);
    const values = [...files, ...props.values];
    return new ChartRelease(this, component, { ...props, chart: charts[component], values }).resource;
  }

  /** A copy of a chart in the stack's own folder: what is applied is what was synthesized, and a change to it is a change here. */
  private ownChart(name: Component): string {
    return new TerraformAsset(this, `${name}-chart`, { path: join(repositoryFolder(), "helm", name) }).path;
  }

  private karpenterValues(): HelmValues {
    return {
      serviceAccount: { name: CONTROLLER_SERVICE_ACCOUNT.serviceAccount },
      settings: {
        clusterName: this.cluster.clusterName,
        interruptionQueue: this.cluster.karpenterQueueName,
        enableZonalShift: this.environment.cluster.zonalShift,
      },
    };
  }

  private poolValues(): HelmValues {
    return nodePoolValues(this.environment, {
      // Its tags are of the name; the exported one is only known when the cluster is there.
      clusterName: this.naming.cluster,
      nodeRoleName: this.cluster.karpenterNodeRoleName,
      encryptionKeyArn: this.reads.foundation.in(this).nodesKeyArn,
      tags: { Name: `${this.naming.prefix}-node`, ...defaultTags(this.layer, this.environment) },
    });
  }

  private argoCdValues(token: ProjectedToken): HelmValues {
    const { host, signIn } = this.environment.gitops;
    return argoCdValues({
      host,
      signIn,
      tokens: this.reads.chains === undefined ? [] : [token],
    });
  }

  /** The clusters that Argo CD now knows: their names, by who runs the machines under them, and their Secrets. */
  private clusterSecrets(
    token: ProjectedToken,
    after: readonly ITerraformDependable[],
  ): { names: Partial<Record<Provider, string>>; secrets: readonly ITerraformDependable[] } {
    const { name, region, production, account, gitops } = this.environment;
    const { data, chains, observability } = this.reads;
    const shared = { environment: name, production, repository: repositoryUrl(), revision: gitops.revision };
    const stores = data?.in(this);
    const telemetry = observability?.in(this);
    const chain = chains?.in(this);
    const secret = { namespace: ARGOCD.namespace, after };
    const own: ClusterBridge = {
      ...shared,
      provider: "aws",
      region,
      clusterName: this.naming.cluster,
      account,
      vpcId: this.reads.network.in(this).vpcId,
      buckets: united(stores?.bucketNames, telemetry?.bucketNames),
      endpoints: united(stores?.endpoints, chain?.sentryAddresses),
    };
    const here = new ClusterSecret(this, "cluster-aws", { ...secret, bridge: own });
    if (chain === undefined) return { names: { aws: own.clusterName }, secrets: [here.resource] };

    const hetzner: ClusterBridge = {
      ...shared,
      provider: "hetzner",
      region: HETZNER_NETWORK_ZONE,
      clusterName: this.naming.resource("hetzner"),
      locations: chain.kubernetesLocations,
      podRange: chain.kubernetesPodRange,
      endpoints: chain.sentryAddresses,
    };
    const remote = {
      server: chain.kubernetesEndpoint,
      certificateAuthority: chain.kubernetesCertificateAuthority,
      token,
    };
    const there = new ClusterSecret(this, "cluster-hetzner", { ...secret, bridge: hetzner, remote });
    return {
      names: { aws: own.clusterName, hetzner: hetzner.clusterName },
      secrets: [here.resource, there.resource],
    };
  }

  private rootValues(clusters: Partial<Record<Provider, string>>): HelmValues {
    return rootValues({
      clusters,
      repository: repositoryUrl(),
      revision: this.environment.gitops.revision,
      teams: company.teams,
      preserve: this.environment.protect,
    });
  }
}

/** What two layers name, each by names of its own: one name for two things would hide one of them. */
function united(
  some: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const twice = Object.keys(some).filter((name) => name in others);
  if (twice.length > 0)
    throw new Error(`expected each name of one layer only, got ${twice.join(", ")} of two`);
  return { ...some, ...others };
}

function repositoryUrl(): string {
  return `https://github.com/${company.repository}.git`;
}
