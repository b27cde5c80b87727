import type { RulesetRules } from "@cdktf/provider-cloudflare/lib/ruleset";
import { allOf, below, forHosts, fromCountries, fromNetworks, not } from "./expression";
import { hostnamesFor, type PublicHost } from "./public-host";

export interface AccessRulesProps {
  readonly hosts: readonly PublicHost[];
  /** Where players may be, as ISO 3166-1 alpha-2: what the licences cover. Elsewhere, Tor included, no game opens. */
  readonly playerCountries: readonly string[];
  /** The networks that staff come from. */
  readonly staffNetworks: readonly string[];
  /**
   * The networks that operators' servers call from.
   * @default anywhere: their requests are signed
   */
  readonly operatorNetworks?: readonly string[];
  /** Paths that nobody but staff has any business with: `/metrics`. */
  readonly closedPaths: readonly string[];
}

/**
 * Who may reach which name, as custom rules of the zone. In this order, since a rule that lets past ends what comes after it
 * and must not open what those before it close. `ref` is a rule's identity: without it an insertion makes all of them anew.
 */
export function accessRules(props: AccessRulesProps): RulesetRules[] {
  const { hosts, playerCountries, staffNetworks, operatorNetworks, closedPaths } = props;
  const players = hostnamesFor(hosts, "players");
  const operators = hostnamesFor(hosts, "operators");
  const staff = hostnamesFor(hosts, "staff");
  const outside = [...players, ...operators].sort();
  return [
    ...rule(staff, "staff-from-elsewhere", "Staff come from our own networks", (names) =>
      blocked(allOf(forHosts(names), not(fromNetworks(staffNetworks)))),
    ),
    ...rule(outside, "closed-paths", "What is for staff is not for players and operators", (names) =>
      blocked(allOf(forHosts(names), below(closedPaths))),
    ),
    ...rule(players, "players-from-elsewhere", "Players play where the licences say", (names) =>
      blocked(allOf(forHosts(names), not(fromCountries(playerCountries)))),
    ),
    ...(operatorNetworks === undefined
      ? []
      : rule(
          operators,
          "operators-from-elsewhere",
          "Operators call from the networks they told us",
          (names) => blocked(allOf(forHosts(names), not(fromNetworks(operatorNetworks)))),
        )),
    ...rule(operators, "operators-are-servers", "A server cannot solve a challenge", unchallenged),
    ...rule(staff, "staff-have-tools", "Nor can a command line, such as that of Argo CD", unchallenged),
  ];
}

type Verdict = Pick<RulesetRules, "action" | "expression" | "actionParameters" | "logging">;

function blocked(expression: string): Verdict {
  return { expression, action: "block" };
}

function unchallenged(names: readonly string[]): Verdict {
  return {
    expression: forHosts(names),
    action: "skip",
    actionParameters: { phases: ["http_request_sbfm"], products: ["bic", "securityLevel"] },
    logging: { enabled: true },
  };
}

/** A rule for names; none where there are none, as the rules language has no empty set. */
function rule(
  names: readonly string[],
  ref: string,
  description: string,
  verdict: (names: readonly string[]) => Verdict,
): RulesetRules[] {
  return names.length === 0 ? [] : [{ ref, description, enabled: true, ...verdict(names) }];
}
