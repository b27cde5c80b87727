import { WAIT_FOR_CLUSTER } from "./k3s-founding";
import { SECRETS_SERVICE } from "./machine-identity";
import type { Download } from "./software-catalogue";

const BINARY = "/usr/local/bin/k3s";

/** Puts the binary there, at the first start or after a change of version. */
export const INSTALL_K3S = "/usr/local/sbin/pitboss-install-k3s";

/** Before every start, so that a download that failed is tried again, and a binary that is not ours never runs. */
export function installScript({ url, sha256 }: Download): string {
  return `#!/bin/sh
set -eu
echo "${sha256}  ${BINARY}" | sha256sum --check --strict --status || exec pitboss-download ${url} ${sha256} ${BINARY} 0755
`;
}

/** k3s, with everything that it waits for. */
export function k3sUnit(command: "agent" | "server"): string {
  return `[Unit]
Description=Kubernetes (k3s ${command})
Wants=network-online.target
Requires=${SECRETS_SERVICE}
After=network-online.target ${SECRETS_SERVICE}

[Service]
Type=notify
ExecStartPre=${INSTALL_K3S}
ExecStartPre=${WAIT_FOR_CLUSTER}
ExecStart=${BINARY} ${command}
KillMode=process
Delegate=yes
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
`;
}

/**
 * What Hetzner's charts expect to find: https://github.com/hetznercloud/hcloud-cloud-controller-manager. It comes after k3s
 * and does not require it: while there is no cluster yet each start of k3s fails, and systemd never tries again what required one that
 * failed.
 */
export function hetznerTokenUnit(tokenFile: string, networkId: string): string {
  const kubectl = `${BINARY} kubectl --namespace kube-system`;
  return `[Unit]
Description=The token of Hetzner's API, as a secret of the cluster
After=k3s.service

[Service]
Type=oneshot
ExecStart=/bin/sh -c '${kubectl} create secret generic hcloud --from-file=token=${tokenFile} --from-literal=network=${networkId} --dry-run=client --output=yaml | ${kubectl} apply --filename=-'
Restart=on-failure
RestartSec=30

[Install]
WantedBy=multi-user.target
`;
}
