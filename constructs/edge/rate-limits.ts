import { Ruleset } from "@cdktf/provider-cloudflare/lib/ruleset";
import { Construct } from "constructs";
import { allOf, below, forHosts } from "./expression";

/** How often one address may ask for something. */
export interface RateLimit {
  /** The names that it holds for, whole. */
  readonly hostnames: readonly string[];
  /** What it holds for, and everything below: `/sessions/launch`. */
  readonly paths: readonly string[];
  /** How many requests pass in a period. */
  readonly requests: number;
  readonly periodSeconds: number;
  /** How long whoever asked more often is kept out. */
  readonly timeoutSeconds: number;
}

export interface RateLimitsProps {
  readonly zoneId: string;
  /** By name, which is a limit's identity. */
  readonly limits: Readonly<Record<string, RateLimit>>;
}

/** Cloudflare counts in each of its data centres by itself, and asks to say so. */
const COUNTED_BY = ["cf.colo.id", "ip.src"];

/** The rate limits of a zone. They spare the origin; what one player may do in an hour, the game server says itself. */
export class RateLimits extends Construct {
  constructor(scope: Construct, id: string, { zoneId, limits }: RateLimitsProps) {
    super(scope, id);
    new Ruleset(this, "limits", {
      zoneId,
      kind: "zone",
      name: "rate-limits",
      description: "How often one address may ask",
      phase: "http_ratelimit",
      rules: Object.entries(limits).map(([name, limit]) => ({
        ref: name,
        description: `${name}: ${limit.requests} in ${limit.periodSeconds} s`,
        expression: allOf(forHosts([...limit.hostnames].sort()), below(limit.paths)),
        action: "block",
        enabled: true,
        ratelimit: {
          characteristics: COUNTED_BY,
          period: limit.periodSeconds,
          requestsPerPeriod: limit.requests,
          mitigationTimeout: limit.timeoutSeconds,
          requestsToOrigin: false,
        },
      })),
    });
  }
}
