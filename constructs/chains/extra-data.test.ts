import { qbftExtraData } from "./extra-data";

describe("QBFT extra data", () => {
  // besu-docs faacf356, private-networks/how-to/configure/consensus/qbft.md, the genesis file of "Block header validator selection".
  it("is that of Besu's documented genesis file", () => {
    const validators = [
      "0x64a702e6263b7297a96638cac6ae65e6541f4169",
      "0x3923390ad55e90c237593b3b0e401f3b08a03185",
      "0xaefdb9a738c9f433e5b6b212a6d62f6370c2f692",
      "0xc7eeb9a4e00ce683cf93039b212648e01c6c6b78",
    ];
    expect(qbftExtraData(validators)).toBe(
      "0xf87aa00000000000000000000000000000000000000000000000000000000000000000f8549464a702e6263b7297a96638cac6ae65e6541f4169" +
        "943923390ad55e90c237593b3b0e401f3b08a0318594aefdb9a738c9f433e5b6b212a6d62f6370c2f69294c7eeb9a4e00ce683cf93039b212648e01c6c6b78" +
        "c080c0",
    );
  });

  // besu 3fd224e2, RLPSubCommandTest: encoded by `canEncodeToQbftExtraData`, decoded by `decodeQBFTWithoutPathMustWriteToStandardOutput`.
  it.each([
    [
      ["0xbe068f726a13c8d46c44be6ce9d275600e1735a4", "0x5ff6f4b66a46a2b2310a6f3a93aaddc0d9a1c193"],
      "0xf84fa00000000000000000000000000000000000000000000000000000000000000000ea94be068f726a13c8d46c44be6ce9d275600e1735a4" +
        "945ff6f4b66a46a2b2310a6f3a93aaddc0d9a1c193c080c0",
    ],
    [
      ["0x241f804efb46f71acaa5be94a62f7798e89c3724", "0x6cdf72da457453063ea92e7fa5ac30afbcec28cd"],
      "0xf84fa00000000000000000000000000000000000000000000000000000000000000000ea94241f804efb46f71acaa5be94a62f7798e89c3724" +
        "946cdf72da457453063ea92e7fa5ac30afbcec28cdc080c0",
    ],
  ])("is that of Besu's own tests: %p", (addresses, expected) => {
    expect(qbftExtraData(addresses)).toBe(expected);
  });

  it("refuses no validator, a validator twice, and what is no address", () => {
    const address = "0x64a702e6263b7297a96638cac6ae65e6541f4169";
    expect(() => qbftExtraData([])).toThrow("got none");
    expect(() => qbftExtraData([address, address])).toThrow("each validator once");
    expect(() => qbftExtraData([address.toUpperCase()])).toThrow("40 lower case hexadecimal digits");
    expect(() => qbftExtraData([address.slice(2)])).toThrow(`got "${address.slice(2)}"`);
  });
});
