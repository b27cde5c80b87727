import {
  admissionConfiguration,
  argocdPermissions,
  auditPolicy,
  authenticationConfiguration,
} from "./api-server-policies";
import type { MachineFile, MachinePart } from "./cloud-init";
import {
  AUTHORITIES_SECRET,
  AUTHORITY_FILE,
  FOUND_CLUSTER,
  JOIN_FILE,
  foundingScript,
  waitingScript,
  WAIT_FOR_CLUSTER,
} from "./k3s-founding";
import { hetznerTokenUnit, INSTALL_K3S, installScript, k3sUnit } from "./k3s-units";
import { SECRETS_FOLDER } from "./machine-identity";
import { pinnedDownloads } from "./pinned-download";
import { type Architecture, chainSoftware } from "./software-catalogue";

/** The secrets of a machine of the cluster, which are also the names of the files that they are fetched into. */
export const K3S_SECRETS = {
  /** What a control plane joins with; it decrypts the cluster's authorities. */
  serverToken: "kubernetes-server-token",
  /** What a worker joins with, and nothing more. */
  agentToken: "kubernetes-agent-token",
  /** The token of Hetzner's API that the cloud controller and the volume driver act with. */
  hetznerToken: "hetzner-token",
} as const;

const SERVER = "/var/lib/rancher/k3s/server";
const CONFIGURATION = "/etc/rancher/k3s";

/** The API's port, on control planes and their load balancer. */
export const API_PORT = 6443;

/** The pods of a node: Kubernetes' own advice for its size. */
const MAX_PODS = 110;

/** Both of Kubernetes' processes and the host's own; without it a pod can starve the kubelet. */
const RESERVED = {
  "control-plane": "cpu=500m,memory=2Gi",
  worker: "cpu=200m,memory=700Mi",
} as const;

/** TLS 1.2 suites with forward secrecy and authenticated encryption; TLS 1.3 has no others. */
const CIPHER_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
].join(",");

/** What every machine of the cluster is told alike. */
export interface K3sClusterFacts {
  /** The private address of the load balancer before the API. */
  readonly apiAddress: string;
  /** The pods' range, as CIDR. */
  readonly podRange: string;
  /** The services' range, as CIDR. */
  readonly serviceRange: string;
  /** The certificate that the API's is signed by, PEM in base64; it is public. */
  readonly certificateAuthority: string;
  /** Who signs the tokens that Argo CD shows: the EKS cluster's OIDC issuer. */
  readonly trustedIssuer: string;
  /** What those tokens must have been made for: `hetzner-prod`. */
  readonly audience: string;
  /** Hetzner's number of the private network, which its cloud controller asks for. */
  readonly hetznerNetworkId: string;
}

export interface K3sMachineProps {
  readonly role: "control-plane" | "worker";
  readonly architecture: Architecture;
  /** The node's name, which is the server's at Hetzner: its cloud controller finds the one by the other. */
  readonly nodeName: string;
  /** The machine's address in the private network. */
  readonly privateAddress: string;
  readonly cluster: K3sClusterFacts;
  /**
   * Whether this control plane can found the cluster, when somebody tells it to.
   * @default false
   */
  readonly founder?: boolean;
}

/** The secrets that a machine of the cluster needs. */
export function k3sSecrets({
  role,
  founder = false,
}: Pick<K3sMachineProps, "founder" | "role">): readonly string[] {
  if (role === "worker") return [K3S_SECRETS.agentToken];
  return [
    K3S_SECRETS.serverToken,
    K3S_SECRETS.agentToken,
    K3S_SECRETS.hetznerToken,
    ...(founder ? [AUTHORITIES_SECRET] : []),
  ];
}

/**
 * A machine of the Hetzner cluster: k3s of a pinned version, checked against its digest, hardened as its own guide for the CIS benchmark
 * asks (https://docs.k3s.io/security/hardening-guide). What k3s brings along for small clusters is left out: Argo CD installs Cilium
 * (CNI, kube-proxy's work and network policy), Hetzner's cloud controller and its volume driver.
 *
 * A control plane never founds a cluster by itself ({@link foundingScript}): until one answers, it waits.
 */
export function k3sMachine(props: K3sMachineProps): MachinePart {
  const { role, architecture, cluster, founder = false } = props;
  const isServer = role === "control-plane";
  const downloads = pinnedDownloads();
  return {
    ...downloads,
    files: [
      ...(downloads.files ?? []),
      configuration(
        "config.yaml",
        isServer ? { ...nodeOptions(props), ...serverOptions(cluster) } : nodeOptions(props),
      ),
      { path: JOIN_FILE, permissions: "0600", content: joining(cluster) },
      // In base64, because a reference to several lines breaks the text that it stands in.
      { path: `${AUTHORITY_FILE}.base64`, content: cluster.certificateAuthority },
      { path: "/etc/sysctl.d/90-kubelet.conf", content: KERNEL_DEFAULTS },
      { path: "/etc/systemd/networkd.conf.d/61-cilium.conf", content: KEEP_FOREIGN_RULES },
      { path: "/etc/modules-load.d/k3s.conf", content: "br_netfilter\noverlay\n" },
      {
        path: INSTALL_K3S,
        permissions: "0755",
        content: installScript(chainSoftware.k3s.binary[architecture]),
      },
      { path: WAIT_FOR_CLUSTER, permissions: "0755", content: waitingScript(cluster.apiAddress) },
      { path: "/etc/systemd/system/k3s.service", content: k3sUnit(isServer ? "server" : "agent") },
      ...(isServer ? serverFiles(cluster) : []),
      ...(founder
        ? [{ path: FOUND_CLUSTER, permissions: "0700", content: foundingScript(cluster.apiAddress) }]
        : []),
    ],
    commands: [
      `base64 --decode ${AUTHORITY_FILE}.base64 > ${AUTHORITY_FILE}`,
      ...(isServer ? [["install", "-d", "-m", "0700", `${SERVER}/logs`]] : []),
      ["systemctl", "restart", "systemd-modules-load.service"],
      ["sysctl", "--system"],
      // It reads what was written for it at a start alone.
      ["systemctl", "try-restart", "systemd-networkd.service"],
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "k3s.service"],
      ...(isServer ? [["systemctl", "enable", "--now", "--no-block", "k3s-hetzner-token.service"]] : []),
    ],
  };
}

