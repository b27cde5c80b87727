/**
 * The locations of Hetzner's network zone `eu-central`: Falkenstein, Nuremberg and Helsinki. A private network spans the
 * locations of one zone, and only this zone's can be joined with a vSwitch: https://docs.hetzner.com/cloud/networks/faq
 */
export const hetznerLocations = ["fsn1", "hel1", "nbg1"] as const;

/** A location that Pitboss deploys to: `fsn1`. */
export type HetznerLocation = (typeof hetznerLocations)[number];

/** The network zone that all of them are in. */
export const HETZNER_NETWORK_ZONE = "eu-central";

/** Whether Pitboss deploys to a location. */
export function isHetznerLocation(name: string): name is HetznerLocation {
  return hetznerLocations.some((location) => location === name);
}
