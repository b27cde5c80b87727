import { durationSeconds } from "./duration";

describe("a duration of Karpenter's", () => {
  it.each([
    ["45s", 45],
    ["30m", 1800],
    ["1h30m", 5400],
    ["720h", 2_592_000],
    ["1h1m1s", 3661],
  ])("has so many seconds: %s", (duration, seconds) => {
    expect(durationSeconds(duration)).toBe(seconds);
  });

  it.each(["", "Never", "1d", "h", "1h 30m", "-1h", "1.5h"])("is refused: %j", (duration) => {
    expect(() => durationSeconds(duration)).toThrow(`got "${duration}"`);
  });
});
