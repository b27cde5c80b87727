import { compareTexts } from "../../constructs/core/text-order";
import { LAYERS } from "../../stacks/layers";
import type { Finding } from "../gate/report";
import type { Stack } from "../synthesis/stacks";
import { grouped } from "./grouped";
import { type Resource, resourcesOf, textAt } from "./inventory";

/** One resource of a layer, in every environment that has it. */
export interface ResourceRow {
  readonly path: string;
  readonly type: string;
  readonly address: string;
  /** What it says of itself, and in which environments; one entry when all say the same. */
  readonly says: readonly { readonly text: string; readonly environments: readonly string[] }[];
  /** Those that have it. */
  readonly environments: readonly string[];
  /** Findings that are not accepted, over all environments. */
  readonly findings: number;
}

/** The resources of a layer. */
export interface LayerResources {
  readonly layer: string;
  readonly rows: readonly ResourceRow[];
  /** How many there are, by environment. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What a resource is known by, the first that it has. */
const NAMES = [
  ["name"],
  ["bucket"],
  ["identifier"],
  ["cluster_identifier"],
  ["cluster_name"],
  ["replication_group_id"],
  ["addon_name"],
  ["tags", "Name"],
  ["service_name"],
  ["alias"],
  ["alarm_name"],
  ["dashboard_name"],
  ["zone"],
  ["metadata", "name"],
];

/** What else is worth knowing of it, the first two that it has. */
const PARTICULARS = [
  ["description"],
  ["cidr_block"],
  ["ip_range"],
  ["destination_cidr_block"],
  ["destination"],
  ["addon_version"],
  ["engine"],
  ["engine_version"],
  ["kafka_version"],
  ["server_type"],
  ["instance_class"],
  ["instance_type"],
  ["node_type"],
  ["version"],
  ["location"],
  ["principal_arn"],
  ["type"],
  ["content"],
  ["policy_arn"],
  ["reservation_type"],
];

/** Every layer with its resources; those that environments have in common stand in one row. */
export function layersOf(stacks: readonly Stack[], findings: readonly Finding[]): readonly LayerResources[] {
  const open = new Map<string, number>();
  for (const { layer, resource, verdict } of findings) {
    const key = `${layer} ${resource.replace(/\[.*$/, "")}`;
    if (verdict !== "suppressed") open.set(key, (open.get(key) ?? 0) + 1);
  }
  const known: readonly string[] = LAYERS;
  const placeOf = (layer: string): number => (known.includes(layer) ? known.indexOf(layer) : known.length);
  // The edge reads no other layer, so that by deployment alone it would come first.
  const layers = [...new Set(stacks.map(({ layer }) => layer))].sort(
    (left, right) => placeOf(left) - placeOf(right),
  );
  return layers.map((layer) => {
    const own = stacks.filter((stack) => stack.layer === layer);
    const byAddress = grouped(own.flatMap(resourcesOf), ({ address }) => address);
    const rows = [...byAddress.values()]
      .map((resources) => rowOf(resources, open.get(`${layer} ${resources[0].address}`) ?? 0))
      .sort(
        (left, right) => compareTexts(left.path, right.path) || compareTexts(left.address, right.address),
      );
    const counts = Object.fromEntries(own.map((stack) => [stack.environment, resourcesOf(stack).length]));
    return { layer, rows, counts };
  });
}

function rowOf(resources: readonly [Resource, ...Resource[]], findings: number): ResourceRow {
  const [first] = resources;
  const sayings = grouped(resources, sayingOf);
  const generic = new Set(resources.map((resource) => withoutEnvironment(sayingOf(resource), resource)));
  const [common] = generic;
  const says =
    generic.size === 1 && sayings.size > 1
      ? [{ text: common ?? "", environments: resources.map(({ environment }) => environment) }]
      : [...sayings].map(([text, own]) => ({
          text,
          environments: own.map(({ environment }) => environment),
        }));
  return {
    path: first.path,
    type: first.type,
    address: first.address,
    says: says.filter(({ text }) => text !== ""),
    environments: resources.map(({ environment }) => environment),
    findings,
  };
}

function sayingOf(resource: Resource): string {
  const name = NAMES.map((path) => textAt(resource, ...path)).find((text) => text !== undefined);
  const particulars = PARTICULARS.map((path) => textAt(resource, ...path))
    .filter((text) => text !== undefined && text !== name)
    .slice(0, 2);
  return [...(name === undefined ? [] : [name]), ...particulars].join(" · ");
}

/** A text with the environment's own name and account taken out, so that the same thing reads the same everywhere. */
function withoutEnvironment(text: string, { environment }: Resource): string {
  const name = environment.replace(/\W/g, "\\$&");
  return text
    .replace(/\b\d{12}\b/g, "‹account›")
    .replace(new RegExp(`(?<![a-z0-9])${name}(?![a-z0-9])`, "g"), "‹env›");
}
