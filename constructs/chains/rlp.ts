/** What RLP encodes: bytes, or a list of what RLP encodes. */
export type RlpItem = Uint8Array | readonly RlpItem[];

/** Where the encodings of bytes and of lists begin. */
const MARK = { bytes: 0x80, list: 0xc0 } as const;

/** A longer payload has its length written out. */
const SHORT = 55;

/** Ethereum's recursive length prefix: https://ethereum.org/developers/docs/data-structures-and-encoding/rlp */
export function rlpEncode(item: RlpItem): Uint8Array {
  if (!(item instanceof Uint8Array)) return prefixed(MARK.list, Buffer.concat(item.map(rlpEncode)));
  const [first] = item;
  return item.length === 1 && first !== undefined && first < MARK.bytes ? item : prefixed(MARK.bytes, item);
}

/** A whole number as RLP wants it: the fewest bytes, the most significant first, and none for zero. */
export function rlpNumber(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`RLP has whole numbers from 0 on, got ${value}`);
  }
  const digits = value === 0 ? "" : value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
}

function prefixed(mark: number, payload: Uint8Array): Uint8Array {
  if (payload.length <= SHORT) return Buffer.concat([Uint8Array.of(mark + payload.length), payload]);
  const length = rlpNumber(payload.length);
  return Buffer.concat([Uint8Array.of(mark + SHORT + length.length), length, payload]);
}
