import { Ipv4Block } from "../network/ipv4-block";
import { BESU_USER, DATA_MOUNT, DATA_PATH, NODE_KEY_PATH, besuUnit } from "./besu-unit";
import type { MachineCommand, MachineFile, MachinePart } from "./cloud-init";
import type { Genesis } from "./genesis";
import { PEER_PORT, enode } from "./node-key";
import { downloadCommand, pinnedDownloads } from "./pinned-download";
import { chainSoftware } from "./software-catalogue";

/** Where Besu answers. */
export const BESU_PORTS = { rpc: 8545, webSocket: 8546, metrics: 9545 } as const;

const FOLDER = "/etc/besu";
const HOME = "/opt/besu";
const PATHS = {
  config: `${FOLDER}/config.toml`,
  genesis: `${FOLDER}/genesis.json`,
  checksum: `${FOLDER}/genesis.sha256`,
  staticNodes: `${FOLDER}/static-nodes.json`,
  permissions: `${FOLDER}/permissions.toml`,
} as const;

/** Besu's default; a chain of more nodes needs more. */
const USUAL_PEERS = 25;

/** Where a node of the chain is, and the key that it is known by. */
export interface ChainPeer {
  readonly publicKey: string;
  /** Its private address. */
  readonly address: string;
}

export interface BesuMachineProps {
  /** The machine's name, which must be one of `nodes`. */
  readonly machine: string;
  /** Whether it makes blocks, or passes them on and answers questions about them. */
  readonly role: "validator" | "sentry";
  /** All nodes of the chain by name, this one too. */
  readonly nodes: Readonly<Record<string, ChainPeer>>;
  readonly genesis: Genesis;
  /** The private ranges that the node may talk to, as CIDR: those of its peers, its clients and what reads its metrics. */
  readonly networks: readonly string[];
  /**
   * The device of the volume that keeps the chain, as Hetzner names it (`linux_device`), formatted as ext4. It may be attached after
   * the first boot: Besu waits for it.
   * @default the machine's own disk
   */
  readonly volumeDevice?: string;
  /**
   * The names that clients of a sentry call it by, besides its address.
   * @default []
   */
  readonly rpcHosts?: readonly string[];
}

/**
 * A node of the chain. It knows all others beforehand and talks to nobody else: there is no discovery. Whom it dials must prove the key
 * that it is listed with; of who dials in, Besu compares the address and the port alone since 26.3
 * (https://github.com/besu-eth/besu/pull/9809). Blocks are signed by validators whoever passes them on.
 *
 * A validator answers on its loopback alone, where whoever operates it votes on validators. A sentry answers the private network with
 * what an application needs, and keeps every state of the chain; a validator keeps the latest, and what each block changed.
 *
 * @throws if the machine is not one of the nodes, or a range or a key is malformed.
 */
export function besuMachine(props: BesuMachineProps): MachinePart {
  const { machine, nodes, genesis, networks, volumeDevice } = props;
  const own = nodes[machine];
  if (own === undefined) {
    throw new Error(`${machine}: expected one of the chain's nodes, ${Object.keys(nodes).join(", ")}`);
  }
  const peers = Object.entries(nodes)
    .filter(([name]) => name !== machine)
    .map(([, { publicKey, address }]) => enode(publicKey, address))
    .sort();
  const file = (path: string, content: string, compressed = false): MachineFile => ({
    path,
    content,
    compressed,
  });
  const unit = besuUnit({
    machine,
    home: HOME,
    configPath: PATHS.config,
    checksumPath: PATHS.checksum,
    networks: networks.map((cidr) => Ipv4Block.parse(cidr).toString()),
  });
  return {
    packages: [
      ...(pinnedDownloads().packages ?? []),
      chainSoftware.besu.javaPackage,
      // Besu's start script preloads `libjemalloc.so`, which only the development package has; without it RocksDB's memory grows.
      "libjemalloc-dev",
      "unzip",
    ],
    files: [
      ...(pinnedDownloads().files ?? []),
      file("/etc/sysusers.d/besu.conf", `u ${BESU_USER} - "Besu" ${DATA_MOUNT} /usr/sbin/nologin\n`),
      file(PATHS.config, toml(configOf(props, own, peers.length))),
      file(PATHS.genesis, genesis.json, true),
      file(PATHS.checksum, `${genesis.digest}  ${PATHS.genesis}\n`),
      file(PATHS.staticNodes, `${JSON.stringify(peers, undefined, 1)}\n`, true),
      file(PATHS.permissions, toml({ "nodes-allowlist": peers }), true),
      file("/etc/systemd/system/besu.service", unit),
    ],
    commands: [
      ["systemd-sysusers"],
      ...installation,
      ...(volumeDevice === undefined ? [] : [mounting(volumeDevice)]),
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "besu.service"],
    ],
  };
}

