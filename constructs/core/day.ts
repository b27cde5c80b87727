const FORM = /^\d{4}-\d{2}-\d{2}$/;
const MILLISECONDS_A_DAY = 86_400_000;

/** Whether a text is a day that the calendar has, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return !Number.isNaN(millisecondsAt(text));
}

/** What to say of a text that is no day: what was expected, and what was got. */
export function dayExpected(text: string): string {
  return `expected a day of the calendar such as 2027-06-30, got "${text}"`;
}

/**
 * Days from one day to another, both `YYYY-MM-DD`; negative when `until` is the earlier.
 *
 * @throws Error when one of them is no day.
 */
export function daysBetween(from: string, until: string): number {
  for (const text of [from, until]) if (!isDay(text)) throw new Error(dayExpected(text));
  return (millisecondsAt(until) - millisecondsAt(from)) / MILLISECONDS_A_DAY;
}

function millisecondsAt(text: string): number {
  const milliseconds = FORM.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(milliseconds)) return NaN;
  // 31 February is read as 3 March, so only a day that reads back as it was written is one.
  return new Date(milliseconds).toISOString().startsWith(text) ? milliseconds : NaN;
}
