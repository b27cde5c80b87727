import type { EdgeData } from "../envs/edge-schema";
import type { Environment } from "../envs/environment";
import { readEnvironments } from "../envs/environments";
import { synthesizeApp } from "../tests/synthesize";
import { EdgeStack } from "./edge";

const prod = readEnvironments().find(({ name }) => name === "prod") as Environment & {
  readonly edge: EdgeData;
};
const stack = synthesizeApp((app) => new EdgeStack(app, prod, prod.edge)).get("prod-edge")!;
const zoneIds = new Set(
  stack
    .types()
    .flatMap((type) => Object.values(stack.resources(type)))
    .flatMap(({ zone_id }) => (zone_id === undefined ? [] : [zone_id])),
);

describe("the edge of an environment", () => {
  it("needs a token of Cloudflare's and nothing of AWS but its state", () => {
    expect(stack.document.provider).toEqual({ cloudflare: [{}] });
    expect(stack.document.terraform).toMatchObject({
      required_providers: { cloudflare: { source: "cloudflare/cloudflare", version: "~> 5.14" } },
    });
    expect(stack.types().filter((type) => !type.startsWith("cloudflare_"))).toEqual([]);
    expect(stack.document).not.toHaveProperty("data");
  });

  it("touches no zone but its own", () => {
    expect(zoneIds).toEqual(new Set([prod.edge.zone.id]));
  });

  it("serves every host, whole, and tells the others", () => {
    const served = Object.values(stack.resources("cloudflare_dns_record"))
      .filter(({ type }) => type === "CNAME")
      .map(({ name }) => name);
    const expected = Object.keys(prod.edge.hosts).map((label) => `${label}.${prod.edge.zone.name}`);
    expect(served.sort()).toEqual([...expected].sort());
    expect(stack.document.output).toMatchObject({
      hostnames: { value: { play: "play.pitboss.example" } },
      zone_id: { value: prod.edge.zone.id },
      tunnel_id: {
        value: expect.stringMatching(/^\$\{cloudflare_zero_trust_tunnel_cloudflared\./) as string,
      },
      delegation_signer: { value: expect.stringMatching(/\.ds\}$/) as string },
    });
  });

  it("adds a record of the zone itself under the zone's name", () => {
    const records = { verification: { type: "TXT" as const, name: "@", content: "site=1" } };
    const edge = { ...prod.edge, records };
    const changed = synthesizeApp((app) => new EdgeStack(app, prod, edge)).get("prod-edge")!;
    expect(changed.at("cloudflare_dns_record", "dns/extra-verification")).toMatchObject({
      name: "pitboss.example",
      content: '"site=1"',
    });
  });

  it("has one ruleset a phase, as Cloudflare allows no second", () => {
    const phases = Object.values(stack.resources("cloudflare_ruleset")).map(({ phase }) => phase);
    expect(new Set(phases).size).toBe(phases.length);
    expect(phases).toHaveLength(5);
  });
});
