import { type HetznerLocation, hetznerLocations } from "./hetzner-location";

/** A type of Hetzner Cloud server. */
export interface ServerType {
  /** `ccx23` */
  readonly name: string;
  readonly architecture: "amd64" | "arm64";
  readonly vcpus: number;
  readonly memoryGib: number;
  /** The local disk, in GB. */
  readonly diskGb: number;
  /** Whether its virtual CPUs are its own. */
  readonly cpu: "dedicated" | "shared";
  /** Where it is sold, whether or not it is in stock today. */
  readonly locations: readonly HetznerLocation[];
}

type Size = readonly [vcpus: number, memoryGib: number, diskGb: number];

interface Line extends Pick<ServerType, "architecture" | "cpu"> {
  readonly sizes: Readonly<Record<string, Size>>;
}

/**
 * The lines of server types, as reviewed on 2026-11-21 from material that ends in October 2026. To compare:
 *
 *     hcloud server-type list -o json | jq '.[] | {name, architecture, cores, memory, disk, cpu_type, deprecated, locations}'
 *
 * - Names, virtual CPUs and memory: certain. https://www.hetzner.com/cloud/ of autumn 2026, by two copies that agree;
 *   the provider's and Hetzner's own tools' examples use the same names since October 2025.
 * - Disks: likely. Copies of the same page give all of cx, cpx22 and larger, ccx13 to ccx43; the rest is as it was in 2024.
 * - Locations: the page says "EU" of all of them. That each is sold in all three is likely, and stock is another
 *   matter: in autumn 2026 every cx and cax was marked as not available, which is why a machine names fallbacks.
 *   Falkenstein was closed to new servers of any type in January 2026
 *   (https://status.hetzner.com/incident/0a75c7ae-3377-41dc-aabe-601063724d24).
 * - `cpx02`, new and too small for anything here, is left out.
 */
const LINES: readonly Line[] = [
  {
    architecture: "amd64",
    cpu: "shared",
    sizes: {
      cx23: [2, 4, 40],
      cx33: [4, 8, 80],
      cx43: [8, 16, 160],
      cx53: [16, 32, 320],
      cpx12: [1, 2, 40],
      cpx22: [2, 4, 80],
      cpx32: [4, 8, 160],
      cpx42: [8, 16, 320],
      cpx52: [12, 24, 480],
      cpx62: [16, 32, 640],
    },
  },
  {
    architecture: "amd64",
    cpu: "dedicated",
    sizes: {
      ccx13: [2, 8, 80],
      ccx23: [4, 16, 160],
      ccx33: [8, 32, 240],
      ccx43: [16, 64, 360],
      ccx53: [32, 128, 600],
      ccx63: [48, 192, 960],
    },
  },
  {
    architecture: "arm64",
    cpu: "shared",
    sizes: {
      cax11: [2, 4, 40],
      cax21: [4, 8, 80],
      cax31: [8, 16, 160],
      cax41: [16, 32, 320],
    },
  },
];

/**
 * What Hetzner no longer sells in Europe, and what came after it. The cx and cpx of the last generation left with 2025:
 * https://docs.hetzner.cloud/changelog#2025-10-16-server-types-deprecated
 */
const SUCCESSORS: Readonly<Record<string, string>> = {
  cx11: "cx23",
  cx21: "cx23",
  cx22: "cx23",
  cx31: "cx33",
  cx32: "cx33",
  cx41: "cx43",
  cx42: "cx43",
  cx51: "cx53",
  cx52: "cx53",
  cpx11: "cpx12",
  cpx21: "cpx22",
  cpx31: "cpx32",
  cpx41: "cpx42",
  cpx51: "cpx62",
  ccx12: "ccx13",
  ccx22: "ccx23",
  ccx32: "ccx33",
  ccx42: "ccx43",
  ccx52: "ccx53",
  ccx62: "ccx63",
};

const TYPES = new Map<string, ServerType>(
  LINES.flatMap(({ sizes, ...line }) =>
    Object.entries(sizes).map(([name, [vcpus, memoryGib, diskGb]]): [string, ServerType] => [
      name,
      { name, ...line, vcpus, memoryGib, diskGb, locations: hetznerLocations },
    ]),
  ),
);

/** The server types that may be asked for, smallest first within a line. */
export const serverTypes: readonly ServerType[] = [...TYPES.values()];

/**
 * A server type by its name.
 *
 * @throws if Hetzner sells no such type, or no longer.
 */
export function serverType(name: string): ServerType {
  const type = TYPES.get(name);
  if (type !== undefined) return type;
  const successor = Object.hasOwn(SUCCESSORS, name) ? SUCCESSORS[name] : undefined;
  throw new Error(
    successor === undefined
      ? `expected a Hetzner server type of ${[...TYPES.keys()].join(", ")}, got "${name}"`
      : `expected a Hetzner server type that is still sold, such as its successor "${successor}", got "${name}"`,
  );
}

/** What cannot be had at present, by location: the names of server types. */
export type OutOfStock = Readonly<Partial<Record<HetznerLocation, readonly string[]>>>;

/** What a machine wants to be. */
export interface ServerTypeWish {
  readonly preferred: string;
  /** What else will do, in order: of the same architecture, with no less of CPUs and memory. */
  readonly fallbacks: readonly string[];
}

export interface ServerTypeChoice extends ServerTypeWish {
  readonly location: HetznerLocation;
  readonly outOfStock: OutOfStock;
}

/**
 * The first server type of a wish that is sold and in stock in a location. Stock is data, because synth asks nobody; it
 * speaks of machines to come, and those that stand stay what they are.
 *
 * @throws if the wish is no sound one, or nothing of it can be had.
 */
export function chooseServerType(choice: ServerTypeChoice): ServerType {
  const { preferred, location, outOfStock } = choice;
  const wished = wishedTypes(choice);
  const gone = outOfStock[location] ?? [];
  const found = wished.find(({ name, locations }) => locations.includes(location) && !gone.includes(name));
  if (found !== undefined) return found;
  const names = wished.map(({ name }) => name).join(", ");
  throw new Error(
    `expected a server type that is in stock in ${location} among ${names}, got none: give "${preferred}" another fallback, ` +
      `or take from outOfStock.${location} what can be had again`,
  );
}

/** Why no server type can be chosen; nothing when one can. */
export function choiceProblem(choice: ServerTypeChoice): string | undefined {
  try {
    chooseServerType(choice);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wishedTypes({ preferred, fallbacks }: ServerTypeWish): readonly ServerType[] {
  const first = serverType(preferred);
  const others = fallbacks.map(serverType);
  for (const { name, architecture, vcpus, memoryGib } of others) {
    if (architecture !== first.architecture || vcpus < first.vcpus || memoryGib < first.memoryGib) {
      throw new Error(
        `expected a fallback of ${first.name} to be ${first.architecture} with at least ${first.vcpus} CPUs and ` +
          `${first.memoryGib} GiB, got ${name}: ${architecture}, ${vcpus} CPUs, ${memoryGib} GiB`,
      );
    }
  }
  return [first, ...others];
}
