import { flat, type Placed, type Rectangle, TEXT } from "./placing";
import { widthOf } from "./text";
import type { TopologyLink } from "./topology";

/** An arrow of the drawing: a line by its corners, and what is written on it. */
export interface Arrow {
  readonly corners: readonly (readonly [number, number])[];
  readonly bothWays: boolean;
  readonly label?: Rectangle & { readonly text: string };
}

/** A drawing, in its own units. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly placed: readonly Placed[];
  readonly arrows: readonly Arrow[];
}

/** Which way an arrow leaves. */
export type Way = "down" | "up" | "right" | "left";

/** How an arrow is drawn: which way, and where it turns or stands, if not half way. */
export interface Route {
  readonly way: Way;
  /** Across the way: the x of a vertical arrow's upright, or of the upright between two levels. @default the middle */
  readonly at?: number;
}

const LABEL_HEIGHT = 18;

/** The arrows of the links that have a route; the others are in the list beside the drawing. */
export function arrowsOf(
  links: readonly TopologyLink[],
  placed: readonly Placed[],
  routeOf: (link: TopologyLink, from: Placed, to: Placed) => Route | undefined,
): readonly Arrow[] {
  const byId = new Map(flat(placed).map((each) => [each.part.id, each]));
  return links.flatMap((link) => {
    const from = byId.get(link.from);
    const to = byId.get(link.to);
    if (from === undefined || to === undefined) return [];
    const route = routeOf(link, from, to);
    if (route === undefined) return [];
    const corners = cornersOf(route, from, to);
    return [{ corners, bothWays: link.bothWays ?? false, ...labelOn(corners, link.label) }];
  });
}

function cornersOf({ way, at }: Route, from: Rectangle, to: Rectangle): Arrow["corners"] {
  if (way === "down" || way === "up") {
    const left = Math.max(from.x, to.x);
    const right = Math.min(from.x + from.width, to.x + to.width);
    const x = at ?? (left + right) / 2;
    const [start, end] = way === "down" ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
    return [
      [x, start],
      [x, end],
    ];
  }
  const [start, end] = way === "right" ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  const [fromY, toY] = [from.y + from.height / 2, to.y + to.height / 2];
  if (from.y <= toY && toY <= from.y + from.height) {
    return [
      [start, toY],
      [end, toY],
    ];
  }
  const turn = at ?? (start + end) / 2;
  return [
    [start, fromY],
    [turn, fromY],
    [turn, toY],
    [end, toY],
  ];
}

/** The label stands on the middle of the longest stretch. */
function labelOn(corners: Arrow["corners"], text: string): Pick<Arrow, "label"> {
  if (text === "") return {};
  const stretches = corners.slice(1).map((end, index) => [corners[index] ?? end, end] as const);
  const length = ([[x1, y1], [x2, y2]]: (typeof stretches)[number]): number =>
    Math.abs(x2 - x1) + Math.abs(y2 - y1);
  const longest = stretches.reduce((best, each) => (length(each) > length(best) ? each : best));
  const [[x1, y1], [x2, y2]] = longest;
  const width = widthOf(text, TEXT.label) + 14;
  return {
    label: { text, x: (x1 + x2 - width) / 2, y: (y1 + y2 - LABEL_HEIGHT) / 2, width, height: LABEL_HEIGHT },
  };
}
