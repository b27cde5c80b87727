import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { synthesize } from "../../tests/synthesize";
import { ChainFirewalls } from "./chain-firewalls";
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
const world = ["0.0.0.0/0", "::/0"];

function build() {
  return synthesize((scope) => {
    new HcloudProvider(scope, "hcloud");
    const firewalls = new ChainFirewalls(scope, "firewalls", {
      name: "pitboss-dev",
      labels: chainLabels({ environment: "dev", owner: "platform" }),
      wireGuardPeer: "198.51.100.77",
    });
    for (const role of roles) firewalls.idFor(role);
  });
}

function rulesOf(role: MachineRole): Rule[] {
  return build().at("hcloud_firewall", `firewalls/${role}`).rule as Rule[];
}

/** Rules in a direction as `udp 53 of 0.0.0.0/0`. */
function opened(role: MachineRole, direction: "in" | "out"): string[] {
  return rulesOf(role)
    .filter((rule) => rule.direction === direction)
    .flatMap(({ protocol, port, source_ips = [], destination_ips = [] }) =>
      [...source_ips, ...destination_ips].map((range) =>
        [protocol, port, "of", range].filter(Boolean).join(" "),
      ),
    );
}

const pings = world.map((range) => `icmp of ${range}`);

describe("what reaches a machine from the internet", () => {
  it.each(["validator", "sentry", "control-plane", "worker"] as const)("is ICMP alone at a %s", (role) => {
    expect(opened(role, "in")).toEqual(pings);
  });

  it("is WireGuard from the one gateway on AWS at a gateway", () => {
    expect(opened("gateway", "in")).toEqual([...pings, "udp 51820 of 198.51.100.77/32"]);
  });

  it("is SSH nowhere, nor anything else by TCP", () => {
    const open = roles.flatMap((role) => rulesOf(role)).filter(({ direction }) => direction === "in");
    expect(open.filter(({ protocol }) => protocol === "tcp")).toEqual([]);
  });
});

describe("what a machine reaches on the internet", () => {
  const errands = ["icmp", "udp 53", "tcp 53", "udp 123", "tcp 80", "tcp 443"];
  const everywhere = errands.flatMap((errand) => world.map((range) => `${errand} of ${range}`));

  it.each(["validator", "sentry", "control-plane", "worker"] as const)("is its errands at a %s", (role) => {
    expect(opened(role, "out")).toEqual(everywhere);
  });

  it("is the tunnel's other end too at a gateway", () => {
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
