import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import type { Construct } from "constructs";
import { tokenAudience } from "../constructs/chains/api-server-policies";
import { AwsGateway, AwsGatewayAddress } from "../constructs/chains/aws-gateway";
import { ChainFirewalls } from "../constructs/chains/chain-firewalls";
import { chainLabels } from "../constructs/chains/chain-labels";
import { ChainNodes } from "../constructs/chains/chain-nodes";
import { ChainSecrets } from "../constructs/chains/chain-secrets";
import { Fleet } from "../constructs/chains/fleet";
import { GATEWAY_NAMES } from "../constructs/chains/gateway-names";
import { qbftGenesis } from "../constructs/chains/genesis";
import { GATEWAY_SLOT, hetznerGateway } from "../constructs/chains/hetzner-gateway";
import { HetznerNetwork } from "../constructs/chains/hetzner-network";
import { KubernetesCluster, kubernetesApiAddress } from "../constructs/chains/kubernetes-cluster";
import { PlacementGroups } from "../constructs/chains/placement-groups";
import { privateAddress } from "../constructs/chains/private-addresses";
import { RobotInventory } from "../constructs/chains/robot-inventory";
import { RolesAnywhere } from "../constructs/chains/roles-anywhere";
import { Tunnel } from "../constructs/chains/tunnel";
import { WIREGUARD_SECRET } from "../constructs/chains/wireguard";
import { Fn } from "../constructs/core/cdktf";
import { LayerExports } from "../constructs/core/layer-exports";
import { AddressPlan } from "../constructs/network/address-plan";
import { addressesOf } from "../envs/addresses";
import { foundersOf, outOfStockOf } from "../envs/chains-rules";
import type { ChainsData } from "../envs/chains-schema";
import type { Environment } from "../envs/environment";
import { AwsLayerStack, defaultTags } from "./aws-layer-stack";
import type { ClusterExports } from "./cluster";
import type { FoundationExports } from "./foundation";
import type { NetworkExports } from "./network";

/** The bindings are of 1.68.0; any later 1.x understands what they write. */
const HCLOUD_PROVIDER = "~> 1.68";

/** What the chains offer: how the Hetzner cluster is reached, and where applications ask the chain. */
export interface ChainsExports {
  /** The private address of the Hetzner cluster's API, through WireGuard: `https://10.17.0.8:6443`. */
  readonly kubernetesEndpoint: string;
  /** Base64, as a kubeconfig has it. */
  readonly kubernetesCertificateAuthority: string;
  /** What a token must have been made for that the cluster takes: `hetzner-prod`. */
  readonly kubernetesAudience: string;
  /** The pods' range, as CIDR: Cilium is told. */
  readonly kubernetesPodRange: string;
  /** The locations of its machines, joined by commas: `fsn1,hel1,nbg1`. */
  readonly kubernetesLocations: string;
  /** The sentries' private addresses by name; each answers JSON-RPC at 8545, and by WebSocket at 8546. */
  readonly sentryAddresses: Readonly<Record<string, string>>;
  /** The SHA-256 of the genesis. */
  readonly genesisDigest: string;
  /** The number that transactions are signed for. */
  readonly chainId: string;
}

/** The layers that the chains stand on. */
export interface ChainsReads {
  readonly foundation: LayerExports<FoundationExports>;
  readonly network: LayerExports<NetworkExports>;
  readonly cluster: LayerExports<ClusterExports>;
}

/**
 * The chain of an environment at Hetzner, its way to the VPC, and the Kubernetes cluster around it. The provider takes its token from the
 * environment variable `HCLOUD_TOKEN`; each environment has a Hetzner project of its own.
 */
export class ChainsStack extends AwsLayerStack {
  readonly exports: LayerExports<ChainsExports>;
  private readonly plan: AddressPlan;
  private readonly prefix: string;

