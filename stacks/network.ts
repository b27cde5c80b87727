import type { Construct } from "constructs";
import { LayerExports } from "../constructs/core/layer-exports";
import { discoveryTags } from "../constructs/karpenter/discovery";
import { AddressPlan } from "../constructs/network/address-plan";
import { FlowLogs } from "../constructs/network/flow-logs";
import type { PerZone } from "../constructs/network/subnet-tier";
import { Vpc } from "../constructs/network/vpc";
import { VpcEndpoints } from "../constructs/network/vpc-endpoints";
import { addressesOf } from "../envs/addresses";
import type { Environment } from "../envs/environment";
import { AwsLayerStack } from "./aws-layer-stack";
import type { FoundationExports } from "./foundation";

/** What the network offers: subnets and route tables by AZ id. */
export interface NetworkExports {
  readonly vpcId: string;
  readonly publicSubnetIds: PerZone<string>;
  readonly privateSubnetIds: PerZone<string>;
  readonly podSubnetIds: PerZone<string>;
  readonly dataSubnetIds: PerZone<string>;
  readonly controlPlaneSubnetIds: PerZone<string>;
  readonly privateRouteTableIds: PerZone<string>;
  readonly podRouteTableIds: PerZone<string>;
  readonly dataRouteTableIds: PerZone<string>;
  /** The addresses that the platform is seen from. */
  readonly natPublicIps: PerZone<string>;
  /** The NAT gateways, by the zone that each stands in. */
  readonly natGatewayIds: PerZone<string>;
}

/** What the network stands on. */
export interface NetworkReads {
  readonly foundation: LayerExports<FoundationExports>;
}

/** The VPC of an environment: subnets by AZ id, ways out, ways to AWS, and a record of every connection. */
export class NetworkStack extends AwsLayerStack {
  readonly exports: LayerExports<NetworkExports>;

  constructor(scope: Construct, environment: Environment, reads: NetworkReads) {
    super(scope, "network", environment);
    const { region, network, protect, logRetentionDays } = environment;
    const { logsKeyArn, accessLogBucket } = reads.foundation.in(this);
    const name = this.naming.prefix;
    const addresses = AddressPlan.from(addressesOf(environment));
    const vpc = new Vpc(this, "vpc", {
      name,
      addresses,
      nat: network.nat,
      nodeSubnetTags: discoveryTags(this.naming.cluster),
    });
    new VpcEndpoints(this, "endpoints", {
      name,
      region,
      vpcId: vpc.vpcId,
      coverage: network.endpoints,
      subnetIds: vpc.private.subnetIds,
      routeTableIds: vpc.routeTableIds,
      clients: { vpc: addresses.vpc, pods: addresses.pods },
    });
    new FlowLogs(this, "flow-logs", {
      place: this.place,
      vpcId: vpc.vpcId,
      encryptionKeyArn: logsKeyArn,
      accessLogBucketName: accessLogBucket,
      retentionDays: logRetentionDays,
      protect,
    });
    this.exports = LayerExports.publish<NetworkExports>(this, {
      vpcId: vpc.vpcId,
      publicSubnetIds: vpc.public.subnetIds,
      privateSubnetIds: vpc.private.subnetIds,
      podSubnetIds: vpc.pods.subnetIds,
      dataSubnetIds: vpc.data.subnetIds,
      controlPlaneSubnetIds: vpc.controlPlane.subnetIds,
      privateRouteTableIds: vpc.private.routeTableIds,
      podRouteTableIds: vpc.pods.routeTableIds,
      dataRouteTableIds: vpc.data.routeTableIds,
      natPublicIps: vpc.nat.publicIps,
      natGatewayIds: vpc.nat.gatewayIds,
    });
  }
}