const { version, archive } = chainSoftware.besu;

const installation: readonly MachineCommand[] = [
  downloadCommand({ download: archive, destination: `/opt/besu-${version}.zip`, mode: "0644" }),
  ["unzip", "-q", "-o", `/opt/besu-${version}.zip`, "-d", "/opt"],
  ["ln", "--symbolic", "--force", "--no-dereference", `/opt/besu-${version}`, HOME],
];

/**
 * The volume is waited for as long as it takes, and is not what the rest of the machine waits for. Nothing on it is ever run as a
 * program.
 */
function mounting(device: string): MachineCommand {
  const options = "noatime,nodev,nosuid,noexec,nofail,x-systemd.device-timeout=infinity";
  return `grep -qF ' ${DATA_MOUNT} ' /etc/fstab || echo '${device} ${DATA_MOUNT} ext4 ${options} 0 2' >>/etc/fstab`;
}

type Setting = string | number | boolean | readonly string[];

function configOf(
  { machine, role, rpcHosts = [] }: BesuMachineProps,
  { address }: ChainPeer,
  peerCount: number,
): Readonly<Record<string, Setting>> {
  return {
    identity: machine,
    "data-path": DATA_PATH,
    "genesis-file": PATHS.genesis,
    "node-private-key-file": NODE_KEY_PATH,
    "sync-mode": "FULL",
    "version-compatibility-protection": true,

    "p2p-host": address,
    "p2p-interface": address,
    "p2p-port": PEER_PORT,
    "nat-method": "NONE",
    "discovery-enabled": false,
    "max-peers": Math.max(USUAL_PEERS, peerCount),
    "remote-connections-limit-enabled": false,
    "static-nodes-file": PATHS.staticNodes,
    "permissions-nodes-config-file-enabled": true,
    "permissions-nodes-config-file": PATHS.permissions,

    // As in Besu's own profile for private networks, which could change under us with the next version.
    "min-gas-price": 0,
    "tx-pool": "SEQUENCED",
    "tx-pool-no-local-priority": true,

    // Whoever asks for another host is a browser that was lured here. It holds for metrics as well.
    "host-allowlist": ["localhost", "127.0.0.1", address, ...rpcHosts],
    "metrics-enabled": true,
    "metrics-host": address,
    "metrics-port": BESU_PORTS.metrics,
    ...(role === "validator" ? validatorSettings() : sentrySettings(address)),
  };
}

function validatorSettings(): Readonly<Record<string, Setting>> {
  return {
    "data-storage-format": "BONSAI",
    // The default is to limit them, which Besu itself overrules with FULL, at each start with a warning.
    "bonsai-limit-trie-logs-enabled": false,
    "rpc-http-enabled": true,
    "rpc-http-host": "127.0.0.1",
    "rpc-http-port": BESU_PORTS.rpc,
    "rpc-http-api": ["ADMIN", "ETH", "NET", "PERM", "QBFT"],
  };
}

function sentrySettings(address: string): Readonly<Record<string, Setting>> {
  const api = ["ETH", "NET", "WEB3"];
  return {
    "data-storage-format": "FOREST",
    "rpc-http-enabled": true,
    "rpc-http-host": address,
    "rpc-http-port": BESU_PORTS.rpc,
    "rpc-http-api": api,
    "rpc-ws-enabled": true,
    "rpc-ws-host": address,
    "rpc-ws-port": BESU_PORTS.webSocket,
    "rpc-ws-api": api,
  };
}

/** A TOML document of plain values, which TOML writes as JSON does. */
function toml(settings: Readonly<Record<string, Setting>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}\n`)
    .join("");
}
