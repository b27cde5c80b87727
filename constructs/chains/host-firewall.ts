import { Ipv4Block } from "../network/ipv4-block";
import type { MachinePart } from "./cloud-init";

const RULES_PATH = "/etc/pitboss/firewall.nft";
const UNIT = "pitboss-firewall.service";
const LAST_PORT = 65_535;

/** What a machine answers. */
export interface HostRule {
  /** What it is for; it stands as a comment with the rule. */
  readonly description: string;
  readonly protocol: "tcp" | "udp";
  /** Ports, and ranges of ports such as `30000-32767`. */
  readonly ports: readonly (number | string)[];
  /** The ranges that may ask, as CIDR; `anywhere` is the internet. */
  readonly from: readonly string[] | "anywhere";
}

export interface HostFirewallProps {
  readonly allow: readonly HostRule[];
  /**
   * Interfaces of the machine's own whose packets may come in at any port, such as those of its pods; a `*` at the end stands for the rest
   * of a name.
   * @default []
   */
  readonly trustedInterfaces?: readonly string[];
}

/** Linux allows 15 characters. */
const INTERFACE = /^(?=.{1,15}$)[a-z][\w.-]*\*?$/;

/**
 * The packet filter of a machine. Hetzner's firewalls do not look at private networks nor at vSwitches
 * (https://docs.hetzner.com/cloud/firewalls/faq), so that without one every machine of the environment could talk to every port of every
 * other. What is not allowed is dropped, on all interfaces; a packet that comes by another interface than answers to it would leave by is
 * no neighbour's, whatever its sender says.
 *
 * It filters what comes in and leaves forwarding, and other programs' tables, alone.
 *
 * @throws if a rule has no port or no source, or one that is malformed, or an interface has no name that Linux gives.
 */
export function hostFirewall({ allow, trustedInterfaces = [] }: HostFirewallProps): MachinePart {
  return {
    packages: ["nftables"],
    files: [
      { path: RULES_PATH, content: rulesOf(allow, trustedInterfaces) },
      { path: `/etc/systemd/system/${UNIT}`, content: FIREWALL_UNIT },
    ],
    commands: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", UNIT],
    ],
  };
}

function rulesOf(allow: readonly HostRule[], trustedInterfaces: readonly string[]): string {
  const sources = allow.flatMap(({ from }) => (from === "anywhere" ? [] : from));
  // A table is made before it is deleted, so that the first time is like every other.
  return `table inet pitboss
delete table inet pitboss
table inet pitboss {
  set neighbours {
    type ipv4_addr
    flags interval
    auto-merge
${sources.length === 0 ? "" : `    elements = { ${[...new Set(sources)].sort().join(", ")} }\n`}  }
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
${trustedInterfaces.map((name) => `    ${trusting(name)}\n`).join("")}    ip saddr @neighbours fib saddr . iif oif missing counter drop comment "a neighbour's address on a stranger's interface"
    ct state vmap { established : accept, related : accept, invalid : drop }
    ip protocol icmp limit rate 100/second accept
    icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem, echo-request, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } limit rate 100/second accept
    udp sport 67 udp dport 68 accept comment "DHCP, which gives the private address"
${allow.map((rule) => `    ${ruleOf(rule)}\n`).join("")}    counter comment "dropped"
  }
}
`;
}

function ruleOf({ description, protocol, ports, from }: HostRule): string {
  if (!/^[\w ,.'()-]+$/.test(description)) {
    throw new Error(`expected a description of a firewall rule in plain words, got "${description}"`);
  }
  if (ports.length === 0) throw new Error(`expected a port that the rule "${description}" opens, got none`);
  const badPort = ports.find((port) => !isPort(port));
  if (badPort !== undefined) {
    throw new Error(
      `expected ports of 1 to ${LAST_PORT} or a range of them in the rule "${description}", got "${badPort}"`,
    );
  }
  const to = `${protocol} dport { ${ports.join(", ")} } accept comment "${description}"`;
  if (from === "anywhere") return to;
  if (from.length === 0) throw new Error(`expected a range that may use the rule "${description}", got none`);
  return `ip saddr { ${from.map((cidr) => Ipv4Block.parse(cidr).toString()).join(", ")} } ${to}`;
}

function trusting(name: string): string {
  if (INTERFACE.test(name)) return `iifname "${name}" accept`;
  throw new Error(`expected the name of a network interface, such as "cilium_host" or "lxc*", got "${name}"`);
}

function isPort(port: number | string): boolean {
  const [first = Number.NaN, last = first, ...more] = String(port).split("-").map(Number);
  return (
    more.length === 0 &&
    Number.isInteger(first) &&
    Number.isInteger(last) &&
    first >= 1 &&
    last >= first &&
    last <= LAST_PORT
  );
}

/** Before any network is up, so that there is no moment without it. */
const FIREWALL_UNIT = `[Unit]
Description=The packet filter of this machine
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft --file ${RULES_PATH}
ExecReload=/usr/sbin/nft --file ${RULES_PATH}
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
CapabilityBoundingSet=CAP_NET_ADMIN
[Install]
WantedBy=sysinit.target
`;
