import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Component } from "./chart-catalogue";

/** Values of a chart, as a file of them reads. */
export type HelmValues = Readonly<Record<string, unknown>>;

/** What `helm-values/<component>/` says: `values.yaml`, and over it what an environment's own file says, if there is one. */
export function chartValues(
  folder: string,
  component: Component,
  environment: string,
): readonly HelmValues[] {
  const base = join(folder, component, "values.yaml");
  const own = join(folder, component, `${environment}.yaml`);
  return [read(base), ...(existsSync(own) ? [read(own)] : [])];
}

function read(file: string): HelmValues {
  const values: unknown = parse(readFileSync(file, "utf8")) ?? {};
  if (typeof values !== "object" || Array.isArray(values)) {
    throw new Error(`${file}: expected a map of values, got ${JSON.stringify(values)}`);
  }
  const text = JSON.stringify(values);
  if (/[$%]\{/.test(text)) {
    throw new Error(`${file}: expected no \${ or %{, which Terraform would evaluate`);
  }
  return values as HelmValues;
}
