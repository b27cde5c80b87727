import { compareTexts } from "../../constructs/core/text-order";
import type { PinnedVersion } from "../../constructs/core/pinned-version";
import { versionCatalogue } from "../../constructs/core/version-catalogue";
import type { Environment } from "../../envs/environment";
import type { Stack } from "../synthesis/stacks";
import { deadlineOn, type Deadline } from "./deadlines";

/** A version as of a day. */
export interface VersionRow extends PinnedVersion {
  readonly deadline: Deadline;
  /** The environments whose stacks of its layer name it; none for a version that could be chosen, and is not. */
  readonly environments: readonly string[];
}

/** A Kubernetes minor that EKS offers, and who runs it. */
export interface MinorRow {
  readonly minor: string;
  readonly deadline: Deadline;
  /** The environments that run it. */
  readonly environments: readonly string[];
  /** Whether Pitboss has what it takes to run it pinned. */
  readonly pinned: boolean;
}

/** The catalogues' versions, the first to run out first. */
export function versionsOf(
  pinned: readonly PinnedVersion[],
  stacks: readonly Stack[],
  today: string,
): readonly VersionRow[] {
  return pinned
    .map((version) => ({
      ...version,
      deadline: deadlineOn(version.supportedUntil ?? null, today),
      environments: usersOf(version, stacks),
    }))
    .sort(
      (left, right) =>
        compareTexts(left.supportedUntil ?? "9999", right.supportedUntil ?? "9999") ||
        compareTexts(left.layer, right.layer) ||
        compareTexts(left.name, right.name),
    );
}

/** The versions that somebody has to look after: those in use, and those of which nobody can say that they are not. */
export function inUse(versions: readonly VersionRow[]): readonly VersionRow[] {
  return versions.filter(
    ({ name, environments }) =>
      environments.length > 0 ||
      !versions.some((other) => other.name === name && other.environments.length > 0),
  );
}

function usersOf({ version, layer }: PinnedVersion, stacks: readonly Stack[]): readonly string[] {
  // In the address of a download it is written as addresses are.
  const spellings = [version, encodeURIComponent(version)].map((text) => text.replace(/\W/g, "\\$&"));
  const named = new RegExp(`(?<![\\w.])(?:${spellings.join("|")})(?!\\w|\\.\\d)`);
  return stacks
    .filter((stack) => stack.layer === layer && named.test(stack.text))
    .map(({ environment }) => environment);
}

/** Every Kubernetes minor of the catalogue, oldest first. */
export function minorsOf(environments: readonly Environment[], today: string): readonly MinorRow[] {
  return versionCatalogue.kubernetes.map(({ minor, standardSupportUntil, pins }) => ({
    minor,
    deadline: deadlineOn(standardSupportUntil, today),
    environments: environments
      .filter(({ cluster }) => cluster.kubernetesVersion === minor)
      .map(({ name }) => name),
    pinned: pins !== undefined,
  }));
}
