import { rulesMet } from "../../tests/cloudflare-rules";
import { allOf, anyOf, below, forHosts, fromNetworks, not } from "./expression";

const request = { host: "play.casino.example", path: "/Bets/1", address: "203.0.113.9", country: "MT" };
const holds = (expression: string) =>
  rulesMet([{ ref: "one", expression, action: "block" }], request).length === 1;
const yes = forHosts(["play.casino.example"]);
const no = forHosts(["cms.casino.example"]);

describe("an expression of Cloudflare's rules language", () => {
  it("is what Cloudflare's documentation writes", () => {
    expect(forHosts(["a.example", "b.example"])).toBe('lower(http.host) in {"a.example" "b.example"}');
    expect(fromNetworks(["203.0.113.0/24", "198.51.100.7/32"])).toBe(
      "ip.src in {203.0.113.0/24 198.51.100.7/32}",
    );
    expect(below(["/Admin"])).toBe('(starts_with(lower(http.request.uri.path), "/admin"))');
  });

  it("keeps its meaning when it is put together", () => {
    expect(holds(allOf(yes, not(no)))).toBe(true);
    expect(holds(allOf(yes, no))).toBe(false);
    expect(holds(allOf(no, anyOf([yes, no])))).toBe(false);
    expect(holds(anyOf([allOf(yes, no), yes]))).toBe(true);
    expect(holds(not(anyOf([yes, no])))).toBe(false);
  });

  it("knows a host in whatever case the client writes it", () => {
    const written = { ...request, host: "Play.CASINO.example" };
    expect(rulesMet([{ ref: "one", expression: yes, action: "block" }], written)).toEqual(["one"]);
  });

  it("knows a path in whatever case", () => {
    expect(holds(below(["/bets"]))).toBe(true);
    expect(holds(below(["/bet/"]))).toBe(false);
  });

  it("lets no value end its own string", () => {
    expect(forHosts(['a"} or true or http.host in {"'])).toBe(
      String.raw`lower(http.host) in {"a\"} or true or http.host in {\""}`,
    );
    expect(holds(forHosts(['a"} or true or http.host in {"']))).toBe(false);
  });
});
