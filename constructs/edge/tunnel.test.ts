import { synthesizeEdge } from "../../tests/synthesize-edge";
import { ORIGIN_AUTHORITY_PATH, Tunnel } from "./tunnel";

const stack = synthesizeEdge((scope) => {
  new Tunnel(scope, "tunnel", {
    accountId: "699d98642c564d2e855e9661899b7252",
    name: "pitboss-test",
    hostnames: ["api.casino.example", "play.casino.example"],
    service: "https://gateway.ingress.svc.cluster.local:443",
    serverName: "gateway.ingress.svc.cluster.local",
  });
});

interface Config {
  readonly ingress: readonly { readonly hostname?: string; readonly service: string }[];
  readonly origin_request: Record<string, unknown>;
}

const { config } = stack.only("cloudflare_zero_trust_tunnel_cloudflared_config") as { config: Config };

describe("the tunnel", () => {
  it("has its secret made by Cloudflare, and asks for it nowhere", () => {
    const tunnel = stack.only("cloudflare_zero_trust_tunnel_cloudflared");
    expect(tunnel).toMatchObject({ name: "pitboss-test", config_src: "cloudflare" });
    expect(tunnel).not.toHaveProperty("tunnel_secret");
    expect(stack.document).not.toHaveProperty("data");
  });

  it("hands every name to the cluster's gateway, and what has none to nobody", () => {
    const service = "https://gateway.ingress.svc.cluster.local:443";
    expect(config.ingress).toEqual([
      { hostname: "api.casino.example", service },
      { hostname: "play.casino.example", service },
      { service: "http_status:404" },
    ]);
  });

  it("verifies whom it hands requests to", () => {
    expect(config.origin_request).toMatchObject({
      ca_pool: ORIGIN_AUTHORITY_PATH,
      origin_server_name: "gateway.ingress.svc.cluster.local",
      no_tls_verify: false,
    });
  });
});
