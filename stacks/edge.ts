import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import type { Construct } from "constructs";
import { LayerExports } from "../constructs/core/layer-exports";
import { DnsRecords } from "../constructs/edge/dns-records";
import type { PublicHost } from "../constructs/edge/public-host";
import { RateLimits } from "../constructs/edge/rate-limits";
import { Responses } from "../constructs/edge/responses";
import { Tunnel } from "../constructs/edge/tunnel";
import { WebFirewall } from "../constructs/edge/web-firewall";
import { ZoneSettings } from "../constructs/edge/zone-settings";
import type { EdgeData } from "../envs/edge-schema";
import type { Environment } from "../envs/environment";
import { LayerStack } from "./layer-stack";

/** The bindings are of 5.14.0; any later 5.x understands what they write. */
const CLOUDFLARE_PROVIDER = "~> 5.14";

const SECONDS_A_DAY = 86_400;

/** What the edge offers: how the platform is reached, and by which tunnel cloudflared answers. */
export interface EdgeExports {
  readonly zoneId: string;
  readonly zoneName: string;
  /** The tunnel whose token cloudflared is given. */
  readonly tunnelId: string;
  /** The DS record that the zone's registrar is given. */
  readonly delegationSigner: string;
  /** The whole names, by their label: `play` → `play.pitboss.example`. */
  readonly hostnames: Readonly<Record<string, string>>;
}

/**
 * The zone of an environment at Cloudflare: names, the way into the cluster, and what is kept out on it. The provider takes its
 * token from `CLOUDFLARE_API_TOKEN`. It reads no other layer: the tunnel leads to a name inside the cluster.
 */
export class EdgeStack extends LayerStack {
  readonly exports: LayerExports<EdgeExports>;

  constructor(scope: Construct, environment: Environment, edge: EdgeData) {
    super(scope, "edge", environment);
    new CloudflareProvider(this, "cloudflare", {});
    this.acceptProvider("cloudflare", CLOUDFLARE_PROVIDER);
    const { zone, plan } = edge;
    const zoneId = zone.id;
    const whole = (label: string): string => `${label}.${zone.name}`;
    const hosts: PublicHost[] = Object.entries(edge.hosts).map(([label, audience]) => ({
      hostname: whole(label),
      audience,
    }));
    const hostnames = hosts.map(({ hostname }) => hostname).sort();

    const settings = new ZoneSettings(this, "zone", {
      zoneId,
      minimumTls: edge.minimumTls,
      strictTransportSeconds: edge.strictTransportDays * SECONDS_A_DAY,
    });
    const tunnel = new Tunnel(this, "tunnel", {
      accountId: edge.accountId,
      name: this.naming.prefix,
      hostnames,
      ...edge.origin,
    });
    new DnsRecords(this, "dns", {
      zoneId,
      zoneName: zone.name,
      hostnames,
      target: tunnel.target,
      extra: Object.fromEntries(
        Object.entries(edge.records ?? {}).map(([purpose, { type, content, proxied, name }]) => [
          purpose,
          {
            type,
            content,
            name: name === "@" ? zone.name : whole(name),
            ...(proxied !== undefined && { proxied }),
          },
        ]),
      ),
      contact: environment.owner.email,
    });
    new WebFirewall(this, "firewall", {
      zoneId,
      plan,
      mode: edge.firewall,
      hosts,
      playerCountries: edge.playerCountries,
      staffNetworks: edge.staffNetworks,
      ...(edge.operatorNetworks && { operatorNetworks: edge.operatorNetworks }),
      closedPaths: edge.closedPaths,
    });
    new RateLimits(this, "rate-limits", {
      zoneId,
      limits: Object.fromEntries(
        Object.entries(edge.rateLimits).map(([name, { hosts: labels, ...limit }]) => [
          name,
          { ...limit, hostnames: labels.map(whole) },
        ]),
      ),
    });
    new Responses(this, "responses", {
      zoneId,
      assetPaths: edge.assets.paths,
      assetHostnames: edge.assets.hosts.map(whole),
    });
    this.exports = LayerExports.publish<EdgeExports>(this, {
      zoneId,
      zoneName: zone.name,
      tunnelId: tunnel.tunnelId,
      delegationSigner: settings.delegationSigner,
      hostnames: Object.fromEntries(Object.keys(edge.hosts).map((label) => [label, whole(label)])),
    });
  }
}
