import { rulesMet, type WebRequest, type WebRule } from "../../tests/cloudflare-rules";
import { accessRules, type AccessRulesProps } from "./access-rules";

const withoutNetworks: AccessRulesProps = {
  hosts: [
    { hostname: "play.casino.example", audience: "players" },
    { hostname: "api.casino.example", audience: "operators" },
    { hostname: "cms.casino.example", audience: "staff" },
  ],
  playerCountries: ["MT", "SE"],
  staffNetworks: ["203.0.113.0/28"],
  closedPaths: ["/admin", "/metrics"],
};
const props: AccessRulesProps = { ...withoutNetworks, operatorNetworks: ["198.51.100.0/24"] };
const player: WebRequest = {
  host: "play.casino.example",
  path: "/lobby",
  address: "192.0.2.7",
  country: "MT",
};
const operator = { ...player, host: "api.casino.example", path: "/sessions/launch", address: "198.51.100.9" };
const staff = { ...player, host: "cms.casino.example", path: "/admin", address: "203.0.113.9" };

function met(request: WebRequest, changed: Partial<AccessRulesProps> = {}): string[] {
  return rulesMet(accessRules({ ...props, ...changed }) as WebRule[], request);
}

describe("the access rules", () => {
  it("let a player in a licensed country play", () => {
    expect(met(player)).toEqual([]);
  });

  it.each(["US", "T1", "XX"])("keep out a player in %s", (country) => {
    expect(met({ ...player, country })).toEqual(["players-from-elsewhere"]);
  });

  it("let no player past the bot rules", () => {
    expect(met({ ...player, country: "MT" })).not.toContain("staff-have-tools");
    expect(met({ ...player, country: "MT" })).not.toContain("operators-are-servers");
  });

  it("ask no country of operators' servers", () => {
    expect(met({ ...operator, country: "US" })).toEqual(["operators-are-servers"]);
  });

  it("keep out who is in no network of an operator, where networks are known", () => {
    expect(met({ ...operator, address: "192.0.2.7" })).toContain("operators-from-elsewhere");
    const rules = accessRules(withoutNetworks) as WebRule[];
    expect(rulesMet(rules, { ...operator, address: "192.0.2.7" })).toEqual(["operators-are-servers"]);
  });

  it("let staff in from our own networks alone, wherever those are, and to closed paths as well", () => {
    expect(met({ ...staff, country: "US" })).toEqual(["staff-have-tools"]);
    expect(met({ ...staff, address: "203.0.113.16" })[0]).toBe("staff-from-elsewhere");
    expect(met({ ...staff, address: "203.0.113.16", host: "CMS.casino.example" })[0]).toBe(
      "staff-from-elsewhere",
    );
  });

  it.each(["/metrics", "/METRICS", "/Admin/users", "/admin"])("close %s to players and operators", (path) => {
    expect(met({ ...player, path })).toContain("closed-paths");
    expect(met({ ...operator, path })).toContain("closed-paths");
  });

  it("let past last of all, so that nothing closed is opened", () => {
    const actions = accessRules(props).map(({ action }) => action);
    expect(actions).toEqual(["block", "block", "block", "block", "skip", "skip"]);
  });

  it("say what they skip, and nothing but challenges", () => {
    for (const rule of accessRules(props).filter(({ action }) => action === "skip")) {
      expect(rule).toMatchObject({
        actionParameters: { phases: ["http_request_sbfm"], products: ["bic", "securityLevel"] },
      });
    }
  });

  it("have no rule for an audience without a name, since the language has no empty set", () => {
    const hosts = [{ hostname: "play.casino.example", audience: "players" as const }];
    const rules = accessRules({ ...props, hosts });
    expect(rules.map(({ ref }) => ref)).toEqual(["closed-paths", "players-from-elsewhere"]);
    expect(accessRules({ ...props, hosts: [] })).toEqual([]);
  });

  it("keep each rule's identity by name, whatever comes before it", () => {
    const refs = accessRules(props).map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(refs.length);
  });
});
