import fc from "fast-check";
import { dayExpected, daysBetween, isDay } from "./day";

const dates = fc.date({
  min: new Date("2000-01-01"),
  max: new Date("2099-12-31"),
  noInvalidDate: true,
});

describe("a day", () => {
  it.each(["2026-11-21", "2028-02-29", "2027-02-28", "2027-12-31", "2000-02-29"])("is %s", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    ["has no such day in the month", "2027-02-31"],
    ["has no such day in the month", "2027-04-31"],
    ["is a leap day in a year without one", "2027-02-29"],
    ["is a leap day in a century without one", "2100-02-29"],
    ["has no such month", "2027-13-01"],
    ["has a day of zero", "2027-06-00"],
    ["lacks the day", "2027-06"],
    ["lacks a leading zero", "2027-6-30"],
    ["is written another way", "30.06.2027"],
    ["has a time", "2027-06-30T00:00:00Z"],
    ["has something around it", " 2027-06-30\n"],
    ["is empty", ""],
  ])("is no text that %s: %j", (_, text) => {
    expect(isDay(text)).toBe(false);
  });

  it("that is none is told with what was expected", () => {
    expect(dayExpected("soon")).toBe('expected a day of the calendar such as 2027-06-30, got "soon"');
  });
});

describe("the days between two days", () => {
  it("are counted by the calendar, across a leap day and backwards", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2027-02-28", "2027-03-01")).toBe(1);
    expect(daysBetween("2026-11-21", "2026-11-20")).toBe(-1);
  });

  it("are whole, and add up", () => {
    fc.assert(
      fc.property(dates, dates, dates, (...three) => {
        const [one, two, other] = three.map((date) => date.toISOString().slice(0, 10)) as [
          string,
          string,
          string,
        ];
        expect(Number.isInteger(daysBetween(one, two))).toBe(true);
        expect(daysBetween(one, two) + daysBetween(two, other)).toBe(daysBetween(one, other));
      }),
    );
  });

  it.each([
    ["2027-02-31", "2027-03-01"],
    ["2027-03-01", "2027-02-31"],
  ])("are refused from %s until %s", (from, until) => {
    expect(() => daysBetween(from, until)).toThrow('got "2027-02-31"');
  });
});
