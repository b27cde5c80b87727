import { Ec2SubnetCidrReservation } from "@cdktf/provider-aws/lib/ec2-subnet-cidr-reservation";
import { Construct } from "constructs";
import type { Ipv4Block } from "./ipv4-block";

/** A half, a quarter, an eighth and a sixteenth; what is left, another sixteenth, is for interfaces' own addresses. */
const HALVINGS = [1, 2, 3, 4] as const;

export interface PrefixReservationsProps {
  readonly subnetId: string;
  readonly addresses: Ipv4Block;
}

/**
 * Keeps fifteen sixteenths of a pod subnet for /28 prefixes. The single addresses of network interfaces would otherwise
 * scatter among them, and a subnet that is half empty would have no sixteen free in a row:
 * https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
 */
export class PrefixReservations extends Construct {
  constructor(scope: Construct, id: string, { subnetId, addresses }: PrefixReservationsProps) {
    super(scope, id);
    for (const halving of HALVINGS) {
      const block = addresses.subdivide(addresses.prefix + halving, 1);
      new Ec2SubnetCidrReservation(this, `part-${halving}`, {
        subnetId,
        cidrBlock: block.toString(),
        reservationType: "prefix",
        description: "Prefixes of nodes",
      });
    }
  }
}
