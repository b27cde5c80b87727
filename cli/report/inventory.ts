import { compareTexts } from "../../constructs/core/text-order";
import type { Stack } from "../synthesis/stacks";

/** A resource of a stack, as Terraform will read it. */
export interface Resource {
  readonly environment: string;
  readonly layer: string;
  /** `aws_subnet` */
  readonly type: string;
  /** `aws_subnet.vpc_data_euc1-az1_subnet_E3338265` */
  readonly address: string;
  /** The construct path within its stack, `vpc/data/euc1-az1/subnet`; the logical id of what no construct makes. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The resources of a stack, in the order of their construct paths. */
export function resourcesOf({ name, environment, layer, document }: Stack): readonly Resource[] {
  return Object.entries(document.resource)
    .flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, block]): Resource => {
        const path = block["//"]?.metadata?.path ?? id;
        const within = path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path;
        return { environment, layer, type, address: `${type}.${id}`, path: within, attributes: block };
      }),
    )
    .sort((left, right) => compareTexts(left.path, right.path) || compareTexts(left.address, right.address));
}

/** The resources of an environment, by type. */
export class Inventory {
  private readonly byType = new Map<string, Resource[]>();

  constructor(stacks: readonly Stack[]) {
    for (const resource of stacks.flatMap(resourcesOf)) {
      const known = this.byType.get(resource.type);
      if (known === undefined) this.byType.set(resource.type, [resource]);
      else known.push(resource);
    }
  }

  /** The resources of any of the types. */
  of(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** How many resources there are of any of the types. */
  count(...types: readonly string[]): number {
    return this.of(...types).length;
  }
}

/** An attribute that is a text or a number and no reference to something that only Terraform knows. */
export function textAt(resource: Resource, ...path: readonly string[]): string | undefined {
  const value = valueAt(resource, ...path);
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value === "" || value.includes("${")) return undefined;
  return value;
}

/** An attribute, however deep; a block that Terraform takes as a list of one counts as itself. */
export function valueAt({ attributes }: Resource, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    const block: unknown = Array.isArray(value) ? value[0] : value;
    return typeof block === "object" && block !== null ? (block as Record<string, unknown>)[key] : undefined;
  }, attributes);
}
