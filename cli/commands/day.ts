import { InvalidArgumentError } from "commander";
import { dayExpected, isDay } from "../../constructs/core/day";

/**
 * A day that an option gives, `YYYY-MM-DD`.
 *
 * @throws InvalidArgumentError when the calendar has no such day.
 */
export function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError(dayExpected(text));
  return text;
}
