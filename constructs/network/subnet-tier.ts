import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { Ipv4Block } from "./ipv4-block";
import { PrefixReservations } from "./prefix-reservations";

/** Something for each availability zone, by AZ id (`euc1-az1`): the names of zones differ between accounts, ids do not. */
export type PerZone<Value> = Readonly<Record<string, Value>>;

export interface SubnetTierProps {
  /** What the tier's subnets are called, before the zone: `pitboss-dev-private`. */
  readonly name: string;
  /** Each zone's addresses, and the VPC by the reference that makes those addresses part of it. */
  readonly zones: PerZone<{ readonly addresses: Ipv4Block; readonly vpcId: string }>;
  /**
   * What finds the subnets: load balancer controllers, Karpenter.
   * @default none beside the name
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether the subnets are for pods, whose nodes take addresses sixteen at a time.
   * @default false
   */
  readonly keepForPrefixes?: boolean;
}

/** The subnets of one purpose, one in each zone, each with a route table of its own so that zones fail alone. */
export class SubnetTier extends Construct {
  readonly subnetIds: PerZone<string>;
  readonly routeTableIds: PerZone<string>;

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const zones = Object.entries(props.zones).map(([zone, { addresses, vpcId }]) => {
      const within = new Construct(this, zone);
      const name = `${props.name}-${zone}`;
      const subnet = new Subnet(within, "subnet", {
        vpcId,
        availabilityZoneId: zone,
        cidrBlock: addresses.toString(),
        mapPublicIpOnLaunch: false,
        tags: { Name: name, ...props.tags },
      });
      if (props.keepForPrefixes) {
        new PrefixReservations(within, "prefixes", { subnetId: subnet.id, addresses });
      }
      const routeTable = new RouteTable(within, "route-table", { vpcId, tags: { Name: name } });
      new RouteTableAssociation(within, "association", { subnetId: subnet.id, routeTableId: routeTable.id });
      return { zone, subnetId: subnet.id, routeTableId: routeTable.id };
    });
    this.subnetIds = Object.fromEntries(zones.map(({ zone, subnetId }) => [zone, subnetId]));
    this.routeTableIds = Object.fromEntries(zones.map(({ zone, routeTableId }) => [zone, routeTableId]));
  }

  /** Sends what has no nearer route to the internet, through an internet gateway or a NAT gateway of the zone's choice. */
  routeToInternet(
    target: (zone: string) => { readonly gatewayId: string } | { readonly natGatewayId: string },
  ): void {
    for (const [zone, routeTableId] of Object.entries(this.routeTableIds)) {
      new Route(this, `${zone}-internet`, {
        routeTableId,
        destinationCidrBlock: "0.0.0.0/0",
        ...target(zone),
      });
    }
  }
}
