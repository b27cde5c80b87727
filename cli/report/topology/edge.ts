import { plural } from "../../terminal/plural";
import { type Inventory, textAt } from "../inventory";
import type { TopologyNode } from "./topology";
import { factsOf, listed } from "./facts";

/** What stands between players and the platform: nothing when the edge layer is off. */
export function edgeOf(inventory: Inventory): readonly TopologyNode[] {
  const records = inventory.of("cloudflare_dns_record", "cloudflare_record");
  const rulesets = inventory.of("cloudflare_ruleset");
  const tunnels = inventory.count("cloudflare_zero_trust_tunnel_cloudflared");
  const settings = inventory.count("cloudflare_zone_setting");
  if (records.length + rulesets.length + tunnels + settings === 0) return [];
  const phases = rulesets.map((ruleset) => textAt(ruleset, "phase") ?? "");
  const firewalls = phases.filter((phase) => phase.startsWith("http_request_firewall")).length;
  const hosts = records.filter((record) => textAt(record, "type") === "CNAME");
  const others = records.length - hosts.length;
  return [
    { id: "players", kind: "people", title: "Players", facts: ["browsers and game clients"] },
    {
      id: "edge",
      kind: "edge",
      title: "Cloudflare",
      facts: factsOf(
        hosts.length > 0 && listed(hosts.map((host) => textAt(host, "name"))),
        others > 0 && plural(others, "other DNS record"),
        firewalls > 0 && plural(firewalls, "firewall ruleset"),
        phases.includes("http_ratelimit") && "rate limits",
        tunnels > 0 && "reaches the origin through a tunnel",
        settings > 0 && `${plural(settings, "setting")} of TLS and the zone`,
      ),
    },
  ];
}

/** Where deployments come from: GitHub, when the account trusts its tokens. */
export function deliveryOf(inventory: Inventory): readonly TopologyNode[] {
  if (inventory.count("aws_iam_openid_connect_provider") === 0) return [];
  return [
    {
      id: "github",
      kind: "delivery",
      title: "GitHub",
      facts: ["this repository", "Actions deploy with tokens that live minutes; no key is kept"],
    },
  ];
}
