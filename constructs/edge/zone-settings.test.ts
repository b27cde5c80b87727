import { synthesizeEdge } from "../../tests/synthesize-edge";
import { ZoneSettings } from "./zone-settings";

const stack = synthesizeEdge((scope) => {
  new ZoneSettings(scope, "zone", {
    zoneId: "c5d3e2ba7d9a4f4bacb2d3e4f5a6b703",
    minimumTls: "1.3",
    strictTransportSeconds: 31_536_000,
  });
});
const settings: Record<string, unknown> = Object.fromEntries(
  Object.values(stack.resources("cloudflare_zone_setting")).map(({ setting_id, value }) => [
    setting_id,
    value,
  ]),
);

describe("a zone's settings", () => {
  it("are plain values, not words spelled letter by letter", () => {
    expect(settings).toMatchObject({ ssl: "strict", min_tls_version: "1.3", always_use_https: "on" });
  });

  it("take nothing that could be sent twice, and serve nothing that is stale", () => {
    expect(settings).toMatchObject({ tls_1_3: "on", "0rtt": "off", always_online: "off" });
  });

  it("tell browsers to keep to TLS, below the zone as well", () => {
    expect(settings.security_header).toEqual({
      strict_transport_security: {
        enabled: true,
        max_age: 31_536_000,
        include_subdomains: true,
        nosniff: true,
        preload: false,
      },
    });
  });

  it("sign the zone and keep its certificate", () => {
    expect(stack.only("cloudflare_zone_dnssec")).toMatchObject({ status: "active" });
    expect(stack.only("cloudflare_universal_ssl_setting")).toMatchObject({ enabled: true });
  });
});
