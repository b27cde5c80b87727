import fc from "fast-check";
import { storageGrowthProblem } from "./storage-growth";

describe("the growth of a store's storage", () => {
  it("wants a tenth above what is bought", () => {
    expect(storageGrowthProblem({ bought: 100, ceiling: 110 })).toBeUndefined();
    expect(storageGrowthProblem({ bought: 100, ceiling: 109 })).toBe(
      "got 109 GiB, expected at least 110: a tenth above the 100 GiB that are bought at first",
    );
  });

  it("is possible from the least that it asks for on, and from nothing below", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 65536 }),
        fc.integer({ min: 0, max: 80000 }),
        (bought, ceiling) => {
          const possible = storageGrowthProblem({ bought, ceiling }) === undefined;
          expect(possible).toBe(10 * ceiling >= 11 * bought);
        },
      ),
    );
  });
});
