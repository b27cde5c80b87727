import { UniversalSslSetting } from "@cdktf/provider-cloudflare/lib/universal-ssl-setting";
import { ZoneDnssec } from "@cdktf/provider-cloudflare/lib/zone-dnssec";
import { ZoneSetting } from "@cdktf/provider-cloudflare/lib/zone-setting";
import { Construct } from "constructs";

/** The oldest TLS that a client may speak. */
export type MinimumTls = "1.2" | "1.3";

export interface ZoneSettingsProps {
  readonly zoneId: string;
  readonly minimumTls: MinimumTls;
  /**
   * How long a browser refuses plain HTTP for the zone and every name below it, in seconds. It cannot be taken back before.
   */
  readonly strictTransportSeconds: number;
}

/**
 * A zone's own settings: how TLS is spoken, and what Cloudflare may do to a request on its way. DNSSEC is signed here; the
 * registrar is given the DS record by hand.
 */
export class ZoneSettings extends Construct {
  /** The DS record that the registrar is given, so that resolvers trust the zone's signatures. */
  readonly delegationSigner: string;

  constructor(scope: Construct, id: string, props: ZoneSettingsProps) {
    super(scope, id);
    const settings: Readonly<Record<string, unknown>> = {
      // The certificate of the origin is verified; anything less trusts whoever answers there.
      ssl: "strict",
      min_tls_version: props.minimumTls,
      tls_1_3: "on",
      // What is sent before the handshake ends can be sent again by whoever recorded it: a bet, for one.
      "0rtt": "off",
      always_use_https: "on",
      automatic_https_rewrites: "on",
      // A copy of a page from last week is worse than an error where money is played for.
      always_online: "off",
      // The country of a player goes along as CF-IPCountry.
      ip_geolocation: "on",
      websockets: "on",
      http3: "on",
      security_header: {
        strict_transport_security: {
          enabled: true,
          max_age: props.strictTransportSeconds,
          include_subdomains: true,
          nosniff: true,
          preload: false,
        },
      },
    };
    for (const [setting, value] of Object.entries(settings)) this.set(props.zoneId, setting, value);
    const dnssec = new ZoneDnssec(this, "dnssec", { zoneId: props.zoneId, status: "active" });
    this.delegationSigner = dnssec.ds;
    new UniversalSslSetting(this, "certificates", { zoneId: props.zoneId, enabled: true });
  }

  /** The bindings take any value for an object and would spell "on" as one: `{ 0: "o", 1: "n" }`. */
  private set(zoneId: string, settingId: string, value: unknown): void {
    const setting = new ZoneSetting(this, settingId.replace(/_/g, "-"), { zoneId, settingId, value: {} });
    setting.addOverride("value", value);
  }
}
