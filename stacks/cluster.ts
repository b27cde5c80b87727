import type { Construct } from "constructs";
import { Cluster } from "../constructs/cluster/cluster";
import { ClusterAddons } from "../constructs/cluster/cluster-addons";
import { ClusterAdmin } from "../constructs/cluster/cluster-admin";
import { SystemNodeGroup } from "../constructs/cluster/system-node-group";
import { LayerExports } from "../constructs/core/layer-exports";
import { Suppressions } from "../constructs/core/suppressions";
import { kubernetesVersion } from "../constructs/core/version-catalogue";
import { discoveryTags } from "../constructs/karpenter/discovery";
import { Karpenter } from "../constructs/karpenter/karpenter";
import type { Environment } from "../envs/environment";
import { AwsLayerStack, defaultTags } from "./aws-layer-stack";
import type { FoundationExports } from "./foundation";
import type { NetworkExports } from "./network";

/** What the cluster offers: how to reach it, and what Karpenter is told. */
export interface ClusterExports {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly clusterEndpoint: string;
  /** Base64, as a kubeconfig has it. */
  readonly clusterCertificateAuthority: string;
  /** The OIDC issuer of its service accounts' tokens, which the Hetzner cluster trusts. */
  readonly clusterTokenIssuer: string;
  /** The security group of every node. */
  readonly nodeSecurityGroupId: string;
  readonly karpenterNodeRoleName: string;
  readonly karpenterQueueName: string;
}

/** The layers that the cluster stands on. */
export interface ClusterReads {
  readonly foundation: LayerExports<FoundationExports>;
  readonly network: LayerExports<NetworkExports>;
}

/** The EKS cluster of an environment, up to where Karpenter and Argo CD can be put on it. No Kubernetes provider comes here. */
export class ClusterStack extends AwsLayerStack {
  readonly exports: LayerExports<ClusterExports>;

  constructor(scope: Construct, environment: Environment, reads: ClusterReads) {
    super(scope, "cluster", environment);
    const { logRetentionDays: retentionDays, network: ranges, cluster: data } = environment;
    const keys = reads.foundation.in(this);
    const network = reads.network.in(this);
    const { naming, place } = this;
    const clusterName = naming.cluster;
    const versions = kubernetesVersion(data.kubernetesVersion);

    const cluster = new Cluster(this, "cluster", {
      name: clusterName,
      version: versions.minor,
      vpcId: network.vpcId,
      controlPlaneSubnetIds: Object.values(network.controlPlaneSubnetIds),
      serviceCidr: ranges.services,
      apiClients: { vpc: ranges.vpc },
      secretsKeyArn: keys.clusterKeyArn,
      logsKeyArn: keys.logsKeyArn,
      retentionDays,
      tier: data.controlPlaneTier,
      deletionProtection: data.deletionProtection,
      zonalShift: data.zonalShift,
      nodeSecurityGroupTags: discoveryTags(clusterName),
    });
    if (!data.deletionProtection) {
      Suppressions.add(cluster.resource, {
        check: "CKV2_PB_REL08",
        reason:
          "the environment is meant to be torn down and made again; its cluster holds nothing that Git does not",
        owner: "platform",
        expires: "2027-05-31",
      });
    }
    for (const principalArn of data.admins) {
      const role = principalArn.replace(/^.*\//, "");
      new ClusterAdmin(this, `admin-${role}`, { clusterName, cluster: cluster.resource, principalArn });
    }
    // It puts Karpenter and Argo CD on the cluster.
    new ClusterAdmin(this, "deployer", {
      clusterName,
      cluster: cluster.resource,
      principalArn: keys.deployRoleArn,
    });
    const addons = new ClusterAddons(this, "addons", {
      place,
      clusterName,
      cluster: cluster.resource,
      versions: versions.addons,
      encryptionKeyArn: keys.nodesKeyArn,
    });
    const systemNodes = new SystemNodeGroup(this, "system-nodes", {
      naming,
      clusterName,
      instanceTypes: data.systemNodes.instanceTypes,
      release: versions.nodeRelease,
      subnetIds: Object.values(network.privateSubnetIds),
      minimum: data.systemNodes.minimum,
      maximum: data.systemNodes.maximum,
      encryptionKeyArn: keys.nodesKeyArn,
      after: addons.networking,
      instanceTags: defaultTags("cluster", environment),
    });
    addons.addWorkloads(systemNodes.nodeGroup);
    const karpenter = new Karpenter(this, "karpenter", {
      place,
      clusterName,
      cluster: cluster.resource,
      encryptionKeyArn: keys.messagesKeyArn,
    });
    this.exports = LayerExports.publish<ClusterExports>(this, {
      clusterName,
      clusterArn: place.clusterArn(clusterName),
      clusterEndpoint: cluster.endpoint,
      clusterCertificateAuthority: cluster.certificateAuthority,
      clusterTokenIssuer: cluster.tokenIssuer,
      nodeSecurityGroupId: cluster.securityGroupId,
      karpenterNodeRoleName: karpenter.nodeRoleName,
      karpenterQueueName: karpenter.queueName,
    });
  }
}
