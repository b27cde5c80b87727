import { type RlpItem, rlpEncode, rlpNumber } from "./rlp";

const text = (value: string) => Buffer.from(value);
const encoded = (item: RlpItem) => Buffer.from(rlpEncode(item)).toString("hex");

describe("RLP", () => {
  // The examples of the Ethereum wiki's page on RLP.
  it.each<[string, RlpItem, string]>([
    ["dog", text("dog"), "83646f67"],
    ["[cat, dog]", [text("cat"), text("dog")], "c88363617483646f67"],
    ["the empty string", text(""), "80"],
    ["the empty list", [], "c0"],
    ["the number 0", rlpNumber(0), "80"],
    ["the byte 00", Uint8Array.of(0), "00"],
    ["the number 15", rlpNumber(15), "0f"],
    ["the number 1024", rlpNumber(1024), "820400"],
    ["the set-theoretical three", [[], [[]], [[], [[]]]], "c7c0c1c0c3c0c1c0"],
    [
      "a string of 56 bytes",
      text("Lorem ipsum dolor sit amet, consectetur adipisicing elit"),
      `b838${text("Lorem ipsum dolor sit amet, consectetur adipisicing elit").toString("hex")}`,
    ],
  ])("encodes %s as the wiki does", (_, item, expected) => {
    expect(encoded(item)).toBe(expected);
  });

  it("writes the length out from 56 bytes on, of bytes and of lists", () => {
    expect(encoded(new Uint8Array(55)).slice(0, 4)).toBe("b700");
    expect(encoded(new Uint8Array(56)).slice(0, 6)).toBe("b83800");
    expect(encoded(new Uint8Array(1024)).slice(0, 6)).toBe("b90400");
    expect(encoded(new Array<RlpItem>(55).fill([])).slice(0, 4)).toBe("f7c0");
    expect(encoded(new Array<RlpItem>(56).fill([])).slice(0, 6)).toBe("f838c0");
  });

  it("marks a single byte from 80 on", () => {
    expect(encoded(Uint8Array.of(0x7f))).toBe("7f");
    expect(encoded(Uint8Array.of(0x80))).toBe("8180");
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])("refuses the number %p", (value) => {
    expect(() => rlpNumber(value)).toThrow("whole numbers from 0 on");
  });
});
