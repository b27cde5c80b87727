/** Thirty-two bytes in base64; of the last character the low two bits are padding, and zero. */
const PUBLIC_KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** Whether a text is a WireGuard public key, as `wg pubkey` writes it. */
export function isWireGuardKey(text: string): boolean {
  return PUBLIC_KEY.test(text);
}
