const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/**
 * How many seconds a duration has, as Karpenter writes them: `90s`, `1h30m`.
 *
 * @throws when it is none.
 */
export function durationSeconds(duration: string): number {
  if (!/^(\d+[smh])+$/.test(duration)) {
    throw new Error(`expected a duration such as 30m or 720h, got "${duration}"`);
  }
  const parts = [...duration.matchAll(/(\d+)([smh])/g)];
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS],
    0,
  );
}