/** What a node is told, whatever its role. */
function nodeOptions({ role, nodeName, privateAddress }: K3sMachineProps): Record<string, unknown> {
  const isServer = role === "control-plane";
  return {
    "node-name": nodeName,
    "node-ip": privateAddress,
    "token-file": `${SECRETS_FOLDER}/${isServer ? K3S_SECRETS.serverToken : K3S_SECRETS.agentToken}`,
    "protect-kernel-defaults": true,
    "kubelet-arg": [
      // The node stays tainted until Hetzner's cloud controller has said what it is.
      "cloud-provider=external",
      `max-pods=${MAX_PODS}`,
      `system-reserved=${RESERVED[role]}`,
      "eviction-hard=memory.available<300Mi,nodefs.available<10%,imagefs.available<10%",
      "streaming-connection-idle-timeout=5m",
      `tls-cipher-suites=${CIPHER_SUITES}`,
    ],
    ...(isServer && { "node-taint": ["node-role.kubernetes.io/control-plane=true:NoSchedule"] }),
  };
}

/** What control planes are told besides, all alike: k3s refuses one that differs. */
function serverOptions({ apiAddress, podRange, serviceRange }: K3sClusterFacts): Record<string, unknown> {
  return {
    "agent-token-file": `${SECRETS_FOLDER}/${K3S_SECRETS.agentToken}`,
    "tls-san": [apiAddress],
    "cluster-cidr": podRange,
    "service-cidr": serviceRange,
    "flannel-backend": "none",
    "disable-network-policy": true,
    "disable-kube-proxy": true,
    "disable-cloud-controller": true,
    "disable-helm-controller": true,
    disable: ["local-storage", "metrics-server", "servicelb", "traefik"],
    "secrets-encryption": true,
    "secrets-encryption-provider": "secretbox",
    "etcd-snapshot-schedule-cron": "15 */6 * * *",
    "etcd-snapshot-retention": 28,
    "etcd-snapshot-compress": true,
    "etcd-expose-metrics": true,
    "write-kubeconfig-mode": "0600",
    "kube-apiserver-arg": [
      `authentication-config=${CONFIGURATION}/authentication.json`,
      `admission-control-config-file=${CONFIGURATION}/admission.json`,
      "enable-admission-plugins=NodeRestriction,EventRateLimit",
      `audit-policy-file=${CONFIGURATION}/audit.json`,
      `audit-log-path=${SERVER}/logs/audit.log`,
      "audit-log-maxage=30",
      "audit-log-maxbackup=10",
      "audit-log-maxsize=100",
      "service-account-extend-token-expiration=false",
      `tls-cipher-suites=${CIPHER_SUITES}`,
    ],
    "kube-controller-manager-arg": ["terminated-pod-gc-threshold=100", "bind-address=127.0.0.1"],
    "kube-scheduler-arg": ["bind-address=127.0.0.1"],
  };
}

function serverFiles({ trustedIssuer, audience, hetznerNetworkId }: K3sClusterFacts): readonly MachineFile[] {
  const file = (name: string, content: string): MachineFile => ({
    path: `${CONFIGURATION}/${name}`,
    permissions: "0600",
    content,
  });
  return [
    file("authentication.json", authenticationConfiguration(trustedIssuer, audience)),
    file("admission.json", admissionConfiguration()),
    file("audit.json", auditPolicy()),
    {
      path: `${SERVER}/manifests/pitboss-argocd.yaml`,
      permissions: "0600",
      content: argocdPermissions(),
    },
    {
      path: "/etc/systemd/system/k3s-hetzner-token.service",
      content: hetznerTokenUnit(`${SECRETS_FOLDER}/${K3S_SECRETS.hetznerToken}`, hetznerNetworkId),
    },
  ];
}

/** JSON is YAML. */
function configuration(name: string, options: Readonly<Record<string, unknown>>): MachineFile {
  return {
    path: `${CONFIGURATION}/${name}`,
    permissions: "0600",
    content: `${JSON.stringify(options, null, 1)}\n`,
  };
}

/** Whoever has the cluster's data already ignores it; whoever has lost them joins again and founds nothing. */
function joining({ apiAddress }: K3sClusterFacts): string {
  return `server: https://${apiAddress}:${API_PORT}\n`;
}

/** Or networkd takes away the routing rules that Cilium made: https://docs.cilium.io/en/stable/operations/system_requirements */
const KEEP_FOREIGN_RULES = `[Network]
ManageForeignRoutes=no
ManageForeignRoutingPolicyRules=no
`;

/** What `protect-kernel-defaults` asks for. */
const KERNEL_DEFAULTS = `vm.panic_on_oom=0
vm.overcommit_memory=1
kernel.panic=10
kernel.panic_on_oops=1
kernel.keys.root_maxkeys=1000000
kernel.keys.root_maxbytes=25000000
net.ipv4.ip_forward=1
fs.inotify.max_user_instances=8192
fs.inotify.max_user_watches=524288
`;
