import type { MachinePart } from "./cloud-init";
import { downloadCommand, pinnedDownloads } from "./pinned-download";
import { type Architecture, chainSoftware } from "./software-catalogue";
import { HARDENING } from "./unit-hardening";

/** Where a machine's private key, the request for its certificate, and the certificate are. */
const IDENTITY = "/etc/pitboss/identity";

/** Where its secrets are while it runs: in memory. */
export const SECRETS_FOLDER = "/run/pitboss/secrets";

/** The unit that a service waits for which needs secrets. */
export const SECRETS_SERVICE = "pitboss-secrets.service";

const SIGNING_HELPER = "/usr/local/bin/aws_signing_helper";
const IDENTITY_SCRIPT = "/usr/local/sbin/pitboss-identity";
const FETCH_SCRIPT = "/usr/local/sbin/pitboss-fetch-secrets";
const WAIT_SCRIPT = "/usr/local/sbin/pitboss-await-secrets";

/** Longer ones do not fit a certificate's common name (X.520). */
const MAXIMUM_NAME = 64;
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A secret that a machine fetches. */
export interface MachineSecret {
  /** Its name in the machine's folder, and that of the file: `node-key`. */
  readonly name: string;
  /** The user that may read the file; one that exists before secrets are fetched. @default "root" */
  readonly owner?: string;
}

export interface MachineIdentityProps {
  /** The machine's name: the common name of its certificate, and the folder of its secrets. */
  readonly machine: string;
  /** The environment's name: the organizational unit of its certificate. */
  readonly environment: string;
  /** The AWS region of the secrets. */
  readonly region: string;
  readonly architecture: Architecture;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  /** The folder of all machines' secrets: `pitboss-prod/chains`. */
  readonly secretPrefix: string;
  readonly secrets: readonly MachineSecret[];
}

/**
 * How a machine outside AWS comes by its secrets. It makes a private key that never leaves it, and a request for a certificate
 * (`/etc/pitboss/identity/machine.csr`), whose fingerprint it shows on its console. The platform team compares that, signs, and puts the
 * certificate beside it as `machine.crt` (docs/chains.md). With it the machine opens a session of IAM Roles Anywhere and fetches its own
 * secrets from Secrets Manager into memory, at every boot: all of them, or none. What needs them waits, for days if it must.
 *
 * curl signs the requests itself; the AWS CLI would be 200 MB more to keep patched.
 *
 * @throws if a name could not be one in a certificate or a path, or there is no secret to fetch.
 */
export function machineIdentity(props: MachineIdentityProps): MachinePart {
  const { machine, secrets } = props;
  if (secrets.length === 0) throw new Error(`${machine}: expected at least one secret to fetch, got none`);
  for (const name of [machine, props.environment, ...secrets.map(({ name }) => name)])
    checkName(machine, name);
  return {
    packages: [...(pinnedDownloads().packages ?? []), "jq", "openssl"],
    files: [
      ...(pinnedDownloads().files ?? []),
      { path: IDENTITY_SCRIPT, content: identityScript(props), permissions: "0755" },
      { path: FETCH_SCRIPT, content: fetchScript(props), permissions: "0755" },
      { path: WAIT_SCRIPT, content: AWAIT_SECRETS, permissions: "0755" },
      { path: "/etc/systemd/system/pitboss-identity.service", content: IDENTITY_UNIT },
      { path: `/etc/systemd/system/${SECRETS_SERVICE}`, content: SECRETS_UNIT },
    ],
    commands: [
      downloadCommand({
        download: chainSoftware.signingHelper.binary[props.architecture],
        destination: SIGNING_HELPER,
        mode: "0755",
      }),
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", SECRETS_SERVICE],
    ],
  };
}

function checkName(machine: string, name: string): void {
  if (NAME.test(name) && name.length <= MAXIMUM_NAME) return;
  throw new Error(
    `${machine}: expected lower case words joined by hyphens, ${MAXIMUM_NAME} characters at most, got "${name}"`,
  );
}

