import type { AddressPlanProps } from "../constructs/network/address-plan";
import type { Environment } from "./environment";

/** The fields that the address plan is made of, by their dotted paths. */
export const ADDRESS_FIELDS = [
  ...["vpc", "pods", "services", "zones", "hetzner", "wireGuard"].map((field) => `network.${field}`),
  "cluster.maxNodes",
  "cluster.podsPerNode",
];

/** What an environment's address plan is made of. */
export function addressesOf({ network, cluster }: Environment): AddressPlanProps {
  return { ...network, maxNodes: cluster.maxNodes, podsPerNode: cluster.podsPerNode };
}
