/** One version in a range: `^20.19.0` (that or later, of the same major), `>=24` (that or later), `3.3.30` (only that). */
const ALTERNATIVE = /^(?<operator>\^|>=)?(?<version>\d+(?:\.\d+)*)$/;

/**
 * Whether a version is in a range as package.json writes it: `^20.19.0 || >=24`, of majors from 1 on.
 *
 * @throws Error when the range has anything else in it.
 */
export function isWithin(range: string, version: string): boolean {
  return range
    .split("||")
    .map((text) => text.trim())
    .some((text) => {
      const { operator, version: least } = ALTERNATIVE.exec(text)?.groups ?? {};
      if (least === undefined)
        throw new Error(`expected a version range such as ^20.19.0 || >=24, got "${range}"`);
      if (operator === undefined) return version === least;
      return isAtLeast(version, least) && (operator === ">=" || majorOf(version) === majorOf(least));
    });
}

/** Compares dotted numbers, part by part; a missing part counts as 0. */
function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => text.split(".").map(Number));
  for (const [index, part] of (need ?? []).entries()) {
    const own = have?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
