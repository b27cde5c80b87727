/** What a zone's plan with Cloudflare is called. The free one is not among them: it has no managed rules. */
export type Plan = "pro" | "business" | "enterprise";

/** What a plan offers, where plans differ in what Pitboss uses. */
export interface PlanOffer {
  /** Whether traffic that is likely automated is told from what is certainly so. */
  readonly likelyBots: boolean;
  /** How many rate limits a zone may have. */
  readonly rateLimits: number;
  /** The longest period that requests are counted over, in seconds. */
  readonly longestPeriodSeconds: number;
  /** The longest time that somebody is kept out, in seconds. */
  readonly longestTimeoutSeconds: number;
}

/**
 * What each plan offers. Enterprise figures depend on the contract; these are what its documentation starts from.
 *
 * Sources: https://developers.cloudflare.com/waf/rate-limiting-rules/ ("Availability") and
 * https://developers.cloudflare.com/bots/plans/. Custom rules, cache rules and transforms are offered in tens by every plan; a
 * zone of ours has at most six custom rules.
 */
const OFFERS: Readonly<Record<Plan, PlanOffer>> = {
  pro: { likelyBots: false, rateLimits: 2, longestPeriodSeconds: 60, longestTimeoutSeconds: 3600 },
  business: { likelyBots: true, rateLimits: 5, longestPeriodSeconds: 600, longestTimeoutSeconds: 86_400 },
  enterprise: {
    likelyBots: true,
    rateLimits: 100,
    longestPeriodSeconds: 65_535,
    longestTimeoutSeconds: 86_400,
  },
};

/** The periods and timeouts that rate limits know, in seconds; a plan has those up to its longest. */
export const RATE_LIMIT_SECONDS: readonly number[] = [
  10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400, 3600, 65_535, 86_400,
];

/** What a plan offers. */
export function planOffer(plan: Plan): PlanOffer {
  return OFFERS[plan];
}