function identityScript({ machine, environment }: MachineIdentityProps): string {
  return `#!/bin/bash
# Makes this machine's private key, once, and the request for its certificate. The key never leaves the machine.
set -euo pipefail
umask 077
mkdir -p ${IDENTITY}
cd ${IDENTITY}
if [ ! -s machine.key ]; then
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out machine.key.new
  mv machine.key.new machine.key
fi
openssl req -new -sha256 -key machine.key -subj '/O=Pitboss/OU=${environment}/CN=${machine}' -out machine.csr
fingerprint=$(openssl pkey -in machine.key -pubout -outform DER | sha256sum | cut -d ' ' -f 1)
echo "${machine}: the certificate request ${IDENTITY}/machine.csr is for the public key $fingerprint"
`;
}

function fetchScript(props: MachineIdentityProps): string {
  const { region, secretPrefix, machine } = props;
  return `#!/bin/bash
# Fetches this machine's secrets into memory: all of them, or none.
set -euo pipefail
umask 077
if [ ! -s ${IDENTITY}/machine.crt ]; then
  echo 'not enrolled: ${IDENTITY}/machine.crt is missing' >&2
  exit 1
fi
credentials=$(${SIGNING_HELPER} credential-process --region '${region}' \\
  --certificate ${IDENTITY}/machine.crt --private-key ${IDENTITY}/machine.key \\
  --trust-anchor-arn '${props.trustAnchorArn}' \\
  --profile-arn '${props.profileArn}' \\
  --role-arn '${props.roleArn}')

# The credentials go in by standard input: arguments can be read by every process of the machine.
request() {
  printf '%s' "$credentials" \\
    | jq --raw-output '"user = \\"\\(.AccessKeyId):\\(.SecretAccessKey)\\"\\nheader = \\"X-Amz-Security-Token: \\(.SessionToken)\\""' \\
    | curl --config - --fail --silent --show-error --max-time 30 --proto =https --tlsv1.2 \\
      --aws-sigv4 'aws:amz:${region}:secretsmanager' \\
      --header 'Content-Type: application/x-amz-json-1.1' \\
      --header 'X-Amz-Target: secretsmanager.GetSecretValue' \\
      --data "{\\"SecretId\\":\\"${secretPrefix}/${machine}/$1\\"}" 'https://secretsmanager.${region}.amazonaws.com/'
}

staging=$(mktemp --directory ${SECRETS_FOLDER}/.staging.XXXXXX)
trap 'rm -rf "$staging"' EXIT
while read -r name owner; do
  request "$name" | jq --exit-status --join-output '.SecretString | strings | select(length > 0)' >"$staging/$name"
  chown "$owner" "$staging/$name"
  chmod 0400 "$staging/$name"
done <<'SECRETS'
${props.secrets.map(({ name, owner = "root" }) => `${name} ${owner}`).join("\n")}
SECRETS
mv "$staging"/* ${SECRETS_FOLDER}/
`;
}

/** A process of its own for each attempt: in the condition of a loop, bash would go on after an error. */
const AWAIT_SECRETS = `#!/bin/bash
# Tries to fetch the secrets until they are there.
set -euo pipefail
delay=5
until ${FETCH_SCRIPT}; do
  echo "no secrets yet, the next attempt is in $delay seconds" >&2
  sleep "$delay"
  delay=$((delay * 2 > 300 ? 300 : delay * 2))
done
`;

const IDENTITY_UNIT = `[Unit]
Description=The private key of this machine
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${IDENTITY_SCRIPT}
StandardOutput=journal+console
${HARDENING}CapabilityBoundingSet=
ReadWritePaths=/etc
PrivateNetwork=yes
RestrictAddressFamilies=none
`;

const SECRETS_UNIT = `[Unit]
Description=The secrets of this machine, in memory
Requires=pitboss-identity.service
Wants=network-online.target
After=pitboss-identity.service network-online.target time-sync.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${WAIT_SCRIPT}
TimeoutStartSec=infinity
RuntimeDirectory=pitboss/secrets
RuntimeDirectoryMode=0711
RuntimeDirectoryPreserve=yes
${HARDENING}CapabilityBoundingSet=CAP_CHOWN CAP_FOWNER CAP_DAC_OVERRIDE
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
[Install]
WantedBy=multi-user.target
`;
