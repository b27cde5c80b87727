import { html, type Html } from "../html";
import type { Arrow, Drawing } from "./drawing";
import type { Line, Placed } from "./placing";
import { isGroup } from "./topology";

/** How far an arrow's corners are rounded. */
const BEND = 7;

/** A drawing as SVG. Its colours are classes, so that one drawing serves light and dark. */
export function svgOf(drawing: Drawing, name: string, variant: "wide" | "narrow"): Html {
  const { width, height, placed, arrows } = drawing;
  return html`<svg
    class="topology ${variant}"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="Topology of ${name}; the lists below say the same"
  >
    ${placed.filter(({ part }) => isGroup(part)).map(boxOf)}${arrows.map(lineOf)}${placed.map(insideOf)}${arrows.map(labelOf)}
  </svg>`;
}

/** Frames first, so that arrows run over them and under what is inside. */
function boxOf(placed: Placed): Html {
  const { part, x, y, width, height, children } = placed;
  return html`<rect
      class="frame k-${part.kind}"
      x="${round(x)}"
      y="${round(y)}"
      width="${round(width)}"
      height="${round(height)}"
      rx="10"
    />${children.filter((child) => isGroup(child.part)).map(boxOf)}`;
}

function insideOf(placed: Placed): Html {
  const { part, x, y, width, height, lines, children } = placed;
  if (isGroup(part)) return html`${frameText(placed)}${children.map(insideOf)}`;
  return html`<g data-box="${round(x)} ${round(y)} ${round(width)} ${round(height)}"
    ><title>${[part.title, ...part.facts].join("; ")}</title
    ><rect
      class="card k-${part.kind}"
      x="${round(x)}"
      y="${round(y)}"
      width="${round(width)}"
      height="${round(height)}"
      rx="6"
    /><path
      class="mark k-${part.kind}"
      d="M${round(x)} ${round(y + 6)}a6 6 0 0 1 6-6h${round(width - 12)}a6 6 0 0 1 6 6z"
    />${lines.map(textOf)}</g
  >`;
}

function frameText({ part, x, y, width, height, lines }: Placed): Html {
  return html`<g data-box="${round(x)} ${round(y)} ${round(width)} ${round(height)}"
    ><title>${part.title}</title>${lines.map(textOf)}</g
  >`;
}

function textOf({ text, x, y, style }: Line): Html {
  return html`<text class="${style}" x="${round(x)}" y="${round(y)}">${text}</text>`;
}

function lineOf({ corners, bothWays }: Arrow): Html {
  const last = corners.at(-1);
  const before = corners.at(-2);
  const [first, second] = corners;
  if (last === undefined || before === undefined || first === undefined || second === undefined)
    return html``;
  return html`<path class="link" d="${pathThrough(corners)}" /><path
      class="head"
      d="${headAt(last, before)}"
    />${bothWays && html`<path class="head" d="${headAt(first, second)}" />`}`;
}

function labelOf({ label }: Arrow): Html {
  if (label === undefined) return html``;
  const { text, x, y, width, height } = label;
  return html`<g data-box="${round(x)} ${round(y)} ${round(width)} ${round(height)}"
    ><rect
      class="pill"
      x="${round(x)}"
      y="${round(y)}"
      width="${round(width)}"
      height="${round(height)}"
      rx="9"
    /><text class="label" x="${round(x + width / 2)}" y="${round(y + 13)}">${text}</text></g
  >`;
}

type Point = readonly [number, number];

function pathThrough(corners: readonly Point[]): string {
  const parts = corners.map(([x, y], index) => {
    const before = corners[index - 1];
    const after = corners[index + 1];
    if (before === undefined) return `M${round(x)} ${round(y)}`;
    if (after === undefined) return `L${round(x)} ${round(y)}`;
    const [inX, inY] = towards([x, y], before);
    const [outX, outY] = towards([x, y], after);
    return `L${round(inX)} ${round(inY)}Q${round(x)} ${round(y)} ${round(outX)} ${round(outY)}`;
  });
  return parts.join("");
}

/** The point a bend away from a corner, on the way to another; no further than half way. */
function towards([x, y]: Point, [toX, toY]: Point): Point {
  const distance = Math.hypot(toX - x, toY - y);
  if (distance === 0) return [x, y];
  const share = Math.min(BEND, distance / 2) / distance;
  return [x + (toX - x) * share, y + (toY - y) * share];
}

function headAt([x, y]: Point, [fromX, fromY]: Point): string {
  const distance = Math.hypot(x - fromX, y - fromY) || 1;
  const [alongX, alongY] = [((x - fromX) / distance) * 8, ((y - fromY) / distance) * 8];
  const [acrossX, acrossY] = [-alongY / 2, alongX / 2];
  return `M${round(x)} ${round(y)}L${round(x - alongX + acrossX)} ${round(y - alongY + acrossY)}L${round(x - alongX - acrossX)} ${round(y - alongY - acrossY)}z`;
}

/** A tenth of a unit is finer than anybody sees. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
