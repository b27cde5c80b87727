import { stripVTControlCharacters } from "node:util";
import { colours } from "./colours";

/** A column of a table. */
export interface Column {
  readonly header: string;
  /** Numbers stand at the right. @default "left" */
  readonly align?: "left" | "right";
}

const GAP = "  ";

/** Lines up rows under their headers; a cell may be coloured. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const headers = columns.map(({ header }) => header);
  const widths = columns.map((_, index) =>
    Math.max(...[headers, ...rows].map((row) => width(row[index] ?? ""))),
  );
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(row[index] ?? "", widths[index] ?? 0, align))
      .join(GAP)
      .trimEnd();
  return [colours.dim(line(headers)), ...rows.map(line)].join("\n");
}

function pad(cell: string, to: number, align: Column["align"]): string {
  const spaces = " ".repeat(to - width(cell));
  return align === "right" ? spaces + cell : cell + spaces;
}

function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
