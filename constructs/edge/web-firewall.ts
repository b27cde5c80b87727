import { BotManagement } from "@cdktf/provider-cloudflare/lib/bot-management";
import { Ruleset, type RulesetRules } from "@cdktf/provider-cloudflare/lib/ruleset";
import { Construct } from "constructs";
import { Suppressions } from "../core/suppressions";
import { accessRules, type AccessRulesProps } from "./access-rules";
import { type Plan, planOffer } from "./plans";

/** The rulesets that Cloudflare maintains, by ids that are the same for everybody: https://developers.cloudflare.com/waf/managed-rules/ */
const CLOUDFLARE_RULES = "efb7b8c949ac4650a09736fc376e9aee";
const OWASP_RULES = "4814384a9e5d4991b9815dcfc25d2f1f";
/** The last of the OWASP rules, which acts on what the others added up. */
const OWASP_VERDICT = "6179ae15870a4bb7b2d480d4843b323c";
/** The sum that the verdict is reached at: 25 is strict, 40 medium, 60 lenient. */
const OWASP_THRESHOLD = 40;
/** Each level above the first finds more, of what is meant as well: https://developers.cloudflare.com/waf/managed-rules/reference/owasp-core-ruleset/ */
const OWASP_LEVELS_LEFT_OUT = ["paranoia-level-2", "paranoia-level-3", "paranoia-level-4"];

/** What is done with an attack: `block` as Cloudflare sees fit for each rule, or `log` to see what would be. */
export type FirewallMode = "block" | "log";

export interface WebFirewallProps extends AccessRulesProps {
  readonly zoneId: string;
  readonly plan: Plan;
  readonly mode: FirewallMode;
}

/**
 * What is kept from the origin: known attacks, by rules that Cloudflare maintains, and whoever has no business with a name.
 * Cloudflare's Exposed Credentials Check is not among them: it is deprecated.
 */
export class WebFirewall extends Construct {
  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const { zoneId, plan, mode } = props;
    const rules = accessRules(props);
    if (rules.length > 0) {
      new Ruleset(this, "access", {
        zoneId,
        kind: "zone",
        name: "access",
        description: "Who may reach which name",
        phase: "http_request_firewall_custom",
        rules,
      });
    }
    const managed = new Ruleset(this, "managed", {
      zoneId,
      kind: "zone",
      name: "managed",
      description: "Attacks that Cloudflare knows",
      phase: "http_request_firewall_managed",
      rules: [cloudflareRules(mode), owaspRules(mode)],
    });
    if (mode === "log") {
      Suppressions.add(managed, {
        check: "CKV_PB_SEC23",
        reason: "managed rules are tried out here, to see whom they would keep out; production refuses it",
        owner: "platform",
        expires: "2027-05-31",
      });
    }
    // Operators' servers are bots as well, and honest ones: the access rules let them past.
    new BotManagement(this, "bots", {
      zoneId,
      enableJs: true,
      sbfmDefinitelyAutomated: "managed_challenge",
      ...(planOffer(plan).likelyBots && { sbfmLikelyAutomated: "managed_challenge" }),
      sbfmVerifiedBots: "allow",
      sbfmStaticResourceProtection: false,
      optimizeWordpress: false,
    });
  }
}

function cloudflareRules(mode: FirewallMode): RulesetRules {
  return {
    ref: "cloudflare",
    description: "Cloudflare's own rules",
    expression: "true",
    action: "execute",
    enabled: true,
    actionParameters: {
      id: CLOUDFLARE_RULES,
      ...(mode === "log" && { overrides: { action: "log" } }),
    },
  };
}

function owaspRules(mode: FirewallMode): RulesetRules {
  return {
    ref: "owasp",
    description: "The OWASP core rules, at the first level of paranoia",
    expression: "true",
    action: "execute",
    enabled: true,
    actionParameters: {
      id: OWASP_RULES,
      overrides: {
        categories: OWASP_LEVELS_LEFT_OUT.map((category) => ({ category, enabled: false })),
        rules: [{ id: OWASP_VERDICT, action: mode, scoreThreshold: OWASP_THRESHOLD }],
      },
    },
  };
}
