import { arrowsOf, type Drawing, type Route } from "./drawing";
import { type Arrangement, place, type Placed } from "./placing";
import type { Topology, TopologyLink } from "./topology";

const WIDTH = 344;
/** Between frames, where an arrow has its label. */
const BETWEEN = 44;
const COLUMN_GAP = 12;

const ARRANGEMENT: Arrangement = {
  columnsOf: ({ id }) => (["aws", "vpc", "zones", "hetzner"].includes(id) ? [1] : [0.5, 0.5]),
  gapsOf: ({ id }) => ({ x: 8, y: id === "aws" ? 14 : ["vpc", "eks", "hetzner"].includes(id) ? 26 : 8 }),
};

/** The drawing for a phone: everything below each other, and only the arrows between neighbours. */
export function narrowDrawing({ parts, links }: Topology): Drawing {
  const put = (id: string, x: number, y: number, width: number): readonly Placed[] =>
    parts.filter((part) => part.id === id).map((part) => place(part, { x, y, width }, ARRANGEMENT));
  const half = (WIDTH - COLUMN_GAP) / 2 - 1;
  const players = put("players", 1, 1, half);
  const edge = put("edge", 1, below(players), half);
  const alone = players.length + edge.length === 0;
  const github = put("github", alone ? 1 : half + COLUMN_GAP + 1, 1, alone ? WIDTH - 2 : half);
  const aws = put("aws", 1, below([...players, ...edge, ...github]), WIDTH - 2);
  const hetzner = put("hetzner", 1, below(aws), WIDTH - 2);
  const placed = [players, edge, github, aws, hetzner].flat();
  const height = Math.ceil(below(placed) - BETWEEN + 2);
  const arrows = arrowsOf(links.map(toFrames), placed, routeOf);
  return { width: WIDTH, height, placed, arrows };
}

function below(placed: readonly Placed[]): number {
  return Math.max(1 - BETWEEN, ...placed.map(({ y, height }) => y + height)) + BETWEEN;
}

/** An arrow between two cards deep inside neighbouring frames ends at the frames. */
function toFrames(link: TopologyLink): TopologyLink {
  switch (`${link.from} ${link.to}`) {
    case "edge zones":
    case "edge vpc":
      return { ...link, to: "aws" };
    case "github deploy-roles":
      return { ...link, to: "aws" };
    case "vpc-gateway hetzner-gateway":
      return { ...link, from: "aws", to: "hetzner" };
    default:
      return link;
  }
}

function routeOf({ from, to }: TopologyLink): Route | undefined {
  const neighbours = ["players edge", "edge aws", "github aws", "zones eks", "eks data", "aws hetzner"];
  return neighbours.includes(`${from} ${to}`) || from.startsWith("location-") ? { way: "down" } : undefined;
}
