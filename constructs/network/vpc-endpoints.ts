import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Ipv4Block } from "./ipv4-block";
import type { PerZone } from "./subnet-tier";

/** Reached through route tables, at no price. */
const GATEWAY_SERVICES = ["dynamodb", "s3"] as const;

/**
 * What a launched node needs to come up, its images and its identity, which are most of what nodes fetch. And GuardDuty's, which
 * costs nothing: GuardDuty would make its own, and no destroy of the VPC would get past it.
 */
const ESSENTIAL = ["ecr.api", "ecr.dkr", "guardduty-data", "sts"] as const;

/** What nodes, Karpenter, the add-ons and the agents call beside that. */
const OPERATIONAL = [
  "autoscaling",
  "ec2",
  "ec2messages",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "kms",
  "logs",
  "monitoring",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
] as const;

/**
 * Which AWS services are reached inside the VPC. `essential`: those that a node needs to start. `all`: everything that the
 * platform calls, so that it runs on while the internet is away; an endpoint is paid for by the hour and zone.
 */
export type EndpointCoverage = "essential" | "all";

export interface VpcEndpointsProps {
  /** What the endpoints are called, before the service: `pitboss-dev`. */
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  readonly coverage: EndpointCoverage;
  /** Where interface endpoints stand. */
  readonly subnetIds: PerZone<string>;
  /** Every route table that the gateway endpoints serve. */
  readonly routeTableIds: readonly string[];
  /** Who may call: the ranges of nodes and pods, by name. */
  readonly clients: Readonly<Record<string, Ipv4Block>>;
}

/** Private ways to AWS services: traffic that neither leaves the VPC nor pays for NAT. */
export class VpcEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    for (const service of GATEWAY_SERVICES) {
      new VpcEndpoint(this, service, {
        ...endpoint(props, service),
        vpcEndpointType: "Gateway",
        routeTableIds: [...props.routeTableIds],
      });
    }
    const securityGroupIds = [this.allowing(props).id];
    const services = props.coverage === "all" ? [...ESSENTIAL, ...OPERATIONAL] : ESSENTIAL;
    for (const service of services) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        ...endpoint(props, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: Object.values(props.subnetIds),
        securityGroupIds,
      });
    }
  }

  private allowing({ name, vpcId, clients }: VpcEndpointsProps): SecurityGroup {
    const group = new SecurityGroup(this, "clients", {
      name: `${name}-endpoints`,
      description: "Calls to AWS services from nodes and pods",
      vpcId,
      tags: { Name: `${name}-endpoints` },
    });
    for (const [client, range] of Object.entries(clients)) {
      new VpcSecurityGroupIngressRule(this, `from-${client}`, {
        securityGroupId: group.id,
        description: `HTTPS from ${client}`,
        cidrIpv4: range.toString(),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    }
    return group;
  }
}

function endpoint(
  { name, region, vpcId }: VpcEndpointsProps,
  service: string,
): { vpcId: string; serviceName: string; tags: Record<string, string> } {
  return {
    vpcId,
    serviceName: `com.amazonaws.${region}.${service}`,
    tags: { Name: `${name}-${service.replace(".", "-")}` },
  };
}
