import { SECRETS_FOLDER, SECRETS_SERVICE } from "./machine-identity";

/** The secret with the cluster's certificate authorities and their keys: a tar in base64. */
export const AUTHORITIES_SECRET = "kubernetes-authorities";
/** Makes the cluster, once in its life. */
export const FOUND_CLUSTER = "/usr/local/sbin/pitboss-found-cluster";
/** Holds k3s back until there is a cluster that it belongs to. */
export const WAIT_FOR_CLUSTER = "/usr/local/sbin/pitboss-wait-for-cluster";
/** The option that makes k3s join. */
export const JOIN_FILE = "/etc/rancher/k3s/config.yaml.d/50-join.yaml";

/** The certificate of the cluster's authority, PEM. */
export const AUTHORITY_FILE = "/etc/rancher/k3s/certificate-authority.pem";

const FOUND_FILE = "/etc/rancher/k3s/config.yaml.d/50-found.yaml";
const DATA = "/var/lib/rancher/k3s";

/** Whether the API answers behind the load balancer, with a certificate of the cluster's own authority. */
function answers(apiAddress: string): string {
  return `curl --silent --fail --max-time 5 --cacert ${AUTHORITY_FILE} --output /dev/null https://${apiAddress}:6443/ping`;
}

/**
 * Lets k3s start only with data of its own, or when a cluster answers, or while it is being founded. systemd asks again every few
 * seconds.
 */
export function waitingScript(apiAddress: string): string {
  return `#!/bin/sh
[ -d ${DATA}/server/db/etcd ] || [ -e ${FOUND_FILE} ] || ${answers(apiAddress)}
`;
}

/**
 * Founds the cluster on the machine where it runs. By hand, because no machine can tell a cluster that is not there yet from one that it
 * cannot reach, and a second cluster of the same name is worse than none: with `cluster-init` in its configuration a server that was
 * removed from its cluster makes another (https://github.com/k3s-io/k3s/issues/13623). So the option is there for one start alone.
 */
export function foundingScript(apiAddress: string): string {
  return `#!/bin/sh
set -eu
refuse() { echo "$1" >&2; exit 1; }
[ ! -d ${DATA}/server/db/etcd ] || refuse "this machine has a cluster's data already"
! ${answers(apiAddress)} || refuse "a cluster answers at ${apiAddress}: this machine will join it by itself"
systemctl is-active --quiet ${SECRETS_SERVICE} || refuse "this machine has no secrets yet: enrol it first"
umask 077
mkdir -p ${DATA}/server/tls
base64 --decode ${SECRETS_FOLDER}/${AUTHORITIES_SECRET} | tar --extract --gzip --directory ${DATA}/server/tls
[ -s ${DATA}/server/tls/server-ca.key ] || refuse "the authorities lack server-ca.key"
mv ${JOIN_FILE} ${JOIN_FILE}.later
trap 'rm -f ${FOUND_FILE}; mv ${JOIN_FILE}.later ${JOIN_FILE}' EXIT
echo "cluster-init: true" > ${FOUND_FILE}
systemctl restart k3s.service
k3s kubectl wait --for=create namespace/kube-system --timeout=300s
echo "the cluster is founded; the other control planes join by themselves"
`;
}
