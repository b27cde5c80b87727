import { type HostRule, hostFirewall } from "./host-firewall";

const peers: HostRule = {
  description: "chain peers",
  protocol: "tcp",
  ports: [30303],
  from: ["10.49.128.0/20", "10.49.0.0/17"],
};
const file = (end: string, allow: readonly HostRule[] = [peers]) =>
  hostFirewall({ allow }).files?.find(({ path }) => path.endsWith(end))?.content ?? "";
const rulesOf = (...allow: HostRule[]) =>
  file(".nft", allow)
    .split("\n")
    .map((line) => line.trim());

describe("a machine's packet filter", () => {
  it("drops what no rule allows", () => {
    expect(rulesOf()).toContain("type filter hook input priority filter; policy drop;");
    expect(rulesOf().filter((line) => /\bd(port|ports)\b.*accept/.test(line))).toEqual([
      'udp sport 67 udp dport 68 accept comment "DHCP, which gives the private address"',
    ]);
  });

  it("allows a rule's ports to its ranges alone, or to the internet where it says so", () => {
    const rules = rulesOf(
      peers,
      { description: "the tunnel", protocol: "udp", ports: [51820], from: "anywhere" },
      { description: "node ports", protocol: "tcp", ports: [80, "30000-32767"], from: ["10.50.0.0/16"] },
    );
    expect(rules).toEqual(
      expect.arrayContaining([
        'ip saddr { 10.49.128.0/20, 10.49.0.0/17 } tcp dport { 30303 } accept comment "chain peers"',
        'udp dport { 51820 } accept comment "the tunnel"',
        'ip saddr { 10.50.0.0/16 } tcp dport { 80, 30000-32767 } accept comment "node ports"',
      ]),
    );
    expect(rules.at(-4)).toBe('counter comment "dropped"');
  });

  it("believes no neighbour's address that comes by a stranger's interface, before anything else", () => {
    const rules = rulesOf(peers);
    expect(rules).toContain("elements = { 10.49.0.0/17, 10.49.128.0/20 }");
    const spoofed = rules.findIndex((line) =>
      line.startsWith("ip saddr @neighbours fib saddr . iif oif missing counter drop"),
    );
    const accepting = rules.findIndex((line) => line.includes("accept") && line !== "iif lo accept");
    expect(spoofed).toBeGreaterThan(0);
    expect(accepting).toBeGreaterThan(spoofed);
  });

  it("trusts interfaces that the machine makes itself", () => {
    const trusting = (...trustedInterfaces: string[]) =>
      hostFirewall({ allow: [], trustedInterfaces }).files?.[0]?.content;
    expect(trusting("cilium_host", "lxc*")).toContain(
      '    iif lo accept\n    iifname "cilium_host" accept\n    iifname "lxc*" accept\n    ip saddr',
    );
    expect(() => trusting('e" accept')).toThrow("expected the name of a network interface");
    expect(() => trusting("*")).toThrow('got "*"');
    expect(() => trusting("a".repeat(16))).toThrow("expected the name");
  });

  it("replaces its own table, and no other's", () => {
    expect(rulesOf().slice(0, 3)).toEqual([
      "table inet pitboss",
      "delete table inet pitboss",
      "table inet pitboss {",
    ]);
    expect(file(".nft")).not.toContain("flush ruleset");
  });

  it("is there before the network", () => {
    expect(file(".service")).toContain("Before=network-pre.target");
    expect(hostFirewall({ allow: [] }).commands).toContainEqual([
      "systemctl",
      "enable",
      "--now",
      "pitboss-firewall.service",
    ]);
  });

  it.each<[Partial<HostRule>, string]>([
    [{ ports: [] }, 'expected a port that the rule "chain peers" opens, got none'],
    [{ ports: [0] }, 'got "0"'],
    [{ ports: [65536] }, 'got "65536"'],
    [{ ports: ["5-2"] }, 'got "5-2"'],
    [{ ports: ["1-2-3"] }, 'got "1-2-3"'],
    [{ ports: ["22 } accept"] }, 'got "22 } accept"'],
    [{ from: [] }, 'expected a range that may use the rule "chain peers", got none'],
    [{ from: ["10.0.0.1"] }, 'not an IPv4 range: got "10.0.0.1"'],
    [{ description: 'a" accept' }, "in plain words"],
  ])("refuses %j", (change, message) => {
    expect(() => hostFirewall({ allow: [{ ...peers, ...change }] })).toThrow(message);
  });
});