  constructor(scope: Construct, environment: Environment, chains: ChainsData, reads: ChainsReads) {
    super(scope, "chains", environment);
    const { protect } = environment;
    const keys = reads.foundation.in(this);
    const cluster = reads.cluster.in(this);
    new HcloudProvider(this, "hcloud");
    this.acceptProvider("hcloud", HCLOUD_PROVIDER);
    this.plan = AddressPlan.from(addressesOf(environment));
    this.prefix = `${this.naming.prefix}/chains`;
    const { hetzner, wireGuard } = this.plan.reserved;
    const cloudSubnet = hetzner.cloudSubnet.toString();

    const labels = chainLabels({ environment: environment.name, owner: environment.owner.team });
    const name = this.naming.prefix;
    const behindGateway = { vpc: this.plan.vpc.toString(), "wire-guard": wireGuard.toString() };
    const network = new HetznerNetwork(this, "network", {
      name,
      labels,
      range: hetzner.network.toString(),
      cloudSubnet,
      ...(chains.dedicated !== undefined && {
        vSwitch: { id: chains.dedicated.vSwitch.id, range: hetzner.vSwitch.toString() },
      }),
      routes: behindGateway,
      gatewayAddress: privateAddress({ subnet: cloudSubnet, role: "gateway", slot: GATEWAY_SLOT }),
      protect,
    });
    const awsAddress = new AwsGatewayAddress(this, "aws-address", {
      name: this.naming.resource("chains-gateway"),
    });
    const identity = new RolesAnywhere(this, "roles-anywhere", {
      place: this.place,
      environment: environment.name,
      authorityCertificate: this.publicParameter("ca-certificate"),
      secretPrefix: this.prefix,
      encryptionKeyArn: keys.dataKeyArn,
    });
    const tunnel = new Tunnel({
      transfer: wireGuard,
      mtu: this.plan.mtu.wireGuard,
      vpcRange: this.plan.vpc,
      hetznerRanges: this.plan.routedToHetzner,
      hetznerNetwork: hetzner.network,
      publicKeys: chains.wireGuard.publicKeys,
      translatedFor: [kubernetesApiAddress(cloudSubnet)],
    });
    const { gateway, validator, sentry, controlPlane, worker } = chains.serverTypes;
    const fleet = new Fleet(this, "machines", {
      name,
      environment: environment.name,
      region: environment.region,
      labels,
      network,
      placementGroups: new PlacementGroups(this, "placement", { name, labels }),
      firewalls: new ChainFirewalls(this, "firewalls", {
        name,
        labels,
        wireGuardPeer: awsAddress.publicIp,
      }),
      serverTypes: { gateway, validator, sentry, "control-plane": controlPlane, worker },
      outOfStock: outOfStockOf(chains),
      identity,
      secretPrefix: this.prefix,
      behindGateway: Object.values(behindGateway),
      tunnelMtu: this.plan.mtu.wireGuard,
      administrators: [tunnel.awsEnd],
      sshKeys: chains.sshKeys,
      protect,
    });

    const awsGateway = this.connect(environment, chains.wireGuard, reads, fleet, tunnel, awsAddress);
    const genesis = qbftGenesis({ ...chains.chain, founders: foundersOf(chains) });
    const vSwitch = hetzner.vSwitch.toString();
    const { validators, sentries, volumes, dedicated } = chains;
    const nodes = new ChainNodes({
      validators,
      sentries,
      dedicated: dedicated?.machines ?? {},
      volumes,
      cloudSubnet,
      vSwitch,
      genesis,
      nodeRanges: [hetzner.network.toString()],
      clientRanges: [hetzner.pods.toString(), this.plan.vpc.toString()],
    });
    nodes.addTo(fleet);
    if (dedicated !== undefined) {
      new RobotInventory(this, "dedicated", {
        name,
        vSwitch: { range: vSwitch, vlan: dedicated.vSwitch.vlan },
        network: hetzner.network.toString(),
        routes: behindGateway,
        machines: nodes.dedicatedMachines(fleet),
      });
    }

    const kubernetesCertificateAuthority = Fn.base64encode(this.publicParameter("kubernetes-ca-certificate"));
    const kubernetesAudience = tokenAudience(environment.name);
    const kubernetes = new KubernetesCluster(this, "kubernetes", {
      name,
      labels,
      fleet,
      network,
      facts: {
        podRange: hetzner.pods.toString(),
        serviceRange: hetzner.services.toString(),
        certificateAuthority: kubernetesCertificateAuthority,
        trustedIssuer: cluster.clusterTokenIssuer,
        audience: kubernetesAudience,
      },
      ...chains.kubernetes,
      protect,
    });
    this.keepSecrets(fleet, identity.roleArn, awsGateway.roleArn, keys.dataKeyArn, protect);

    const { controlPlanes, workers } = chains.kubernetes;
    const locations = Object.values({ ...controlPlanes, ...workers }).map(({ location }) => location);
    this.exports = LayerExports.publish<ChainsExports>(this, {
      kubernetesEndpoint: kubernetes.endpoint,
      kubernetesCertificateAuthority,
      kubernetesAudience,
      kubernetesPodRange: hetzner.pods.toString(),
      kubernetesLocations: [...new Set(locations)].sort().join(","),
      sentryAddresses: nodes.sentryAddresses,
      genesisDigest: genesis.digest,
      chainId: String(chains.chain.chainId),
    });
  }

