/** The layers of an environment, first to last: each reads only those before it. */
export const LAYERS = [
  "foundation",
  "network",
  "cluster",
  "data",
  "chains",
  "observability",
  "gitops",
  "edge",
] as const;
/** A layer of an environment, by its name. */
export type Layer = (typeof LAYERS)[number];
