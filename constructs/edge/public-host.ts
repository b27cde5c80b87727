/**
 * Whom a name on the internet is for. `players`: browsers, from where they may play. `operators`: the servers of those who
 * offer the games, which no challenge can be put to. `staff`: our own people, from our own networks.
 */
export type Audience = "players" | "operators" | "staff";

/** A name on the internet, and whom it is for. */
export interface PublicHost {
  /** The whole name: `play.pitboss.example`. */
  readonly hostname: string;
  readonly audience: Audience;
}

/** The names for an audience, in order. */
export function hostnamesFor(hosts: readonly PublicHost[], audience: Audience): string[] {
  return hosts
    .filter((host) => host.audience === audience)
    .map(({ hostname }) => hostname)
    .sort();
}
