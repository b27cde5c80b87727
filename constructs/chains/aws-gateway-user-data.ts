import { CloudInit } from "./cloud-init";
import { GATEWAY_NAMES } from "./gateway-names";
import { hostFirewall } from "./host-firewall";
import { SECRETS_FOLDER, SECRETS_SERVICE } from "./machine-identity";
import { wireGuardEnd, WIREGUARD_RULE, WIREGUARD_SECRET, type WireGuardEndProps } from "./wireguard";

/** The most that EC2 takes, before base64: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
const EC2_LIMIT = 16_384;

export interface AwsGatewayUserDataProps {
  /** `eu-central-1` */
  readonly region: string;
  /** The secret that holds the tunnel's private key, by its name. */
  readonly secretId: string;
  readonly tunnel: WireGuardEndProps;
}

/**
 * What the instance does at its first boot, for cloud-init of Amazon Linux, which has the AWS CLI. The instance's own role reads the
 * key at every boot, into memory.
 *
 * @throws when it is longer than EC2 takes.
 */
export function awsGatewayUserData({ region, secretId, tunnel }: AwsGatewayUserDataProps): string {
  const cloudInit = new CloudInit(GATEWAY_NAMES.aws, [
    // Its security group cannot tell what is for it from what it passes on, and lets in all of the VPC; and nothing but this stands
    // between it and what comes out of the tunnel.
    hostFirewall({ allow: [WIREGUARD_RULE] }),
    {
      files: [
        {
          path: "/usr/local/sbin/pitboss-fetch-secrets",
          permissions: "0755",
          content: fetching(region, secretId),
        },
        { path: `/etc/systemd/system/${SECRETS_SERVICE}`, content: UNIT },
      ],
    },
    wireGuardEnd(tunnel),
  ]);
  if (cloudInit.size > EC2_LIMIT) {
    throw new Error(
      `${GATEWAY_NAMES.aws}: got ${cloudInit.size} bytes of user data, expected at most the ${EC2_LIMIT} that EC2 takes`,
    );
  }
  return cloudInit.userData;
}

/** Until somebody has put the key there, and through whatever keeps AWS from answering. */
function fetching(region: string, secretId: string): string {
  const file = `${SECRETS_FOLDER}/${WIREGUARD_SECRET}`;
  return `#!/bin/sh
set -eu
umask 077
mkdir -p ${SECRETS_FOLDER}
until aws secretsmanager get-secret-value --region ${region} --secret-id ${secretId} \\
  --query SecretString --output text > ${file}.part; do
  sleep 30
done
mv ${file}.part ${file}
`;
}

const UNIT = `[Unit]
Description=The gateway's private key, from Secrets Manager into memory
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=infinity
ExecStart=/usr/local/sbin/pitboss-fetch-secrets

[Install]
WantedBy=multi-user.target
`;
