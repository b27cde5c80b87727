import { rlpEncode, rlpNumber } from "./rlp";

/** What a proposer may write into a block. A genesis block has nothing to say. */
const VANITY = new Uint8Array(32);

const ADDRESS = /^0x[0-9a-f]{40}$/;

/**
 * The `extraData` of a QBFT genesis block, by which the chain knows its first validators: their addresses, with no vote, in
 * round 0, sealed by nobody. Besu's `QbftExtraDataCodec` keeps the order that it is given, and so does this; its documentation asks
 * for an ascending one (and shows another):
 * https://besu.hyperledger.org/private-networks/how-to/configure/consensus/qbft#extra-data
 *
 * @param addresses as lower case `0x…`, in the order of the block
 * @throws if there is none, one is malformed, or one appears twice.
 */
export function qbftExtraData(addresses: readonly string[]): string {
  if (addresses.length === 0) throw new Error("a chain begins with validators, got none");
  if (new Set(addresses).size < addresses.length) {
    throw new Error(`expected each validator once, got ${addresses.join(", ")}`);
  }
  const validators = addresses.map((address) => {
    if (!ADDRESS.test(address)) {
      throw new Error(`expected an address as 0x and 40 lower case hexadecimal digits, got "${address}"`);
    }
    return Buffer.from(address.slice(2), "hex");
  });
  const [noVote, round, noSeals] = [[], rlpNumber(0), []];
  const encoded = rlpEncode([VANITY, validators, noVote, round, noSeals]);
  return `0x${Buffer.from(encoded).toString("hex")}`;
}
