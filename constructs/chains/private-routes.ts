import type { MachinePart } from "./cloud-init";
import { networkUnit } from "./network-unit";
import { networkGateway } from "./private-addresses";

export interface PrivateRoutesProps {
  /** The whole Hetzner network, as CIDR. */
  readonly network: string;
  /** What lies behind the WireGuard gateway, as CIDR. */
  readonly destinations: readonly string[];
  /** The largest packet on the way there, in bytes. */
  readonly mtu: number;
}

/**
 * A cloud server's routes to what lies behind the WireGuard gateway. Hetzner's own configuration routes the network's
 * range alone into the network, so that everything else would leave by the public interface, where private addresses
 * end.
 *
 * The next hop is Hetzner's gateway, which knows the network's routes; through it the kernel finds the private
 * interface, whose name differs between server types, and which may get its address later than the public one. The routes
 * say how large a packet may be, so that nothing depends on notices from the tunnel.
 */
export function privateRoutes({ network, destinations, mtu }: PrivateRoutesProps): MachinePart {
  const gateway = networkGateway(network);
  return networkUnit({
    name: "pitboss-routes.service",
    description: "Routes to the VPC",
    steps: destinations.map((destination) => `route replace ${destination} via ${gateway} mtu ${mtu}`),
  });
}
