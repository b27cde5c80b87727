import type { EdgeData } from "./edge-schema";

/** What the environments' edges have in common: the same names, the same way in, the same paths. */
export const edge = {
  accountId: "699d98642c564d2e855e9661899b7252",
  hosts: {
    play: "players",
    games: "players",
    api: "operators",
    cms: "staff",
    grafana: "staff",
    argocd: "staff",
  },
  /** The gateway of the cluster, which knows by the name in a request whose it is. */
  origin: {
    service: "https://gateway.ingress.svc.cluster.local:443",
    serverName: "gateway.ingress.svc.cluster.local",
  },
  staffNetworks: ["203.0.113.0/28"],
  closedPaths: ["/admin", "/debug", "/metrics"],
  assets: { hosts: ["games", "play"], paths: ["/assets/"] },
} satisfies Partial<EdgeData>;

/** Where the licences let people play. */
export const licensedCountries = ["DE", "DK", "EE", "ES", "LV", "MT", "RO", "SE"];

/** The limits that every plan has room for. */
export const playLimits = {
  // An operator launches all its players' sessions from few addresses.
  "session-launch": {
    hosts: ["api"],
    paths: ["/sessions/launch"],
    requests: 600,
    periodSeconds: 60,
    timeoutSeconds: 60,
  },
  // Two a second is faster than a round; several players can share an address.
  bets: {
    hosts: ["games", "play"],
    paths: ["/bets"],
    requests: 120,
    periodSeconds: 60,
    timeoutSeconds: 300,
  },
} satisfies EdgeData["rateLimits"];

/** Those for which a plan must have more than two. */
export const staffLimits = {
  "staff-login": {
    hosts: ["argocd", "cms", "grafana"],
    paths: ["/api/v1/session", "/auth", "/login"],
    requests: 20,
    periodSeconds: 60,
    timeoutSeconds: 900,
  },
} satisfies EdgeData["rateLimits"];