  /** The tunnel to the VPC, both ends of it. */
  private connect(
    environment: Environment,
    { instanceType, location }: ChainsData["wireGuard"],
    reads: ChainsReads,
    fleet: Fleet,
    tunnel: Tunnel,
    awsAddress: AwsGatewayAddress,
  ): AwsGateway {
    const { dataKeyArn, nodesKeyArn, alertTopicArn } = reads.foundation.in(this);
    const network = reads.network.in(this);
    const { vpc, routedToHetzner, zones } = this.plan;
    const atHetzner = fleet.add(
      hetznerGateway({ location, tunnel: tunnel.endAtHetzner(awsAddress.publicIp) }),
    );
    // The zone of the lowest slot, which keeps it.
    const [subnetId] = Object.keys(zones).map((zone) => network.publicSubnetIds[zone]);
    if (subnetId === undefined) {
      throw new Error(`${this.node.path}: expected a public subnet for the gateway to stand in, got none`);
    }
    return new AwsGateway(this, "aws-gateway", {
      place: this.place,
      vpcId: network.vpcId,
      vpcRange: vpc.toString(),
      subnetId,
      instanceType,
      publicAddress: awsAddress,
      tunnel: tunnel.endAtAws(atHetzner.publicIpv4Address),
      routedHere: routedToHetzner,
      routeTableIds: {
        private: network.privateRouteTableIds,
        pods: network.podRouteTableIds,
        data: network.dataRouteTableIds,
      },
      secretFolder: `${this.prefix}/${GATEWAY_NAMES.aws}`,
      secretsKeyArn: dataKeyArn,
      volumeKeyArn: nodesKeyArn,
      alertTopicArn,
      instanceTags: defaultTags("chains", environment),
      protect: environment.protect,
    });
  }

  /** Every machine reads its own by its certificate; the one on AWS has a role of its own. */
  private keepSecrets(
    fleet: Fleet,
    machineRoleArn: string,
    awsRoleArn: string,
    keyArn: string,
    protect: boolean,
  ): void {
    const machines = Object.entries(fleet.secrets).map(
      ([certificateName, names]) =>
        [certificateName, { names, reader: { roleArn: machineRoleArn, certificateName } }] as const,
    );
    new ChainSecrets(this, "secrets", {
      prefix: this.prefix,
      machines: {
        ...Object.fromEntries(machines),
        [GATEWAY_NAMES.aws]: { names: [WIREGUARD_SECRET], reader: { roleArn: awsRoleArn } },
      },
      encryptionKeyArn: keyArn,
      protect,
    });
  }

  /** What the platform team publishes before the first apply, in SSM: certificates, PEM. A secret would arrive as ciphertext. */
  private publicParameter(name: string): string {
    return new DataAwsSsmParameter(this, name, { name: `/${this.prefix}/${name}`, withDecryption: false })
      .insecureValue;
  }
}
