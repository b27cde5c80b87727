import { rulesMet, type WebRule } from "../../tests/cloudflare-rules";
import { synthesizeEdge } from "../../tests/synthesize-edge";
import { RateLimits } from "./rate-limits";

const stack = synthesizeEdge((scope) => {
  new RateLimits(scope, "limits", {
    zoneId: "c5d3e2ba7d9a4f4bacb2d3e4f5a6b703",
    limits: {
      bets: {
        hostnames: ["play.casino.example", "games.casino.example"],
        paths: ["/bets", "/rounds"],
        requests: 120,
        periodSeconds: 60,
        timeoutSeconds: 300,
      },
    },
  });
});
const { rules } = stack.only("cloudflare_ruleset") as { rules: (WebRule & Record<string, unknown>)[] };
const request = { host: "play.casino.example", path: "/bets/7", address: "192.0.2.7", country: "MT" };

describe("the rate limits", () => {
  it("count by address in each data centre, which Cloudflare asks to be said", () => {
    expect(rules).toMatchObject([
      {
        ref: "bets",
        action: "block",
        ratelimit: {
          characteristics: ["cf.colo.id", "ip.src"],
          period: 60,
          requests_per_period: 120,
          mitigation_timeout: 300,
        },
      },
    ]);
  });

  it("hold for their hosts and paths, and nothing else", () => {
    expect(rulesMet(rules, request)).toEqual(["bets"]);
    expect(rulesMet(rules, { ...request, path: "/rounds" })).toEqual(["bets"]);
    expect(rulesMet(rules, { ...request, path: "/lobby" })).toEqual([]);
    expect(rulesMet(rules, { ...request, host: "cms.casino.example" })).toEqual([]);
  });
});
