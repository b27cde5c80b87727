import type { Environment } from "../../envs/environment";

/** One field of the environments' data. */
export interface FieldRow {
  /** `cluster.systemNodes.maximum` */
  readonly path: string;
  /** In the order of the environments; null where there is none. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** Every field that some environment has, by its dotted path, in the order that the data is written in. */
export function fieldsOf(environments: readonly Environment[]): readonly FieldRow[] {
  const flat = environments.map((environment) => new Map(leaves(environment, [])));
  return merged(flat.map((fields) => [...fields.keys()])).map((path) => {
    const values = flat.map((fields) => fields.get(path) ?? null);
    return { path, values, differs: new Set(values).size > 1 };
  });
}

function leaves(value: unknown, path: readonly string[]): [string, string][] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) {
    return value.flatMap((item, index) => leaves(item, [...path, String(index)]));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [[path.join("."), shown(value)]];
  }
  const entries = Object.entries(value);
  // An empty section is something that the environment says.
  if (entries.length === 0) return [[path.join("."), "none"]];
  return entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(", ") || "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The lists as one, each item once; what only a later list has comes behind its neighbour there. */
function merged(lists: readonly (readonly string[])[]): readonly string[] {
  const all: string[] = [];
  for (const list of lists) {
    let last = -1;
    for (const item of list) {
      const known = all.indexOf(item);
      if (known === -1) all.splice(++last, 0, item);
      else last = known;
    }
  }
  return all;
}
