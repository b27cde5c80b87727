import { synthesizeEdge } from "../../tests/synthesize-edge";
import { Suppressions } from "../core/suppressions";
import type { Plan } from "./plans";
import { type FirewallMode, WebFirewall } from "./web-firewall";

/** https://developers.cloudflare.com/waf/managed-rules/ */
const CLOUDFLARE = "efb7b8c949ac4650a09736fc376e9aee";
const OWASP = "4814384a9e5d4991b9815dcfc25d2f1f";

function firewall(mode: FirewallMode, plan: Plan = "business", hosts = 1) {
  let suppressed: string[] = [];
  const stack = synthesizeEdge((scope) => {
    new WebFirewall(scope, "firewall", {
      zoneId: "c5d3e2ba7d9a4f4bacb2d3e4f5a6b703",
      plan,
      mode,
      hosts: [{ hostname: "play.casino.example", audience: "players" as const }].slice(0, hosts),
      playerCountries: ["MT"],
      staffNetworks: ["203.0.113.0/28"],
      closedPaths: ["/metrics"],
    });
    suppressed = Suppressions.within(scope).map(({ check }) => check);
  });
  return { stack, suppressed };
}

function managedRules(mode: FirewallMode) {
  const { rules } = firewall(mode).stack.at("cloudflare_ruleset", "firewall/managed") as {
    rules: { action: string; expression: string; action_parameters: Record<string, unknown> }[];
  };
  return rules;
}

describe("the web firewall", () => {
  it("runs Cloudflare's rules and the OWASP rules on every request", () => {
    const rules = managedRules("block");
    expect(rules.map(({ action_parameters }) => action_parameters.id)).toEqual([CLOUDFLARE, OWASP]);
    for (const rule of rules) expect(rule).toMatchObject({ action: "execute", expression: "true" });
  });

  it("when it blocks leaves each of Cloudflare's rules its own action", () => {
    const [cloudflare, owasp] = managedRules("block");
    expect(cloudflare!.action_parameters).not.toHaveProperty("overrides");
    expect(owasp!.action_parameters.overrides).toMatchObject({
      rules: [{ action: "block", score_threshold: 40 }],
    });
  });

  it("when it notes down does nothing else, and says so to the gate", () => {
    const [cloudflare, owasp] = managedRules("log");
    expect(cloudflare!.action_parameters.overrides).toEqual({ action: "log" });
    expect(owasp!.action_parameters.overrides).toMatchObject({ rules: [{ action: "log" }] });
    expect(firewall("log").suppressed).toEqual(["CKV_PB_SEC23"]);
    expect(firewall("block").suppressed).toEqual([]);
  });

  it("challenges bots as far as the plan tells them", () => {
    expect(firewall("block", "pro").stack.only("cloudflare_bot_management")).not.toHaveProperty(
      "sbfm_likely_automated",
    );
    expect(firewall("block", "business").stack.only("cloudflare_bot_management")).toMatchObject({
      sbfm_definitely_automated: "managed_challenge",
      sbfm_likely_automated: "managed_challenge",
      sbfm_verified_bots: "allow",
    });
  });

  it("has one ruleset a phase, as Cloudflare allows no second", () => {
    const phases = Object.values(firewall("block").stack.resources("cloudflare_ruleset")).map(
      ({ phase }) => phase,
    );
    expect(phases.sort()).toEqual(["http_request_firewall_custom", "http_request_firewall_managed"]);
  });

  it("makes no empty ruleset", () => {
    const rulesets = Object.values(firewall("block", "pro", 0).stack.resources("cloudflare_ruleset"));
    expect(rulesets.map(({ name }) => name)).toEqual(["managed"]);
  });
});
