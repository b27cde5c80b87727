import fc from "fast-check";
import { scheduleProblem } from "./disruption";

describe("a schedule", () => {
  it.each([
    "0 15 * * *",
    "*/10 8-18 * * 1-5",
    "0,30 0 1,15 * *",
    "59 23 31 12 6",
    "@daily",
    "0-30/5 * * * 0",
  ])("is what cron understands: %s", (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
  });

  it.each([
    "",
    "0 15 * *",
    "0 15 * * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 7",
    "5-1 * * * *",
    "*/0 * * * *",
    "0  15 * * *",
    "-1 * * * *",
    "1, * * * *",
    "0 15 * * MON",
    "@reboot",
    "0 15 * * *\n",
  ])("is refused when it is none: %j", (schedule) => {
    expect(scheduleProblem(schedule)).toBe(
      `got "${schedule}", expected a schedule of cron's five fields such as "0 16 * * 1-5"`,
    );
  });

  it("may name any moment of any day", () => {
    const moment = fc.tuple(
      fc.nat(59),
      fc.nat(23),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(6),
    );
    fc.assert(
      fc.property(moment, (fields) => {
        expect(scheduleProblem(fields.join(" "))).toBeUndefined();
      }),
    );
  });
});
