import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcIpv4CidrBlockAssociation } from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import { Construct } from "constructs";
import type { AddressPlan, ZoneAddresses } from "./address-plan";
import type { Ipv4Block } from "./ipv4-block";
import { NatGateways, type NatStrategy } from "./nat-gateways";
import { type PerZone, SubnetTier } from "./subnet-tier";

/**
 * The tags by which the VPC CNI (1.22.1 and later) knows which subnets give pods their addresses, and which do not though
 * nodes stand in them: https://github.com/aws/amazon-vpc-cni-k8s, "Subnet tags related to Allocation".
 */
const POD_ADDRESSES = { "kubernetes.io/role/cni": "1" };
const NO_POD_ADDRESSES = { "kubernetes.io/role/cni": "0" };

export interface VpcProps {
  /** What everything in the VPC is called first: `pitboss-dev`. */
  readonly name: string;
  readonly addresses: AddressPlan;
  readonly nat: NatStrategy;
  /**
   * Tags of the subnets that nodes stand in, by which Karpenter finds them.
   * @default none
   */
  readonly nodeSubnetTags?: Readonly<Record<string, string>>;
}

/**
 * A VPC over the zones of its address plan, in five tiers of subnets. `public` holds load balancers and NAT, `private` nodes,
 * `pods` the pods' own addresses, `data` data stores, `controlPlane` the interfaces of the EKS control plane. The last two
 * have no route to the internet.
 */
export class Vpc extends Construct {
  readonly vpcId: string;
  readonly public: SubnetTier;
  readonly private: SubnetTier;
  readonly pods: SubnetTier;
  readonly data: SubnetTier;
  readonly controlPlane: SubnetTier;
  readonly nat: NatGateways;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, addresses } = props;
    const vpc = new AwsVpc(this, "vpc", {
      cidrBlock: addresses.vpc.toString(),
      enableDnsHostnames: true,
      enableDnsSupport: true,
      // An account's address usage is capped (64,000 units a VPC); the metric tells before the cap does.
      enableNetworkAddressUsageMetrics: true,
      tags: { Name: name },
    });
    this.vpcId = vpc.id;
    // A security group without rules: whatever forgets to name its own can talk to nobody.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      tags: { Name: `${name}-default-closed` },
    });

    const tier = (
      id: string,
      block: (zone: ZoneAddresses) => Ipv4Block,
      tags: Record<string, string> = {},
    ): SubnetTier =>
      new SubnetTier(this, id, {
        name: `${name}-${id}`,
        zones: perZone(addresses, (zone) => ({ addresses: block(zone), vpcId: vpc.id })),
        tags,
      });
    this.public = tier("public", (zone) => zone.public, { "kubernetes.io/role/elb": "1" });
    this.private = tier("private", (zone) => zone.private, {
      "kubernetes.io/role/internal-elb": "1",
      ...NO_POD_ADDRESSES,
      ...props.nodeSubnetTags,
    });
    this.data = tier("data", (zone) => zone.data);
    this.controlPlane = tier("control-plane", (zone) => zone.controlPlane);
    this.pods = this.podTier(name, addresses);

    const internet = new InternetGateway(this, "internet-gateway", { vpcId: vpc.id, tags: { Name: name } });
    this.public.routeToInternet(() => ({ gatewayId: internet.id }));
    this.nat = new NatGateways(this, "nat", {
      name: `${name}-nat`,
      strategy: props.nat,
      internetGateway: internet,
      publicSubnetIds: this.public.subnetIds,
    });
    for (const inside of [this.private, this.pods]) {
      inside.routeToInternet((zone) => ({ natGatewayId: this.nat.gatewayFor(zone) }));
    }
  }

  /** The route tables of every tier. */
  get routeTableIds(): readonly string[] {
    const tiers = [this.public, this.private, this.pods, this.data, this.controlPlane];
    return tiers.flatMap((tier) => Object.values(tier.routeTableIds));
  }

  /** Pods have a secondary range of the VPC for each zone; their subnets wait for it to be associated. */
  private podTier(name: string, addresses: AddressPlan): SubnetTier {
    return new SubnetTier(this, "pods", {
      name: `${name}-pods`,
      zones: perZone(addresses, ({ pods }, zone) => {
        const association = new VpcIpv4CidrBlockAssociation(this, `pod-range-${zone}`, {
          vpcId: this.vpcId,
          cidrBlock: pods.toString(),
        });
        return { addresses: pods, vpcId: association.vpcId };
      }),
      keepForPrefixes: true,
      tags: POD_ADDRESSES,
    });
  }
}

function perZone<Value>(
  { zones }: AddressPlan,
  value: (zone: ZoneAddresses, id: string) => Value,
): PerZone<Value> {
  return Object.fromEntries(Object.entries(zones).map(([id, zone]) => [id, value(zone, id)]));
}
