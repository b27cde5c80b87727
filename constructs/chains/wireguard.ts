import type { Ipv4Block } from "../network/ipv4-block";
import { WIREGUARD_PORT } from "./chain-firewalls";
import type { MachinePart } from "./cloud-init";
import type { HostRule } from "./host-firewall";
import { lines } from "./lines";
import { SECRETS_FOLDER, SECRETS_SERVICE } from "./machine-identity";
import { isWireGuardKey } from "./wireguard-key";

/** The secret that holds an end's private key, and so the name of the file that it is fetched into. */
export const WIREGUARD_SECRET = "wireguard-private-key";

const INTERFACE = "wg0";
const PRIVATE_KEY_FILE = `${SECRETS_FOLDER}/${WIREGUARD_SECRET}`;
const FORWARDING_FILE = "/etc/wireguard/forwarding.nft";

/** IPv4 20, TCP 20: what a segment leaves of a packet. */
const TCP_HEADERS = 40;

/** WireGuard's own advice for an end whose address is translated: https://www.wireguard.com/quickstart/ */
const KEEPALIVE_SECONDS = 25;

/** What an end answers. The firewall before it lets in the other end alone, whose address is known there first. */
export const WIREGUARD_RULE: HostRule = {
  description: "WireGuard",
  protocol: "udp",
  ports: [WIREGUARD_PORT],
  from: "anywhere",
};

/** What one end of the tunnel is told of itself and of the other. */
export interface WireGuardEndProps {
  /** The transfer network that both ends have an address in. */
  readonly transfer: Ipv4Block;
  /** This end's address in it. */
  readonly address: string;
  /** The largest packet in the tunnel, from the address plan. */
  readonly mtu: number;
  /** What lies behind this end: nothing else is passed on from the tunnel. */
  readonly localRanges: readonly string[];
  readonly peer: {
    /** As `wg pubkey` writes it. */
    readonly publicKey: string;
    /** The peer's public IPv4 address; a Terraform reference, as a rule. */
    readonly publicAddress: string;
    /** What lies behind the peer: packets from any other address are dropped, and none but these are sent to it. */
    readonly ranges: readonly string[];
  };
  /**
   * Whether this end speaks first and keeps speaking. One does, so that there is a handshake to watch; the one whose address
   * is translated.
   * @default false
   */
  readonly keepAlive?: boolean;
  /**
   * Addresses behind this end that answer to their own network alone: what comes for them through the tunnel, comes from this
   * gateway.
   * @default none
   */
  readonly translatedFor?: readonly string[];
}

/**
 * One end of the tunnel between the VPC and Hetzner. The private key is in none of the texts: `pitboss-secrets.service` fetches it
 * into memory, and `wg-quick` waits for that.
 *
 * Both ends lower the MSS of every connection that they pass on. Path MTU discovery would do it too, if it were let through
 * everywhere; where it is not, connections hang at the first full packet.
 */
export function wireGuardEnd(props: WireGuardEndProps): MachinePart {
  return {
    packages: ["wireguard-tools", "nftables"],
    files: [
      { path: `/etc/wireguard/${INTERFACE}.conf`, content: tunnel(props), permissions: "0600" },
      { path: FORWARDING_FILE, content: forwarding(props), permissions: "0600" },
      { path: "/etc/sysctl.d/60-wireguard.conf", content: SYSCTL },
      { path: `/etc/systemd/system/wg-quick@${INTERFACE}.service.d/secrets.conf`, content: UNIT },
    ],
    commands: [
      ["sysctl", "--load=/etc/sysctl.d/60-wireguard.conf"],
      ["systemctl", "daemon-reload"],
      // The key may take until somebody has put it where it is fetched from; the first boot does not wait for that.
      ["systemctl", "enable", "--now", "--no-block", `wg-quick@${INTERFACE}.service`],
    ],
  };
}

function tunnel({ transfer, address, mtu, peer, keepAlive = false }: WireGuardEndProps): string {
  if (!isWireGuardKey(peer.publicKey)) {
    throw new Error(
      `WireGuard at ${address}: got the peer's public key "${peer.publicKey}", expected 44 characters of base64`,
    );
  }
  return lines(
    "[Interface]",
    `Address = ${address}/${transfer.prefix}`,
    `ListenPort = ${WIREGUARD_PORT}`,
    `MTU = ${mtu}`,
    `PostUp = wg set %i private-key ${PRIVATE_KEY_FILE}`,
    `PostUp = nft -f ${FORWARDING_FILE}`,
    "PostDown = nft delete table inet wireguard",
    "",
    "[Peer]",
    `PublicKey = ${peer.publicKey}`,
    `AllowedIPs = ${peer.ranges.join(", ")}`,
    `Endpoint = ${peer.publicAddress}:${WIREGUARD_PORT}`,
    ...(keepAlive ? [`PersistentKeepalive = ${KEEPALIVE_SECONDS}`] : []),
  );
}

/** Declared, deleted and made again: so the file can be loaded over itself. */
function forwarding({ mtu, localRanges, peer, translatedFor = [] }: WireGuardEndProps): string {
  const local = `{ ${localRanges.join(", ")} }`;
  const remote = `{ ${peer.ranges.join(", ")} }`;
  return lines(
    "table inet wireguard",
    "delete table inet wireguard",
    "table inet wireguard {",
    "  chain forward {",
    "    type filter hook forward priority filter; policy drop;",
    "    ct state invalid drop",
    `    tcp flags syn tcp option maxseg size set ${mtu - TCP_HEADERS}`,
    `    iifname "${INTERFACE}" ip saddr ${remote} ip daddr ${local} accept`,
    `    oifname "${INTERFACE}" ip saddr ${local} ip daddr ${remote} accept`,
    "  }",
    ...(translatedFor.length === 0
      ? []
      : [
          "  chain postrouting {",
          "    type nat hook postrouting priority srcnat; policy accept;",
          `    ip saddr ${remote} ip daddr { ${translatedFor.join(", ")} } masquerade`,
          "  }",
        ]),
    "}",
  );
}

/** Routes are the same both ways at either end, so a packet that comes by another way than its answer would go is forged. */
const SYSCTL = lines(
  "net.ipv4.ip_forward = 1",
  "net.ipv4.conf.all.rp_filter = 1",
  "net.ipv4.conf.default.rp_filter = 1",
  "net.ipv4.conf.all.accept_redirects = 0",
  "net.ipv4.conf.all.send_redirects = 0",
);

const UNIT = lines(
  "[Unit]",
  `Requires=${SECRETS_SERVICE}`,
  `After=${SECRETS_SERVICE}`,
  "",
  "[Service]",
  "Restart=on-failure",
  "RestartSec=15",
);
