import { Ipv4Block } from "../network/ipv4-block";
import { wireGuardEnd, type WireGuardEndProps } from "./wireguard";
import { isWireGuardKey } from "./wireguard-key";

const PUBLIC_KEY = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

const props: WireGuardEndProps = {
  transfer: Ipv4Block.parse("10.19.0.0/24"),
  address: "10.19.0.2",
  mtu: 1440,
  localRanges: ["10.17.0.0/16", "10.18.0.0/16"],
  peer: {
    publicKey: PUBLIC_KEY,
    publicAddress: "198.51.100.1",
    ranges: ["10.16.0.0/16", "10.19.0.1/32"],
  },
};

function filesOf(changes: Partial<WireGuardEndProps> = {}): Record<string, string> {
  const { files = [] } = wireGuardEnd({ ...props, ...changes });
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

describe("an end of the tunnel", () => {
  it("is configured as wg-quick reads it, with the key left to memory", () => {
    expect(filesOf()["/etc/wireguard/wg0.conf"]).toBe(
      [
        "[Interface]",
        "Address = 10.19.0.2/24",
        "ListenPort = 51820",
        "MTU = 1440",
        "PostUp = wg set %i private-key /run/pitboss/secrets/wireguard-private-key",
        "PostUp = nft -f /etc/wireguard/forwarding.nft",
        "PostDown = nft delete table inet wireguard",
        "",
        "[Peer]",
        `PublicKey = ${PUBLIC_KEY}`,
        "AllowedIPs = 10.16.0.0/16, 10.19.0.1/32",
        "Endpoint = 198.51.100.1:51820",
        "",
      ].join("\n"),
    );
  });

  it("keeps the tunnel up where it is told to", () => {
    expect(filesOf({ keepAlive: true })["/etc/wireguard/wg0.conf"]).toMatch(/^PersistentKeepalive = 25$/m);
  });

  it("passes on what comes from behind the one end to behind the other, and drops the rest", () => {
    const rules = filesOf()["/etc/wireguard/forwarding.nft"]!;
    expect(rules).toContain("hook forward priority filter; policy drop;");
    expect(rules).toContain(
      'iifname "wg0" ip saddr { 10.16.0.0/16, 10.19.0.1/32 } ip daddr { 10.17.0.0/16, 10.18.0.0/16 } accept',
    );
    expect(rules).toContain(
      'oifname "wg0" ip saddr { 10.17.0.0/16, 10.18.0.0/16 } ip daddr { 10.16.0.0/16, 10.19.0.1/32 } accept',
    );
    expect(rules).not.toContain("masquerade");
  });

  it("lets no connection send more than a packet of the tunnel holds", () => {
    expect(filesOf()["/etc/wireguard/forwarding.nft"]).toContain("tcp option maxseg size set 1400");
  });

  it("speaks for addresses that have no way back", () => {
    const rules = filesOf({ translatedFor: ["10.17.0.8"] })["/etc/wireguard/forwarding.nft"];
    expect(rules).toContain("ip saddr { 10.16.0.0/16, 10.19.0.1/32 } ip daddr { 10.17.0.8 } masquerade");
  });

  it("takes no packet that comes another way than its answer would go", () => {
    expect(filesOf()["/etc/sysctl.d/60-wireguard.conf"]).toMatch(/^net\.ipv4\.conf\.all\.rp_filter = 1$/m);
  });

  it("waits for its key, and hides its configuration from other users", () => {
    const dropIn = filesOf()["/etc/systemd/system/wg-quick@wg0.service.d/secrets.conf"];
    expect(dropIn).toMatch(/^Requires=pitboss-secrets\.service\nAfter=pitboss-secrets\.service$/m);
    const { files = [] } = wireGuardEnd(props);
    expect(files.find(({ path }) => path === "/etc/wireguard/wg0.conf")!.permissions).toBe("0600");
  });

  it("refuses a peer whose key is none", () => {
    const peer = { ...props.peer, publicKey: PUBLIC_KEY.slice(1) };
    expect(() => wireGuardEnd({ ...props, peer })).toThrow(/WireGuard at 10\.19\.0\.2: got .* 44 characters/);
  });
});

describe("a WireGuard public key", () => {
  // The keys of https://www.wireguard.com/#simple-network-interface and its quick start.
  it.each([
    PUBLIC_KEY,
    "TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=",
    "gN65BkIKy1eCE9pP1wdc8ROUtkHLF2PfAqYdyYBz6EA=",
  ])("may be %s", (key) => {
    expect(isWireGuardKey(key)).toBe(true);
  });

  it.each([
    ["shorter", PUBLIC_KEY.slice(1)],
    ["longer", `A${PUBLIC_KEY}`],
    ["of 32 bytes and a few bits", PUBLIC_KEY.replace(/.=$/, "h=")],
    ["hexadecimal", "0".repeat(64)],
    ["without its padding", PUBLIC_KEY.slice(0, -1)],
  ])("is not %s", (_, text) => {
    expect(isWireGuardKey(text)).toBe(false);
  });
});
