import fc from "fast-check";
import { Ipv4Block } from "../network/ipv4-block";
import { Tunnel, type TunnelProps } from "./tunnel";

const props: TunnelProps = {
  transfer: Ipv4Block.parse("10.19.0.0/24"),
  mtu: 1440,
  vpcRange: Ipv4Block.parse("10.16.0.0/16"),
  hetznerRanges: ["10.17.0.0/16", "10.18.0.0/16", "10.19.0.0/24"].map((cidr) => Ipv4Block.parse(cidr)),
  hetznerNetwork: Ipv4Block.parse("10.17.0.0/16"),
  publicKeys: { aws: "key of aws", hetzner: "key of hetzner" },
  translatedFor: ["10.17.0.8"],
};

const tunnel = new Tunnel(props);
const aws = tunnel.endAtAws("203.0.113.9");
const hetzner = tunnel.endAtHetzner("198.51.100.1");

describe("the tunnel", () => {
  it("gives each end the other's key and public address", () => {
    expect(aws.peer).toMatchObject({ publicKey: "key of hetzner", publicAddress: "203.0.113.9" });
    expect(hetzner.peer).toMatchObject({ publicKey: "key of aws", publicAddress: "198.51.100.1" });
  });

  it("sends to Hetzner what lies there, and to AWS the VPC and its end", () => {
    expect(aws.peer.ranges).toEqual(["10.17.0.0/16", "10.18.0.0/16", "10.19.0.0/24"]);
    expect(hetzner.peer.ranges).toEqual(["10.16.0.0/16", "10.19.0.1/32"]);
  });

  it("passes on at Hetzner to the network alone, which pods are not in", () => {
    expect(hetzner.localRanges).toEqual(["10.17.0.0/16"]);
    expect(aws.localRanges).toEqual(["10.16.0.0/16"]);
  });

  it("is kept up by the end whose address is translated, and by that one alone", () => {
    expect([aws.keepAlive, hetzner.keepAlive]).toEqual([true, undefined]);
  });

  it("gives the ends two addresses of the transfer network, the same whatever else there is", () => {
    const transfers = fc
      .tuple(fc.integer({ min: 24, max: 29 }), fc.nat(0xffff))
      .map(([prefix, index]) => Ipv4Block.parse("10.0.0.0/8").subdivide(prefix, index % 2 ** (prefix - 8)));
    fc.assert(
      fc.property(transfers, (transfer) => {
        const one = new Tunnel({ ...props, transfer }).endAtAws("203.0.113.9").address;
        const other = new Tunnel({ ...props, transfer, mtu: 1400 }).endAtHetzner("198.51.100.1").address;
        expect(one).not.toBe(other);
        for (const address of [one, other]) {
          expect(transfer.contains(Ipv4Block.parse(`${address}/32`))).toBe(true);
          expect([transfer.first, transfer.last]).not.toContain(address);
        }
      }),
    );
  });
});
