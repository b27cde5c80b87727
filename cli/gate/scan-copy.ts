import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack, StackDocument } from "../synthesis/stacks";

/** Lists at the top of a document that Checkov takes for blocks, and then reads nothing of the file. */
const UNREADABLE = ["moved", "import", "removed"];

/**
 * A stack without what Checkov 3.3 cannot read. It gives up on a file that holds one of these, says so in a line of its
 * log, and exits with 0 (bridgecrewio/checkov#7454). None of them says anything about a resource's security.
 */
export function readableByCheckov(document: StackDocument): Record<string, unknown> {
  const copy = without(document, UNREADABLE);
  const { terraform } = copy;
  if (typeof terraform !== "object" || terraform === null) return copy;
  return { ...copy, terraform: without(terraform, ["required_version"]) };
}

/** Writes what Checkov reads: `<folder>/<stack>/cdk.tf.json` for each stack, and nothing else. */
export function writeScanCopies(folder: string, stacks: readonly Stack[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, document } of stacks) {
    mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, name, "cdk.tf.json"),
      `${JSON.stringify(readableByCheckov(document), undefined, 2)}\n`,
    );
  }
}

function without(object: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
