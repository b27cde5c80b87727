import fc from "fast-check";
import { cut, widthOf, wrapped } from "./text";

describe("text in a drawing", () => {
  it("is never wider than its line, whatever it says", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.integer({ min: 30, max: 300 }),
        (text, width) => {
          for (const line of wrapped(text, width, 12, true))
            expect(widthOf(line, 12, true)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it("is whole when there is room: no word is lost on the way", () => {
    const text = "Karpenter makes and consolidates the pools' nodes";
    expect(wrapped(text, 90, 12).join(" ")).toBe(text);
  });

  it("breaks a word that is too wide behind a hyphen", () => {
    expect(wrapped("general-arm64", 70, 13, true)).toEqual(["general-", "arm64"]);
  });

  it("says with an ellipsis that there is more", () => {
    expect(cut("DocumentDB", 50, 12)).toMatch(/^Doc.*…$/);
    expect(cut("DocumentDB", 500, 12)).toBe("DocumentDB");
  });
});
