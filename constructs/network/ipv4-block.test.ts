import fc from "fast-check";
import { Ipv4Block } from "./ipv4-block";

const octet = fc.integer({ min: 0, max: 255 });

/** Any block, as the text it is written as. */
const anyCidr = fc
  .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([first, second, third, fourth, prefix]) => {
    const address = [first, second, third, fourth].reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
    const size = 2n ** BigInt(32 - prefix);
    const start = address - (address % size);
    return `${[24n, 16n, 8n, 0n].map((shift) => (start >> shift) & 255n).join(".")}/${prefix}`;
  });

/** A block of at most 256 addresses in a few neighbourhoods, the sign bit's and the last among them. */
const smallBlock = fc
  .record({
    neighbourhood: fc.constantFrom("10.0.0", "127.255.255", "128.0.0", "255.255.255"),
    prefix: fc.integer({ min: 24, max: 32 }),
    octet,
  })
  .map(({ neighbourhood, prefix, octet }) => {
    const size = 2 ** (32 - prefix);
    const start = octet - (octet % size);
    return {
      block: Ipv4Block.parse(`${neighbourhood}.${start}/${prefix}`),
      addresses: new Set(Array.from({ length: size }, (_, offset) => `${neighbourhood}.${start + offset}`)),
    };
  });

describe("a block of IPv4 addresses", () => {
  it("writes itself as it was read", () => {
    fc.assert(fc.property(anyCidr, (cidr) => Ipv4Block.parse(cidr).toString() === cidr));
  });

  it("knows its size and its ends", () => {
    const block = Ipv4Block.parse("10.0.0.0/16");
    expect([block.prefix, block.size, block.first, block.last]).toEqual([
      16,
      65_536,
      "10.0.0.0",
      "10.0.255.255",
    ]);
    const everything = Ipv4Block.parse("0.0.0.0/0");
    expect([everything.size, everything.last]).toEqual([4_294_967_296, "255.255.255.255"]);
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0/16",
    "10.0.0.0.0/16",
    "10.0.0.256/32",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/",
    "::/0",
  ])("refuses %p, which is not one", (cidr) => {
    expect(() => Ipv4Block.parse(cidr)).toThrow(
      `not an IPv4 range: got "${cidr}", expected four numbers of 0 to 255`,
    );
  });

  it.each(["010.0.0.0/16", "10.0.0.0/016", "10.0.0.00/16", " 10.0.0.0/16", "10.0.0.0/16\n"])(
    "refuses %p, which programs read differently",
    (cidr) => {
      expect(() => Ipv4Block.parse(cidr)).toThrow("not an IPv4 range");
    },
  );

  it("refuses an address inside the block, and says which block that is", () => {
    expect(() => Ipv4Block.parse("10.0.1.0/16")).toThrow(
      'not the start of a range: got "10.0.1.0/16", expected "10.0.0.0/16"',
    );
    expect(() => Ipv4Block.parse("192.168.7.255/20")).toThrow('expected "192.168.0.0/20"');
  });

  it("contains and overlaps what a list of its addresses does", () => {
    fc.assert(
      fc.property(smallBlock, smallBlock, (one, other) => {
        expect(one.block.contains(other.block)).toBe(
          [...other.addresses].every((address) => one.addresses.has(address)),
        );
        expect(one.block.overlaps(other.block)).toBe(
          [...other.addresses].some((address) => one.addresses.has(address)),
        );
      }),
    );
  });

  it("has its first and last address at the ends of that list", () => {
    fc.assert(
      fc.property(smallBlock, ({ block, addresses }) => {
        expect(block.size).toBe(addresses.size);
        expect([block.first, block.last]).toEqual([[...addresses][0], [...addresses].at(-1)]);
      }),
    );
  });
});

describe("a subdivision", () => {
  it("covers the block exactly, in order and without overlap", () => {
    fc.assert(
      fc.property(smallBlock, fc.integer({ min: 0, max: 8 }), ({ block, addresses }, bits) => {
        const prefix = Math.min(32, block.prefix + bits);
        const parts = Array.from({ length: 2 ** (prefix - block.prefix) }, (_, index) =>
          block.subdivide(prefix, index),
        );
        expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(block.size);
        expect(parts.every((part) => block.contains(part))).toBe(true);
        expect(parts.flatMap((part) => [part.first, part.last]).filter((end) => !addresses.has(end))).toEqual(
          [],
        );
        expect(parts.some((part, index) => parts[index + 1]?.overlaps(part))).toBe(false);
        expect([parts[0]!.first, parts.at(-1)!.last]).toEqual([block.first, block.last]);
      }),
    );
  });

  it("counts from 0", () => {
    const block = Ipv4Block.parse("10.0.0.0/16");
    expect(block.subdivide(18, 0).toString()).toBe("10.0.0.0/18");
    expect(block.subdivide(18, 3).toString()).toBe("10.0.192.0/18");
    expect(block.subdivide(16, 0).toString()).toBe("10.0.0.0/16");
    expect(
      Ipv4Block.parse("0.0.0.0/0")
        .subdivide(32, 2 ** 32 - 1)
        .toString(),
    ).toBe("255.255.255.255/32");
  });

  it.each([15, 33, 17.5, NaN])("refuses the prefix %p", (prefix) => {
    expect(() => Ipv4Block.parse("10.0.0.0/16").subdivide(prefix, 0)).toThrow(
      `10.0.0.0/16 subdivides into /16 to /32, got /${prefix}`,
    );
  });

  it.each([-1, 8, 0.5, NaN])("refuses the number %p", (index) => {
    expect(() => Ipv4Block.parse("10.0.0.0/16").subdivide(19, index)).toThrow(
      `10.0.0.0/16 has the /19 blocks 0 to 7, got ${index}`,
    );
  });
});
