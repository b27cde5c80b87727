import { synthesizeEdge } from "../../tests/synthesize-edge";
import { DnsRecords } from "./dns-records";

const stack = synthesizeEdge((scope) => {
  new DnsRecords(scope, "dns", {
    zoneId: "c5d3e2ba7d9a4f4bacb2d3e4f5a6b703",
    zoneName: "casino.example",
    hostnames: ["casino.example", "play.casino.example"],
    target: "tunnel.cfargotunnel.com",
    extra: {
      verification: { type: "TXT", name: "casino.example", content: "site=1" },
      status: { type: "CNAME", name: "status.casino.example", content: "status.example", proxied: false },
      office: { type: "A", name: "office.casino.example", content: "203.0.113.7" },
    },
    contact: "security@casino.example",
  });
});
const at = (path: string) => stack.at("cloudflare_dns_record", `dns/${path}`);
const records = Object.values(stack.resources("cloudflare_dns_record"));

describe("a zone's records", () => {
  it.each(["host-apex", "host-play"])("send %s through Cloudflare to the tunnel", (path) => {
    expect(at(path)).toMatchObject({
      type: "CNAME",
      content: "tunnel.cfargotunnel.com",
      proxied: true,
      ttl: 1,
    });
  });

  it("hide what they point to unless told otherwise", () => {
    expect(at("extra-office")).toMatchObject({ type: "A", proxied: true });
    expect(at("extra-status")).toMatchObject({ proxied: false });
    expect(at("extra-verification")).not.toHaveProperty("proxied");
  });

  it("write text as Cloudflare keeps it", () => {
    expect(at("extra-verification")).toMatchObject({ content: '"site=1"' });
  });

  it("let Cloudflare's authorities alone sign, wildcards too", () => {
    const caa = records.filter(({ type }) => type === "CAA").map(({ data }) => data);
    for (const tag of ["issue", "issuewild"]) {
      for (const value of ["letsencrypt.org", "pki.goog; cansignhttpexchanges=yes", "ssl.com"]) {
        expect(caa).toContainEqual({ flags: 0, tag, value });
      }
    }
    expect(caa).toContainEqual({ flags: 0, tag: "iodef", value: "mailto:security@casino.example" });
    expect(caa).toHaveLength(7);
  });

  it("say that the zone sends no mail", () => {
    expect(at("spf")).toMatchObject({ name: "casino.example", content: '"v=spf1 -all"' });
    expect(at("dmarc")).toMatchObject({
      name: "_dmarc.casino.example",
      content: expect.stringContaining("p=reject; sp=reject") as string,
    });
    expect(at("dkim")).toMatchObject({ name: "*._domainkey.casino.example", content: '"v=DKIM1; p="' });
  });

  it("say whose they are", () => {
    for (const { comment } of records) expect(comment).toMatch(/^Pitboss, edge: /);
  });
});
