import { cut, widthOf, wrapped } from "./text";
import { isGroup, type TopologyGroup, type TopologyNode } from "./topology";

/** A rectangle of the drawing, in its own units: about a pixel each. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line of text where it is written; `y` is its baseline. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly style: "title" | "fact" | "frame" | "subtitle";
}

/** A part where it is drawn. */
export interface Placed extends Rectangle {
  readonly part: TopologyNode | TopologyGroup;
  readonly lines: readonly Line[];
  readonly children: readonly Placed[];
}

/** Sizes of the letters, which `style/topology.css` repeats. */
export const TEXT = { title: 13, fact: 11.5, frame: 13, subtitle: 11.5, label: 11 } as const;

const CARD_PADDING = 11;
const TITLE_LINE = 17;
const FACT_LINE = 15.5;
const FRAME_PADDING = 12;
const FRAME_TITLE = 30;

/** How the inside of frames is laid out. */
export interface Arrangement {
  /** The columns of a frame, as parts of its width. */
  readonly columnsOf: (group: TopologyGroup) => readonly number[];
  /** Between neighbours side by side, and between rows; an arrow needs some 24. */
  readonly gapsOf: (group: TopologyGroup) => { readonly x: number; readonly y: number };
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Places a part at a corner, as wide as it is told, as high as what it says. */
export function place(part: TopologyNode | TopologyGroup, corner: Corner, how: Arrangement): Placed {
  return isGroup(part) ? placeFrame(part, corner, how) : placeCard(part, corner);
}

/** The same, so much higher. */
export function stretched(placed: Placed, height: number): Placed {
  return { ...placed, height };
}

function placeCard(part: TopologyNode, { x, y, width }: Corner): Placed {
  const room = width - 2 * CARD_PADDING;
  const lines: Line[] = [];
  let baseline = y + CARD_PADDING;
  for (const text of wrapped(part.title, room, TEXT.title, true)) {
    baseline += TITLE_LINE;
    lines.push({ text, x: x + CARD_PADDING, y: baseline - 4, style: "title" });
  }
  for (const text of part.facts.flatMap((fact) => wrapped(fact, room, TEXT.fact))) {
    baseline += FACT_LINE;
    lines.push({ text, x: x + CARD_PADDING, y: baseline - 3, style: "fact" });
  }
  return { part, x, y, width, height: baseline - y + CARD_PADDING - 2, lines, children: [] };
}

function placeFrame(part: TopologyGroup, { x, y, width }: Corner, how: Arrangement): Placed {
  const gaps = how.gapsOf(part);
  const head = frameHead(part, { x, y, width });
  const children: Placed[] = [];
  let top = y + head.height;
  for (const row of rowsOf(part, how.columnsOf(part))) {
    const room = width - 2 * FRAME_PADDING - gaps.x * (row.length - 1);
    let left = x + FRAME_PADDING;
    const placed = row.map(({ child, share }) => {
      const each = place(child, { x: left, y: top, width: room * share }, how);
      left += room * share + gaps.x;
      return each;
    });
    const height = Math.max(...placed.map((each) => each.height));
    children.push(...placed.map((each) => stretched(each, height)));
    top += height + gaps.y;
  }
  const height = top - gaps.y - y + FRAME_PADDING;
  return { part, x, y, width, height, lines: head.lines, children };
}

interface Cell {
  readonly child: TopologyNode | TopologyGroup;
  readonly share: number;
}

/** The children row by row. A frame beside cards has a row of its own. */
function rowsOf({ children }: TopologyGroup, columns: readonly number[]): readonly (readonly Cell[])[] {
  const mixed = children.some(isGroup) && !children.every(isGroup) && columns.length > 1;
  const rows: Cell[][] = [];
  for (const child of children) {
    const last = rows.at(-1);
    if (mixed && isGroup(child)) rows.push([{ child, share: 1 }]);
    else if (last === undefined || last.length === columns.length || last.some((cell) => cell.share === 1))
      rows.push([{ child, share: columns[0] ?? 1 }]);
    else last.push({ child, share: columns[last.length] ?? 1 });
  }
  return rows;
}

/** The title, and what is said beside it; below it, where there is no room. */
function frameHead(
  part: TopologyGroup,
  { x, y, width }: Corner,
): { readonly lines: readonly Line[]; readonly height: number } {
  const left = x + FRAME_PADDING;
  const room = width - 2 * FRAME_PADDING;
  const title = cut(part.title, room, TEXT.frame, true);
  const lines: Line[] = [{ text: title, x: left, y: y + 20, style: "frame" }];
  const { subtitle } = part;
  if (subtitle === undefined) return { lines, height: FRAME_TITLE };
  const beside = widthOf(title, TEXT.frame, true) + 10;
  if (beside + widthOf(subtitle, TEXT.subtitle) <= room) {
    lines.push({ text: subtitle, x: left + beside, y: y + 20, style: "subtitle" });
    return { lines, height: FRAME_TITLE };
  }
  const below = wrapped(subtitle, room, TEXT.subtitle);
  lines.push(
    ...below.map((text, index): Line => {
      return { text, x: left, y: y + 20 + (index + 1) * FACT_LINE, style: "subtitle" };
    }),
  );
  return { lines, height: FRAME_TITLE + below.length * FACT_LINE };
}

/** Everything that is placed, frames before what is inside them. */
export function flat(placed: readonly Placed[]): readonly Placed[] {
  return placed.flatMap((each) => [each, ...flat(each.children)]);
}
