import { Firewall, type FirewallRule } from "@cdktf/provider-hcloud/lib/firewall";
import { Construct } from "constructs";
import { Token } from "../core/cdktf";
import { Ipv4Block } from "../network/ipv4-block";
import type { Labels } from "./chain-labels";
import type { MachineRole } from "./private-addresses";

/** Where Besu listens to its peers, by TCP, and finds others, by UDP. */
export const P2P_PORT = 30303;
/** Where a WireGuard gateway listens, by UDP. */
export const WIREGUARD_PORT = 51820;

export interface ChainFirewallsProps {
  /** What the firewalls' names start with: `pitboss-dev`. */
  readonly name: string;
  readonly labels: Labels;
  /** Who may peer with the sentries: a partner's IPv4 ranges as CIDR, /16 or smaller, by the partner's name. */
  readonly partners: Readonly<Record<string, readonly string[]>>;
  /** The public IPv4 address of the gateway on AWS. */
  readonly wireGuardPeer: string;
}

type Rule = Pick<FirewallRule, "description" | "port" | "protocol">;

const WORLD = ["0.0.0.0/0", "::/0"];

/** Path MTU discovery needs it, and so does whoever looks for a machine. */
const ICMP: Rule = { description: "ICMP", protocol: "icmp" };

/**
 * What a machine asks the internet for: names, the time, packages, images, AWS. Anything else that leaves one is a
 * fault or a thief. Ubuntu's package mirrors are signed and plain HTTP.
 */
const ERRANDS: readonly Rule[] = [
  { description: "DNS", protocol: "udp", port: "53" },
  { description: "DNS", protocol: "tcp", port: "53" },
  { description: "NTP", protocol: "udp", port: "123" },
  { description: "HTTP", protocol: "tcp", port: "80" },
  { description: "HTTPS", protocol: "tcp", port: "443" },
];

/** A partner's own network; more than this is a slip. */
const LARGEST_PARTNER_PREFIX = 16;

/**
 * What reaches the machines of the chain from the internet, and what they reach there: a firewall for each role.
 *
 * - Validators and Kubernetes nodes take nothing but ICMP. They have public addresses all the same, because Hetzner has
 *   no NAT and one of our own would be what every validator falls with; Hetzner's firewall tracks connections, so their
 *   own errands are answered.
 * - Sentries take peers from partners' ranges, and dial them.
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
    for (const [partner, ranges] of Object.entries(props.partners)) {
      for (const range of ranges) this.checkPartner(partner, range);
    }
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
        ...(role === "sentry" ? this.peering() : []),
        ...(role === "gateway" ? this.tunnel() : []),
      ],
    });
  }

  private peering(): FirewallRule[] {
    return Object.entries(this.props.partners).flatMap(([partner, ranges]) => {
      const rules = (["tcp", "udp"] as const).map((protocol) => ({
        description: `P2P with ${partner}`,
        protocol,
        port: String(P2P_PORT),
      }));
      return [...inbound(ranges, ...rules), ...outbound(ranges, ...rules)];
    });
  }

  private tunnel(): FirewallRule[] {
    const rule = { description: "WireGuard with AWS", protocol: "udp", port: String(WIREGUARD_PORT) };
    const peer = [`${this.props.wireGuardPeer}/32`];
    return [...inbound(peer, rule), ...outbound(peer, rule)];
  }

  private checkPartner(partner: string, range: string): void {
    if (Ipv4Block.parse(range).prefix < LARGEST_PARTNER_PREFIX) {
      throw new Error(
        `${this.node.path}: expected the ranges of partner "${partner}" to be /${LARGEST_PARTNER_PREFIX} or smaller, got ${range}`,
      );
    }
  }
}

function inbound(sources: readonly string[], ...rules: readonly Rule[]): FirewallRule[] {
  return rules.map((rule) => ({ direction: "in", ...rule, sourceIps: [...sources] }));
}

function outbound(destinations: readonly string[], ...rules: readonly Rule[]): FirewallRule[] {
  return rules.map((rule) => ({ direction: "out", ...rule, destinationIps: [...destinations] }));
}
