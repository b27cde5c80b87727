import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { behaviour, style } from "./assets";

it("the style has every part in it, once", () => {
  const parts = readdirSync(join(__dirname, "style")).map((name) =>
    readFileSync(join(__dirname, "style", name), "utf8"),
  );
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts) expect(style().split(part)).toHaveLength(2);
});

it("neither style nor script can end the element that it is put into", () => {
  for (const text of [style(), behaviour()]) expect(text).not.toMatch(/<\/(script|style)|<!--/i);
});
