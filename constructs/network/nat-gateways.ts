import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import type { PerZone } from "./subnet-tier";

/**
 * How private subnets reach the internet. `per-zone`: a gateway in each zone, none of which carries another's traffic.
 * `single`: one gateway for all; a third of the price, traffic between zones is paid for, and its zone's loss cuts off all.
 */
export type NatStrategy = "per-zone" | "single";

export interface NatGatewaysProps {
  /** What the gateways are called, before the zone: `pitboss-dev-nat`. */
  readonly name: string;
  readonly strategy: NatStrategy;
  /** The internet gateway, without which AWS refuses them and which has to outlive them. */
  readonly internetGateway: ITerraformDependable;
  /** The public subnets that gateways can stand in. In the order of slots: the first has the single gateway, and keeps it. */
  readonly publicSubnetIds: PerZone<string>;
}

/** The NAT gateways of a VPC. */
export class NatGateways extends Construct {
  /** The addresses that the platform is seen from, by the zone of the gateway: partners put them on their allow lists. */
  readonly publicIps: PerZone<string>;
  /** The gateways' ids, by the zone of each: its metrics go by them. */
  readonly gatewayIds: PerZone<string>;

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const zones = Object.entries(props.publicSubnetIds);
    const standing = props.strategy === "single" ? zones.slice(0, 1) : zones;
    const dependsOn = [props.internetGateway];
    const gateways = standing.map(([zone, subnetId]) => {
      const within = new Construct(this, zone);
      const tags = { Name: `${props.name}-${zone}` };
      const address = new Eip(within, "address", { domain: "vpc", tags, dependsOn });
      const gateway = new NatGateway(within, "gateway", {
        allocationId: address.allocationId,
        subnetId,
        tags,
        dependsOn,
      });
      return { zone, publicIp: address.publicIp, gatewayId: gateway.id };
    });
    this.publicIps = Object.fromEntries(gateways.map(({ zone, publicIp }) => [zone, publicIp]));
    this.gatewayIds = Object.fromEntries(gateways.map(({ zone, gatewayId }) => [zone, gatewayId]));
  }

  /** The gateway that a zone's private subnets use. */
  gatewayFor(zone: string): string {
    const gatewayId = this.gatewayIds[zone] ?? Object.values(this.gatewayIds)[0];
    if (gatewayId === undefined) {
      throw new Error(`${this.node.path}: expected a public subnet for a NAT gateway to stand in, got none`);
    }
    return gatewayId;
  }
}
