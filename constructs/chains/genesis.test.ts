import { createHash, createECDH } from "node:crypto";
import fc from "fast-check";
import { type ChainParameters, qbftGenesis } from "./genesis";
import { accountAddress } from "./node-key";

/** The public keys of the private keys 1, 2, 3 …, which everybody knows. */
const keys = [1, 2, 3, 4, 5, 6].map((number) => {
  const key = createECDH("secp256k1");
  key.setPrivateKey(Buffer.from(number.toString(16).padStart(64, "0"), "hex"));
  return key.getPublicKey("hex").slice(2);
});

const parameters: ChainParameters = {
  chainId: 777_001,
  blockPeriodSeconds: 2,
  gasLimit: 30_000_000,
  founders: keys,
};

const parsed = (changes: Partial<ChainParameters> = {}) =>
  JSON.parse(qbftGenesis({ ...parameters, ...changes }).json) as Record<string, unknown>;

describe("the QBFT genesis", () => {
  it("has the fields of Besu's documented file, and its constants", () => {
    // besu-docs faacf356, qbft.md: the genesis file of "Block header validator selection".
    const documented = {
      nonce: "0x0",
      difficulty: "0x1",
      mixHash: "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365",
      coinbase: "0x0000000000000000000000000000000000000000",
      number: "0x0",
      gasUsed: "0x0",
      parentHash: "0x0000000000000000000000000000000000000000000000000000000000000000",
    };
    const genesis = parsed();
    expect(genesis).toMatchObject(documented);
    expect(Object.keys(genesis).sort()).toEqual(
      [
        ...Object.keys(documented),
        ...["alloc", "baseFeePerGas", "config", "extraData", "gasLimit", "timestamp"],
      ].sort(),
    );
    expect(Buffer.from(documented.mixHash.slice(2), "hex").toString()).toBe(
      "ctical byzantine fault tolerance",
    );
  });

  it("waits twice a block's time for a proposer, charges nothing, and gives nobody coins", () => {
    expect(parsed({ blockPeriodSeconds: 5 })).toMatchObject({
      config: {
        chainId: 777_001,
        zeroBaseFee: true,
        shanghaiTime: 0,
        qbft: { blockperiodseconds: 5, requesttimeoutseconds: 10, epochlength: 30_000 },
      },
      gasLimit: "0x1c9c380",
      alloc: {},
    });
  });

  it("names the founders in ascending order of their addresses", () => {
    const { extraData } = parsed() as { extraData: string };
    const found = keys.map((key) => extraData.indexOf(accountAddress(key).slice(2)));
    expect(found.every((at) => at > 0)).toBe(true);
    const addresses = keys.map(accountAddress).sort();
    const inBlock = [...addresses].sort(
      (one, other) => extraData.indexOf(one.slice(2)) - extraData.indexOf(other.slice(2)),
    );
    expect(inBlock).toEqual(addresses);
  });

  it("is the same bytes for the same founders in any order, and its digest is theirs", () => {
    const { json, digest } = qbftGenesis(parameters);
    expect(digest).toBe(createHash("sha256").update(json).digest("hex"));
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: keys.length }), (founders) => {
        expect(qbftGenesis({ ...parameters, founders })).toEqual({ json, digest });
      }),
    );
  });

  it("changes its digest with every parameter", () => {
    const changes: Partial<ChainParameters>[] = [
      {},
      { chainId: 777_002 },
      { blockPeriodSeconds: 3 },
      { gasLimit: 30_000_001 },
      { founders: keys.slice(1) },
    ];
    expect(new Set(changes.map((change) => qbftGenesis({ ...parameters, ...change }).digest)).size).toBe(5);
  });

  it.each<[Partial<ChainParameters>, string]>([
    [{ chainId: 0 }, "chain's chainId as a whole number from 1 on, got 0"],
    [{ blockPeriodSeconds: 0.5 }, "chain's blockPeriodSeconds as a whole number from 1 on, got 0.5"],
    [{ gasLimit: -1 }, "chain's gasLimit"],
    [{ founders: [] }, "got none"],
    [{ founders: ["abc"] }, 'got "abc"'],
    [{ founders: [keys[0]!, keys[0]!] }, "each validator once"],
  ])("refuses %p", (change, message) => {
    expect(() => qbftGenesis({ ...parameters, ...change })).toThrow(message);
  });
});
