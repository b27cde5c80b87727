import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { table } from "./table";

const red = pc.createColors(true).red;

it("a table lines up words at the left and numbers at the right, coloured or not", () => {
  const text = table(
    [{ header: "layer" }, { header: "high", align: "right" }, { header: "note" }],
    [
      ["network", red("7"), "x"],
      ["data", "12", ""],
    ],
  );
  expect(stripVTControlCharacters(text).split("\n")).toEqual([
    "layer    high  note",
    "network     7  x",
    "data       12",
  ]);
});
