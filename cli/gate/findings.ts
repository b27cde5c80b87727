import type { Stack, StackDocument } from "../synthesis/stacks";
import type { CheckRecord } from "./checkov-report";
import type { Finding } from "./report";
import { SEVERITIES, type SeverityMap } from "./severities";

/** A finding before the suppressions are looked at. */
export type RawFinding = Omit<Finding, "verdict" | "suppression">;

/** What a check of Checkov's was about. */
interface Block {
  /** The Terraform address, with the key of an instance of `for_each` if Checkov names one. */
  readonly address: string;
  /** The address without that key: one resource in the code. */
  readonly resource: string;
  readonly path: string | null;
  /** The key in the document, to find its line by. */
  readonly logicalId: string;
}

/** The findings of one stack, each tied to the construct that causes it; gravest first. */
export function findingsIn(
  stack: Stack,
  records: readonly CheckRecord[],
  severities: SeverityMap,
): readonly RawFinding[] {
  const { name, environment, layer, file, text, document } = stack;
  return records
    .filter((record) => record.stack === name && !record.passed)
    .map((record) => {
      const { address, path, logicalId } = blockOf(record.block, document);
      return {
        check: record.check,
        name: record.name,
        ...severities.of(record.check, record.severity),
        stack: name,
        environment,
        layer,
        resource: address,
        path,
        file,
        line: lineOf(logicalId, text),
        guideline: record.guideline,
        checkovResource: record.block,
      };
    })
    .sort(byGravity);
}

/** The Terraform addresses in a stack that a check looked at, whatever it found. */
export function checkedIn(stack: Stack, records: readonly CheckRecord[]): ReadonlySet<string> {
  const own = records.filter((record) => record.stack === stack.name);
  return new Set(own.map(({ block }) => blockOf(block, stack.document).resource));
}

/** The Terraform addresses of the resources in a stack. */
export function resourcesIn({ document }: Stack): readonly string[] {
  return Object.entries(document.resource).flatMap(([type, byId]) =>
    Object.keys(byId).map((id) => `${type}.${id}`),
  );
}

/** Of `aws_sqs_queue.queue["a"]`, `aws_sqs_queue.queue`. */
export function withoutKey(address: string): string {
  return address.replace(/\[.*$/, "");
}

/** Gravest first, then in the order that one would walk through the code. */
export function byGravity(left: RawFinding, right: RawFinding): number {
  const gravity = SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
  if (gravity !== 0) return gravity;
  return placeOf(left) < placeOf(right) ? -1 : Number(placeOf(left) > placeOf(right));
}

function placeOf({ stack, path, resource, check }: RawFinding): string {
  return [stack, path ?? "", resource, check].join(" ");
}

/** Finds the block that Checkov means; CDKTF's logical ids are unique within a stack, so the id alone says which. */
function blockOf(spelling: string, document: StackDocument): Block {
  const dot = spelling.indexOf(".");
  const kind = spelling.slice(0, dot);
  const logicalId = withoutKey(spelling.slice(dot + 1));
  const key = spelling.slice(dot + 1 + logicalId.length);
  const types = kind === "resource" || kind === "data" ? undefined : [kind];
  const resource = kind === "data" ? undefined : find(document.resource, logicalId, types);
  if (resource !== undefined) {
    const address = `${resource.type}.${logicalId}`;
    return { address: address + key, resource: address, path: resource.path, logicalId };
  }
  const data = kind === "resource" ? undefined : find(document.data, logicalId, types);
  if (data !== undefined) {
    const address = `data.${data.type}.${logicalId}`;
    return { address: address + key, resource: address, path: data.path, logicalId };
  }
  return { address: spelling, resource: withoutKey(spelling), path: null, logicalId };
}

function find(
  blocks: StackDocument["resource"],
  logicalId: string,
  types: readonly string[] = Object.keys(blocks),
): { type: string; path: string | null } | undefined {
  const type = types.find((candidate) => blocks[candidate]?.[logicalId] !== undefined);
  if (type === undefined) return undefined;
  return { type, path: blocks[type]?.[logicalId]?.["//"]?.metadata?.path ?? null };
}

/** The line that a block begins on, from 1; the first line when it is not to be found. */
function lineOf(logicalId: string, text: string): number {
  const start = `"${logicalId}": `;
  const index = text.split("\n").findIndex((line) => {
    const code = line.trimStart();
    return code.startsWith(`${start}{`) || code.startsWith(`${start}[`);
  });
  return index === -1 ? 1 : index + 1;
}
