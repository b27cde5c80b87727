import { synthesizeEdge } from "../../tests/synthesize-edge";
import { Responses } from "./responses";

function responses(assetPaths: readonly string[]) {
  return synthesizeEdge((scope) => {
    new Responses(scope, "responses", {
      zoneId: "c5d3e2ba7d9a4f4bacb2d3e4f5a6b703",
      assetPaths,
      assetHostnames: ["play.casino.example"],
    });
  });
}

describe("what Cloudflare adds", () => {
  const stack = responses(["/assets/"]);

  it("tells the origin of leaked passwords", () => {
    expect(stack.only("cloudflare_leaked_credential_check")).toMatchObject({ enabled: true });
    expect(stack.only("cloudflare_managed_transforms")).toMatchObject({
      managed_request_headers: [{ id: "add_waf_credential_check_status_header", enabled: true }],
    });
  });

  it("keeps no game out of an operator's page", () => {
    const text = JSON.stringify(stack.document).toLowerCase();
    expect(text).not.toContain("x-frame-options");
    expect(text).not.toContain("add_security_headers");
  });

  it("keeps assets for a year, and no error of theirs", () => {
    expect(stack.at("cloudflare_ruleset", "responses/cache")).toMatchObject({
      rules: [
        {
          action_parameters: {
            cache: true,
            edge_ttl: {
              mode: "override_origin",
              default: 31_536_000,
              status_code_ttl: [{ status_code_range: { from: 400, to: 599 }, value: 0 }],
            },
          },
        },
      ],
    });
  });

  it("tells no browser how long to keep an asset, as it would be told so of a missing one too", () => {
    expect(stack.at("cloudflare_ruleset", "responses/cache")).toMatchObject({
      rules: [{ action_parameters: { browser_ttl: { mode: "respect_origin" } } }],
    });
    expect(JSON.stringify(stack.at("cloudflare_ruleset", "responses/cache"))).not.toMatch(
      /browser_ttl":\{[^}]*default/,
    );
  });

  it("keeps nothing where there are no assets", () => {
    const phases = Object.values(responses([]).resources("cloudflare_ruleset")).map(({ phase }) => phase);
    expect(phases).toEqual(["http_response_headers_transform"]);
  });
});
