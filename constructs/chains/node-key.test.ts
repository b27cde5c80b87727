import { createECDH } from "node:crypto";
import fc from "fast-check";
import { accountAddress, enode, isNodeKey } from "./node-key";

/** The generator of secp256k1: the public key of the private key 1, which everybody knows. */
const generator =
  "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" +
  "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

/** Besu's own example of a permissioned node, in `permissioning_config.toml` of its tests. */
const published =
  "6f8a80d14311c39f35f516fa664deaaaa13e85b2f7493f37f6144d86991ec012" +
  "937307647bd3b9a82abe2974e1407241d54947bbb39763a4cac9f77166ad92a0";

const publicKeyOf = (privateKey: Uint8Array) => {
  const key = createECDH("secp256k1");
  key.setPrivateKey(privateKey);
  return key.getPublicKey("hex").slice(2);
};

describe("a node's key", () => {
  it("is a point on the curve", () => {
    expect(isNodeKey(generator)).toBe(true);
    expect(isNodeKey(published)).toBe(true);
  });

  it("is every key that OpenSSL makes, and none with a digit changed", () => {
    const privateKey = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .filter((bytes) => (bytes[0] ?? 0) < 255 && bytes.some((byte) => byte > 0));
    fc.assert(
      fc.property(privateKey, fc.nat(127), fc.integer({ min: 1, max: 15 }), (bytes, at, change) => {
        const key = publicKeyOf(bytes);
        const digit = ((parseInt(key.charAt(at), 16) + change) % 16).toString(16);
        expect(isNodeKey(key)).toBe(true);
        expect(isNodeKey(key.slice(0, at) + digit + key.slice(at + 1))).toBe(false);
      }),
    );
  });

  it.each([
    ["a prefix", `0x${generator}`],
    ["the mark of an uncompressed point", `04${generator}`],
    ["upper case", generator.toUpperCase()],
    ["a coordinate beyond the field", "f".repeat(128)],
    ["nothing", ""],
  ])("is not written with %s", (_, text) => {
    expect(isNodeKey(text)).toBe(false);
    expect(() => accountAddress(text)).toThrow("128 lower case hexadecimal digits");
  });

  it("has the account that Ethereum gives it", () => {
    expect(accountAddress(generator)).toBe("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
  });

  it("is reached by an enode URL", () => {
    expect(enode(published, "192.168.0.9", 4567)).toBe(`enode://${published}@192.168.0.9:4567`);
    expect(enode(generator, "10.48.0.10")).toBe(`enode://${generator}@10.48.0.10:30303`);
    expect(() => enode("me", "10.48.0.10")).toThrow('got "me"');
  });
});
