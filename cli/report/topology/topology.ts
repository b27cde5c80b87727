/** What a part of the platform is; the drawing colours it by that. */
export type Kind =
  "people" | "edge" | "aws" | "network" | "cluster" | "data" | "hetzner" | "delivery" | "outside";

/** A part of the platform: a card in the drawing. */
export interface TopologyNode {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  /** What is worth knowing about it, a line each. */
  readonly facts: readonly string[];
}

/** Parts that are inside something: a frame in the drawing. */
export interface TopologyGroup {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly subtitle?: string;
  readonly children: readonly (TopologyNode | TopologyGroup)[];
}

/** Who talks to whom, and how. */
export interface TopologyLink {
  readonly from: string;
  readonly to: string;
  /** A few words, which the drawing has room for: `WireGuard`. */
  readonly label: string;
  /** All of it, for the list beside the drawing. */
  readonly how: string;
  /** @default false */
  readonly bothWays?: boolean;
}

/** An environment as parts, frames and links; what is switched off is not there. */
export interface Topology {
  readonly environment: string;
  /** From the outside in: players, edge, GitHub; AWS; Hetzner. */
  readonly parts: readonly (TopologyNode | TopologyGroup)[];
  /** Only between parts that are there. */
  readonly links: readonly TopologyLink[];
}

/** Whether a part is a frame. */
export function isGroup(part: TopologyNode | TopologyGroup): part is TopologyGroup {
  return "children" in part;
}

/** A part and everything inside it. */
export function allIn(part: TopologyNode | TopologyGroup): readonly (TopologyNode | TopologyGroup)[] {
  return isGroup(part) ? [part, ...part.children.flatMap(allIn)] : [part];
}
