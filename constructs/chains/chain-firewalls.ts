import { Firewall, type FirewallRule } from "@cdktf/provider-hcloud/lib/firewall";
import { Construct } from "constructs";
import { Token } from "../core/cdktf";
import type { Labels } from "./chain-labels";
import type { MachineRole } from "./private-addresses";

/** Where a WireGuard gateway listens, by UDP. */
export const WIREGUARD_PORT = 51820;

export interface ChainFirewallsProps {
  /** What the firewalls' names start with: `pitboss-dev`. */
  readonly name: string;
  readonly labels: Labels;
  /** The public IPv4 address of the gateway on AWS. */
  readonly wireGuardPeer: string;
}

type Rule = Pick<FirewallRule, "description" | "port" | "protocol">;

const WORLD = ["0.0.0.0/0", "::/0"];

/** Path MTU discovery needs it, and so does whoever looks for a machine. */
const ICMP: Rule = { description: "ICMP", protocol: "icmp" };

/**
 * What a machine asks the internet for: names, the time, packages, images, AWS. Anything else that leaves one is a
 * fault or a thief. Debian's package mirrors are signed and plain HTTP.
 */
const ERRANDS: readonly Rule[] = [
  { description: "DNS", protocol: "udp", port: "53" },
  { description: "DNS", protocol: "tcp", port: "53" },
  { description: "NTP", protocol: "udp", port: "123" },
  { description: "HTTP", protocol: "tcp", port: "80" },
  { description: "HTTPS", protocol: "tcp", port: "443" },
];

/**
 * What reaches the machines of the chain from the internet, and what they reach there: a firewall for each role.
 *
 * - Validators, sentries and Kubernetes nodes take nothing but ICMP. They have public addresses all the same, because
 *   Hetzner has no NAT and one of our own would be what every validator falls with; Hetzner's firewall tracks connections,
 *   so their own errands are answered.
 * - Gateways exchange WireGuard with the one gateway on AWS.
 * - Nobody takes SSH: a machine is replaced, or reached by Hetzner's console.
 *
 * Peers on the private network are not seen here: Hetzner's firewalls do not filter it, each machine does.
 */
export class ChainFirewalls extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ChainFirewallsProps,
  ) {
    super(scope, id);
  }

  /** The number of a role's firewall, which is made when it is first asked for. */
  idFor(role: MachineRole): number {
    const existing = this.node.tryFindChild(role) as Firewall | undefined;
    return Token.asNumber((existing ?? this.add(role)).id);
  }

  private add(role: MachineRole): Firewall {
    return new Firewall(this, role, {
      name: `${this.props.name}-${role}`,
      labels: { ...this.props.labels, role },
      rule: [
        ...inbound(WORLD, ICMP),
        ...outbound(WORLD, ICMP, ...ERRANDS),
        ...(role === "gateway" ? this.tunnel() : []),
      ],
    });
  }

  private tunnel(): FirewallRule[] {
    const rule = { description: "WireGuard with AWS", protocol: "udp", port: String(WIREGUARD_PORT) };
    const peer = [`${this.props.wireGuardPeer}/32`];
    return [...inbound(peer, rule), ...outbound(peer, rule)];
  }
}

function inbound(sources: readonly string[], ...rules: readonly Rule[]): FirewallRule[] {
  return rules.map((rule) => ({ direction: "in", ...rule, sourceIps: [...sources] }));
}

function outbound(destinations: readonly string[], ...rules: readonly Rule[]): FirewallRule[] {
  return rules.map((rule) => ({ direction: "out", ...rule, destinationIps: [...destinations] }));
}
