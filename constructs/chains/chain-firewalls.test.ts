import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { synthesize } from "../../tests/synthesize";
import { ChainFirewalls, type ChainFirewallsProps } from "./chain-firewalls";
import { chainLabels } from "./chain-labels";
import type { MachineRole } from "./private-addresses";

interface Rule {
  readonly direction: string;
  readonly protocol: string;
  readonly port?: string;
  readonly source_ips?: readonly string[];
  readonly destination_ips?: readonly string[];
}

const roles: readonly MachineRole[] = ["gateway", "validator", "sentry", "control-plane", "worker"];
const partners = { acme: ["198.51.100.0/28", "203.0.113.7/32"], zenith: ["192.0.2.0/24"] };
const world = ["0.0.0.0/0", "::/0"];

function build(props: Partial<ChainFirewallsProps> = {}) {
  return synthesize((scope) => {
    new HcloudProvider(scope, "hcloud");
    const firewalls = new ChainFirewalls(scope, "firewalls", {
      name: "pitboss-dev",
      labels: chainLabels({ environment: "dev", owner: "platform" }),
      partners,
      wireGuardPeer: "198.51.100.77",
      ...props,
    });
    for (const role of roles) firewalls.idFor(role);
  });
}

function rulesOf(role: MachineRole, props: Partial<ChainFirewallsProps> = {}): Rule[] {
  return build(props).at("hcloud_firewall", `firewalls/${role}`).rule as Rule[];
}

/** Rules in a direction as `udp 53 of 0.0.0.0/0`. */
function opened(
  role: MachineRole,
  direction: "in" | "out",
  props: Partial<ChainFirewallsProps> = {},
): string[] {
  return rulesOf(role, props)
    .filter((rule) => rule.direction === direction)
    .flatMap(({ protocol, port, source_ips = [], destination_ips = [] }) =>
      [...source_ips, ...destination_ips].map((range) =>
        [protocol, port, "of", range].filter(Boolean).join(" "),
      ),
    );
}

const pings = world.map((range) => `icmp of ${range}`);

describe("what reaches a machine from the internet", () => {
  it.each(["validator", "control-plane", "worker"] as const)("is ICMP alone at a %s", (role) => {
    expect(opened(role, "in")).toEqual(pings);
  });

  it("is partners' peers at a sentry, on the P2P port alone", () => {
    const ranges = Object.values(partners).flat();
    expect(opened("sentry", "in").sort()).toEqual(
      [...pings, ...ranges.flatMap((range) => [`tcp 30303 of ${range}`, `udp 30303 of ${range}`])].sort(),
    );
  });

  it("is nobody's peer at a sentry without partners", () => {
    expect(opened("sentry", "in", { partners: {} })).toEqual(pings);
  });

  it("is WireGuard from the one gateway on AWS at a gateway", () => {
    expect(opened("gateway", "in")).toEqual([...pings, "udp 51820 of 198.51.100.77/32"]);
  });

  it("is SSH nowhere", () => {
    const open = roles.flatMap((role) => rulesOf(role)).filter(({ direction }) => direction === "in");
    expect(open.filter(({ protocol, port }) => protocol === "tcp" && port !== "30303")).toEqual([]);
  });

  it.each(["0.0.0.0/0", "198.0.0.0/8", "198.48.0.0/15"])("is no partner as large as %s", (range) => {
    expect(() => build({ partners: { acme: [range] } })).toThrow(
      `test/firewalls: expected the ranges of partner "acme" to be /16 or smaller, got ${range}`,
    );
  });
});

describe("what a machine reaches on the internet", () => {
  const errands = ["icmp", "udp 53", "tcp 53", "udp 123", "tcp 80", "tcp 443"];
  const everywhere = errands.flatMap((errand) => world.map((range) => `${errand} of ${range}`));

  it.each(["validator", "control-plane", "worker"] as const)("is its errands at a %s", (role) => {
    expect(opened(role, "out")).toEqual(everywhere);
  });

  it("is partners' nodes too at a sentry, and the tunnel's other end at a gateway", () => {
    expect(opened("sentry", "out")).toEqual(
      expect.arrayContaining([...everywhere, "tcp 30303 of 192.0.2.0/24"]),
    );
    expect(opened("gateway", "out")).toEqual([...everywhere, "udp 51820 of 198.51.100.77/32"]);
  });
});

describe("the firewalls", () => {
  it("are one a role, made when asked for, whoever asks again", () => {
    const stack = synthesize((scope) => {
      new HcloudProvider(scope, "hcloud");
      const firewalls = new ChainFirewalls(scope, "firewalls", {
        name: "pitboss-dev",
        labels: {},
        partners,
        wireGuardPeer: "198.51.100.77",
      });
      firewalls.idFor("validator");
      firewalls.idFor("validator");
    });
    expect(stack.only("hcloud_firewall")).toMatchObject({
      name: "pitboss-dev-validator",
      labels: { role: "validator" },
    });
  });
});
