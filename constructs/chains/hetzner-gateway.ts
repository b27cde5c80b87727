import type { FleetMachine } from "./fleet";
import { GATEWAY_NAMES } from "./gateway-names";
import type { HetznerLocation } from "./hetzner-location";
import { wireGuardEnd, WIREGUARD_RULE, WIREGUARD_SECRET, type WireGuardEndProps } from "./wireguard";

/** Its slot among gateways: it is the only one. */
export const GATEWAY_SLOT = 0;

export interface HetznerGatewayProps {
  readonly location: HetznerLocation;
  readonly tunnel: WireGuardEndProps;
}

/**
 * The Hetzner end of the tunnel to the VPC. The network's routes lead to its private address, which is its slot's, and AWS knows it by a
 * public address that outlives it: a new machine takes its place without a change anywhere else.
 */
export function hetznerGateway({ location, tunnel }: HetznerGatewayProps): FleetMachine {
  return {
    name: GATEWAY_NAMES.hetzner,
    slot: GATEWAY_SLOT,
    role: "gateway",
    location,
    permanentIpv4: true,
    secrets: [{ name: WIREGUARD_SECRET }],
    allow: [WIREGUARD_RULE],
    parts: () => [wireGuardEnd(tunnel)],
  };
}
