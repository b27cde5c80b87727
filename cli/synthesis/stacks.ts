import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { dayExpected, isDay } from "../../constructs/core/day";
import type { ResourceSuppression } from "../../constructs/core/suppressions";
import { parseJson, readArtifact } from "../artifact";
import { ExitCode, Failure } from "../exit-codes";
import { promotionOrder } from "./promotion-order";

const annotation = z.object({ constructPath: z.string(), level: z.string(), message: z.string() });

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      workingDirectory: z.string(),
      synthesizedStackPath: z.string(),
      annotations: z.array(annotation).default([]),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

/** What CDKTF says about a synthesis, by stack. Paths are relative to the output folder. */
export type Manifest = z.infer<typeof manifestSchema>;

const suppression: z.ZodType<ResourceSuppression> = z.object({
  check: z.string(),
  reason: z.string(),
  owner: z.string(),
  expires: z.string().refine(isDay, { error: ({ input }) => dayExpected(String(input)) }),
  resource: z.string(),
  path: z.string(),
});

const block = z.looseObject({
  "//": z.looseObject({ metadata: z.looseObject({ path: z.string().optional() }).optional() }).optional(),
});

/** Blocks by type and logical id. */
const blocks = z.record(z.string(), z.record(z.string(), block)).default({});

const documentSchema = z.looseObject({
  "//": z.looseObject({ suppressions: z.array(suppression).default([]) }).default({ suppressions: [] }),
  resource: blocks,
  data: blocks,
});

/** A stack as Terraform will read it, as far as we look into it. */
export type StackDocument = z.infer<typeof documentSchema>;

/** Which layer of which environment a stack is; `dev-network` is the network of dev. */
export interface StackIdentity {
  readonly name: string;
  readonly environment: string;
  readonly layer: string;
  /** The synthesized file, relative to the output folder. */
  readonly file: string;
}

/** A stack that could be read. */
export interface Stack extends StackIdentity {
  readonly text: string;
  readonly document: StackDocument;
}

/** A stack of which nothing is known but that it is there. */
export interface UnreadableStack extends StackIdentity {
  /** Why it cannot be read. */
  readonly problem: string;
}

/** The stacks of a synthesis: environments in the order that changes reach them, in each the order of deployment. */
export interface Synthesis {
  readonly stacks: readonly Stack[];
  readonly unreadable: readonly UnreadableStack[];
}

/**
 * Reads CDKTF's manifest in an output folder.
 *
 * @throws Failure when there is none (usage) or it is not one (refused).
 */
export function readManifest(output: string): Manifest {
  const file = join(output, "manifest.json");
  return readArtifact(file, {
    schema: manifestSchema,
    what: "the manifest of a synthesis",
    command: "synth",
  });
}

/**
 * Reads the stacks of the named environments, or of all when none is named.
 *
 * @param order the environments that come first, in their order; the others follow by name. @default - the repository's
 * @throws Failure (usage) when an environment does not exist; names those that do.
 */
export function readSynthesis(
  output: string,
  environments: readonly string[],
  order: readonly string[] = promotionOrder(),
): Synthesis {
  const manifest = readManifest(output);
  const depth = depthsOf(manifest);
  const placeOf = (environment: string): number =>
    order.includes(environment) ? order.indexOf(environment) : order.length;
  const identities = Object.entries(manifest.stacks)
    .map(([name, { synthesizedStackPath }]) => ({ name, ...partsOf(name), file: synthesizedStackPath }))
    .sort(
      (left, right) =>
        placeOf(left.environment) - placeOf(right.environment) ||
        left.environment.localeCompare(right.environment) ||
        (depth.get(left.name) ?? 0) - (depth.get(right.name) ?? 0) ||
        left.name.localeCompare(right.name),
    );
  const known = [...new Set(identities.map(({ environment }) => environment))];
  const unknown = environments.filter((environment) => !known.includes(environment));
  if (unknown.length > 0) {
    throw new Failure(
      ExitCode.usage,
      `no environment ${unknown.join(", ")}; expected one of: ${known.join(", ") || "none were synthesized"}`,
    );
  }
  const named = identities.filter(
    ({ environment }) => environments.length === 0 || environments.includes(environment),
  );
  const read = named.map((identity) => readStack(output, identity));
  return {
    stacks: read.filter((stack) => "document" in stack),
    unreadable: read.filter((stack) => "problem" in stack),
  };
}

/** How many blocks of a kind a stack holds. */
export function countOf(blocksByType: StackDocument["resource"]): number {
  return Object.values(blocksByType).reduce((sum, byId) => sum + Object.keys(byId).length, 0);
}

function readStack(output: string, identity: StackIdentity): Stack | UnreadableStack {
  let text: string;
  try {
    text = readFileSync(join(output, identity.file), "utf8");
  } catch (error) {
    return { ...identity, problem: String(error) };
  }
  const parsed = parseJson(documentSchema, text);
  return "problem" in parsed ? { ...identity, ...parsed } : { ...identity, text, document: parsed.value };
}

/** A layer's name has no hyphen; an environment's may have. */
function partsOf(name: string): { environment: string; layer: string } {
  const hyphen = name.lastIndexOf("-");
  if (hyphen === -1) return { environment: name, layer: "" };
  return { environment: name.slice(0, hyphen), layer: name.slice(hyphen + 1) };
}

/** How many stacks must be deployed before each, at the longest chain. CDKTF has refused circles. */
function depthsOf(manifest: Manifest): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const before = manifest.stacks[name]?.dependencies ?? [];
    const depth = before.length === 0 ? 0 : 1 + Math.max(...before.map(depthOf));
    depths.set(name, depth);
    return depth;
  };
  Object.keys(manifest.stacks).forEach(depthOf);
  return depths;
}
