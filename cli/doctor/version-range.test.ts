import { isWithin } from "./version-range";

/** What ESLint 10 runs on. */
const NODE = "^20.19.0 || ^22.13.0 || >=24";

describe("a range of versions", () => {
  it.each([
    [">=1.10", "1.10", true],
    [">=1.10", "1.10.0", true],
    [">=1.10", "1.11.4", true],
    [">=1.10", "2.0", true],
    [">=1.10", "1.9.8", false],
    [">=1.10", "0.99", false],
    ["3.3.30", "3.3.30", true],
    ["3.3.30", "3.3.31", false],
    [NODE, "20.9.0", false],
    [NODE, "20.18.3", false],
    [NODE, "20.19.0", true],
    [NODE, "20.20.2", true],
    [NODE, "21.7.3", false],
    [NODE, "22.12.0", false],
    [NODE, "22.13.0", true],
    [NODE, "23.11.0", false],
    [NODE, "24.0.0", true],
    [NODE, "26.1.0", true],
  ])("%s holds %s: %s", (range, version, within) => {
    expect(isWithin(range, version)).toBe(within);
  });

  it.each(["~20.1", "20.x", "", ">=20 <22", "^20.19.0 ||"])("is not understood as %j", (range) => {
    expect(() => isWithin(range, "1.0.0")).toThrow(`got "${range}"`);
  });
});
