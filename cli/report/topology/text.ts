/**
 * How wide characters are at most, in parts of the font's size. The page takes the reader's own system font, so these are
 * the figures of DejaVu Sans, the widest that any common system falls back to.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!·]/, 0.36],
  [/[ frtI()[\]/\\"*-]/, 0.46],
  [/[mwMW@%—–…→⇄≤≥‹›]/, 1.0],
  [/[A-Z&+=<>~#×]/, 0.84],
];
const OTHER = 0.65;
/** What a bold face adds. */
const BOLD = 1.12;
/** Where a word may be broken that is too wide for a line: behind what joins its parts. */
const JOINTS = /(?<=[-/._,])/;

/** The width that a text takes at most, in the unit of the font's size. */
export function widthOf(text: string, size: number, bold = false): number {
  const ems = Array.from(text).reduce((sum, character) => {
    const known = WIDTHS.find(([pattern]) => pattern.test(character))?.[1];
    // Whatever is not Latin may be a full square.
    return sum + (known ?? (character > "\u024f" ? 1.05 : OTHER));
  }, 0);
  return ems * size * (bold ? BOLD : 1);
}

/** The text in lines that are no wider than that; a part of a word that is wider by itself is cut, with an ellipsis. */
export function wrapped(text: string, width: number, size: number, bold = false): readonly string[] {
  const lines: string[] = [];
  for (const [index, word] of text.split(" ").entries()) {
    const parts = widthOf(word, size, bold) <= width ? [word] : word.split(JOINTS);
    for (const [part, piece] of parts.entries()) {
      const last = lines.at(-1);
      const gap = part === 0 && index > 0 ? " " : "";
      const longer = last === undefined ? piece : `${last}${gap}${piece}`;
      if (last !== undefined && widthOf(longer, size, bold) <= width) lines.splice(-1, 1, longer);
      else lines.push(cut(piece, width, size, bold));
    }
  }
  return lines;
}

/** The text, or as much of its beginning as there is room for. */
export function cut(text: string, width: number, size: number, bold = false): string {
  if (widthOf(text, size, bold) <= width) return text;
  let end = text.length;
  while (end > 0 && widthOf(`${text.slice(0, end)}…`, size, bold) > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
