/** What a Hetzner resource is labelled with. Hetzner takes at most 63 letters, digits, dots, underscores and hyphens. */
export type Labels = Readonly<Record<string, string>>;

export interface ChainLabelsProps {
  /** The environment's name: `dev`. */
  readonly environment: string;
  /** The team that answers for it. */
  readonly owner: string;
}

/**
 * The labels that every Hetzner resource of an environment carries: the tags of AWS resources, as far as Hetzner can
 * write them.
 */
export function chainLabels({ environment, owner }: ChainLabelsProps): Labels {
  return { env: environment, layer: "chains", "managed-by": "pitboss", owner };
}
