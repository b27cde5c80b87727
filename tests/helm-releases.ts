import type { Component } from "../constructs/gitops/chart-catalogue";
import type { SynthesizedStack } from "./synthesize";

/** Values of a chart, as Helm reads them. */
export type Values = Record<string, unknown>;

/** A release as Terraform is told of it. */
export interface ReleaseBody {
  readonly name: Component;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  readonly values: string[];
  readonly depends_on?: string[];
  readonly skip_crds: boolean;
  readonly atomic: boolean;
  readonly wait: boolean;
  readonly timeout: number;
}

/** The releases of a synthesized gitops layer. */
export function releasesOf(stack: SynthesizedStack): ReleaseBody[] {
  return Object.values(stack.resources("helm_release")) as unknown as ReleaseBody[];
}

/** The release of a chart; fails when there is none. */
export function releaseOf(stack: SynthesizedStack, component: Component): ReleaseBody {
  const found = releasesOf(stack).find(({ name }) => name === component);
  if (found === undefined) throw new Error(`expected a release of ${component}`);
  return found;
}

/** What a release hands to Helm, the later over the earlier, with references as Terraform might have them resolved. */
export function valuesOf(stack: SynthesizedStack, component: Component): Values[] {
  return releaseOf(stack, component).values.map((text) => JSON.parse(resolved(text)) as Values);
}

/** What Terraform would put for a reference, of the right shape: an ARN, or the output's own name. */
function resolved(text: string): string {
  const key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  return text.replace(/\$\{[^}]*\.(\w+)\}/g, (_, output: string) =>
    output.endsWith("_arn") ? key : output.replaceAll("_", "-"),
  );
}
