import { ZeroTrustTunnelCloudflared } from "@cdktf/provider-cloudflare/lib/zero-trust-tunnel-cloudflared";
import { ZeroTrustTunnelCloudflaredConfigA } from "@cdktf/provider-cloudflare/lib/zero-trust-tunnel-cloudflared-config";
import { Construct } from "constructs";

export interface TunnelProps {
  /** Cloudflare's account, 32 hexadecimal digits. */
  readonly accountId: string;
  /** What the tunnel is called in the account: `pitboss-prod`. */
  readonly name: string;
  /** The names that are served, whole. */
  readonly hostnames: readonly string[];
  /** Where cloudflared hands requests to, inside the cluster: `https://gateway.ingress.svc.cluster.local:443`. */
  readonly service: string;
  /** The name that the certificate of that service is for. */
  readonly serverName: string;
}

/** Where cloudflared finds the certificate of the cluster's own authority: its pod mounts it there. */
export const ORIGIN_AUTHORITY_PATH = "/etc/cloudflared/origin/ca.crt";

const CONNECT_SECONDS = 10;

/**
 * The way from Cloudflare into the cluster: cloudflared dials out from there, and nothing dials in. There is no public load
 * balancer, so there is none to reach past Cloudflare.
 *
 * Cloudflare makes the tunnel's secret and does not tell Terraform: with `config_src` "cloudflare" and no `tunnel_secret`, no
 * attribute of the resource holds one. Its data source `…_token` would; it is not used. Whoever sets the environment up fetches
 * the token once, from Cloudflare's API into Secrets Manager, as docs/edge.md says.
 */
export class Tunnel extends Construct {
  readonly tunnelId: string;
  /** The name that records point to. */
  readonly target: string;

  constructor(scope: Construct, id: string, props: TunnelProps) {
    super(scope, id);
    const { accountId, name, service, serverName } = props;
    const tunnel = new ZeroTrustTunnelCloudflared(this, "tunnel", {
      accountId,
      name,
      configSrc: "cloudflare",
    });
    new ZeroTrustTunnelCloudflaredConfigA(this, "routes", {
      accountId,
      tunnelId: tunnel.id,
      source: "cloudflare",
      config: {
        ingress: [
          ...props.hostnames.map((hostname) => ({ hostname, service })),
          // cloudflared wants a last rule for whatever is not named.
          { service: "http_status:404" },
        ],
        originRequest: {
          caPool: ORIGIN_AUTHORITY_PATH,
          originServerName: serverName,
          noTlsVerify: false,
          http2Origin: true,
          connectTimeout: CONNECT_SECONDS,
        },
      },
    });
    this.tunnelId = tunnel.id;
    this.target = `${tunnel.id}.cfargotunnel.com`;
  }
}
