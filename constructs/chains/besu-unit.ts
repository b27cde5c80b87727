import { SECRETS_FOLDER, SECRETS_SERVICE } from "./machine-identity";
import { HARDENING } from "./unit-hardening";

/** The account that Besu runs as. */
export const BESU_USER = "besu";

/** What Besu may write to: the volume. */
export const DATA_MOUNT = "/var/lib/besu";

/** Where Besu keeps the chain, within the volume. */
export const DATA_PATH = `${DATA_MOUNT}/data`;

/** The secret with the node's private key, as hexadecimal digits. */
export const NODE_KEY = "node-key";

/**
 * Where systemd shows it to Besu alone. Where the file is missing the unit does not start: Besu itself would make a new key, and be
 * another node.
 */
export const NODE_KEY_PATH = `/run/credentials/besu.service/${NODE_KEY}`;

export interface BesuUnitProps {
  readonly machine: string;
  /** Where Besu is unpacked. */
  readonly home: string;
  readonly configPath: string;
  /** A file of `sha256sum`: what Besu must not start with a different one of. */
  readonly checksumPath: string;
  /** The ranges that it may talk to, as CIDR. */
  readonly networks: readonly string[];
}

/**
 * Besu under systemd, with nothing but its volume, its key, its configuration and its peers. Two things would make it tighter still and
 * cannot be had: the JVM writes memory that it then executes, and Besu reads the machine's memory and processors from `/proc`.
 */
export function besuUnit({ machine, home, configPath, checksumPath, networks }: BesuUnitProps): string {
  return `[Unit]
Description=Besu, ${machine}
Requires=${SECRETS_SERVICE}
Wants=network-online.target
After=${SECRETS_SERVICE} network-online.target time-sync.target
RequiresMountsFor=${DATA_MOUNT}
StartLimitIntervalSec=0

[Service]
User=${BESU_USER}
Group=${BESU_USER}
LoadCredential=${NODE_KEY}:${SECRETS_FOLDER}/${NODE_KEY}
Environment="BESU_OPTS=-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ExecStartPre=+/usr/bin/install --directory --owner=${BESU_USER} --group=${BESU_USER} --mode=0700 ${DATA_PATH}
ExecStartPre=/usr/bin/sha256sum --check --strict --quiet ${checksumPath}
ExecStart=${home}/bin/besu --config-file=${configPath}
SuccessExitStatus=143
TimeoutStopSec=180
Restart=always
RestartSec=10
LimitNOFILE=65536

${HARDENING}CapabilityBoundingSet=
ReadWritePaths=${DATA_MOUNT}
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallFilter=~@privileged
IPAddressDeny=any
IPAddressAllow=localhost ${networks.join(" ")}

[Install]
WantedBy=multi-user.target
`;
}
