/** Orders texts the same on every machine, whatever its language. */
export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
