import { keccak_256 } from "@noble/hashes/sha3";

/** Where Besu listens for peers unless it is told otherwise. */
export const PEER_PORT = 30303;

/** The coordinates of a point, 32 bytes each. */
const PUBLIC_KEY = /^[0-9a-f]{128}$/;

/** The field of secp256k1, whose points are those with y² = x³ + 7: https://www.secg.org/sec2-v2.pdf, section 2.4.1 */
const FIELD = 2n ** 256n - 2n ** 32n - 977n;

/**
 * Whether a text is the public key of a node: 128 lower case digits without `0x` or `04`, as
 * `besu public-key export` writes after its `0x`, of a point on the curve. A mistyped digit is no point.
 */
export function isNodeKey(text: string): boolean {
  if (!PUBLIC_KEY.test(text)) return false;
  const x = BigInt(`0x${text.slice(0, 64)}`);
  const y = BigInt(`0x${text.slice(64)}`);
  return x < FIELD && y < FIELD && (y * y - x * x * x - 7n) % FIELD === 0n;
}

/**
 * The account of a node, by which the chain knows it as a validator: the last 20 bytes of the hash of its public key, as lower case
 * `0x…`.
 *
 * @throws if it is no public key.
 */
export function accountAddress(publicKey: string): string {
  const bytes = Buffer.from(checked(publicKey), "hex");
  return `0x${Buffer.from(keccak_256(bytes)).toString("hex").slice(-40)}`;
}

/**
 * Where a node is and who it must be: `enode://<public key>@10.48.0.10:30303`.
 *
 * @throws if it is no public key.
 */
export function enode(publicKey: string, host: string, port: number = PEER_PORT): string {
  return `enode://${checked(publicKey)}@${host}:${port}`;
}

function checked(publicKey: string): string {
  if (isNodeKey(publicKey)) return publicKey;
  throw new Error(`${nodeKeyExpectation}, got "${publicKey}"`);
}

/** What a public key must look like, for messages. */
export const nodeKeyExpectation =
  "expected the public key of a node as 128 lower case hexadecimal digits of a point on secp256k1";
