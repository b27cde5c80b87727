import { arrowsOf, type Drawing, type Route } from "./drawing";
import { type Arrangement, place, type Placed, stretched } from "./placing";
import { isGroup, type Topology, type TopologyLink } from "./topology";

const WIDTH = 1260;
const HETZNER_WIDTH = 300;
/** Between AWS and Hetzner, where two arrows run upright with their labels. */
const BETWEEN = 104;
/** Between what is above and AWS. */
const ABOVE = 46;
/** The account's part of the AWS frame. */
const ACCOUNT_SHARE = 0.22;
const ACCOUNT_GAP = 52;
/** The frame's padding, inside which its columns are shared out. */
const PADDING = 12;

const ARRANGEMENT: Arrangement = {
  columnsOf: ({ id, children }) => {
    if (id === "aws") return [ACCOUNT_SHARE, 1 - ACCOUNT_SHARE];
    if (id === "account" || id === "vpc" || id === "hetzner") return [1];
    if (id === "eks") return equal(Math.max(1, children.filter((child) => !isGroup(child)).length));
    return equal(Math.min(id.startsWith("location-") ? 2 : 4, children.length));
  },
  gapsOf: ({ id }) => ({
    x: id === "aws" ? ACCOUNT_GAP : 10,
    y: id === "vpc" ? 40 : id === "eks" || id === "hetzner" ? 24 : 10,
  }),
};

/** The drawing for a desk: AWS with what is above it, Hetzner beside it. */
export function wideDrawing({ parts, links }: Topology): Drawing {
  const part = (id: string): Topology["parts"][number] | undefined => parts.find((each) => each.id === id);
  const hetzner = part("hetzner");
  const awsWidth = hetzner === undefined ? WIDTH : WIDTH - HETZNER_WIDTH - BETWEEN;
  const accountWidth = (awsWidth - 2 * PADDING - ACCOUNT_GAP) * ACCOUNT_SHARE;
  const vpcX = PADDING + accountWidth + ACCOUNT_GAP;
  const vpcWidth = awsWidth - PADDING - vpcX;

  const above = [
    put(part("github"), { x: PADDING, y: 1, width: accountWidth }),
    put(part("players"), { x: vpcX, y: 1, width: 170 }),
    put(part("edge"), { x: vpcX + 250, y: 1, width: vpcWidth - 250 }),
  ].flat();
  const height = Math.max(0, ...above.map((each) => each.height));
  const top = above.length === 0 ? 1 : height + ABOVE;
  const aws = put(part("aws"), { x: 1, y: top, width: awsWidth - 2 }).map((frame) =>
    behindAccount(frame, vpcX),
  );
  const beside = put(hetzner, { x: awsWidth + BETWEEN, y: top, width: HETZNER_WIDTH - 1 });
  const placed = [...above.map((each) => stretched(each, height)), ...aws, ...beside];
  const bottom = Math.max(...placed.map((each) => each.y + each.height)) + 2;
  return {
    width: WIDTH,
    height: Math.ceil(bottom),
    placed,
    arrows: arrowsOf(links, placed, (link, from) => routeOf(link, from, awsWidth)),
  };

  function put(
    child: Topology["parts"][number] | undefined,
    corner: Parameters<typeof place>[1],
  ): readonly Placed[] {
    return child === undefined ? [] : [place(child, corner, ARRANGEMENT)];
  }
}

function equal(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 / count);
}

/** GitHub's arrow comes down where a frame's title usually stands. */
function behindAccount(frame: Placed, x: number): Placed {
  const shift = x - (frame.lines[0]?.x ?? x);
  return { ...frame, lines: frame.lines.map((line) => ({ ...line, x: line.x + shift })) };
}

function routeOf({ from, to }: TopologyLink, source: Placed, awsWidth: number): Route | undefined {
  if (from.startsWith("location-")) return { way: "down" };
  switch (`${from} ${to}`) {
    case "players edge":
      return { way: "right" };
    case "edge zones":
    case "edge vpc":
      return { way: "down", at: source.x + source.width * 0.62 };
    case "github deploy-roles":
    case "zones eks":
    case "eks data":
    case "karpenter nodes":
      return { way: "down" };
    case "eks images":
      return { way: "left", at: source.x - 14 };
    case "data backups":
      return { way: "left", at: source.x - 38 };
    case "argo k3s":
      return { way: "right", at: awsWidth + 32 };
    case "vpc-gateway hetzner-gateway":
      return { way: "right", at: awsWidth + 66 };
    default:
      return undefined;
  }
}
