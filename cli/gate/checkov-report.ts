import { basename, dirname } from "node:path";
import { z } from "zod";

const record = z.object({
  check_id: z.string(),
  check_name: z.string(),
  file_path: z.string(),
  resource: z.string(),
  severity: z.string().nullish(),
  guideline: z.string().nullish(),
});

const frameworkReport = z.object({
  results: z.object({
    passed_checks: z.array(record),
    failed_checks: z.array(record),
    parsing_errors: z.array(z.string()),
  }),
  summary: z.object({ checkov_version: z.string() }),
});

/** What Checkov prints when it found no file to scan: a summary by itself. */
const nothingScanned = z.object({ checkov_version: z.string(), passed: z.literal(0), failed: z.literal(0) });

const output = z.union([z.array(frameworkReport), frameworkReport, nothingScanned]);

/** One check of one block. */
export interface CheckRecord {
  readonly check: string;
  readonly name: string;
  readonly passed: boolean;
  readonly stack: string;
  /**
   * The block, in one of Checkov's spellings: `resource.<id>` or `data.<id>` from a check of attributes, `<type>.<id>` for
   * both from a check of connections, with `["<key>"]` behind it for an instance of `for_each`.
   */
  readonly block: string;
  /** What the check says of itself; null for every built-in check. */
  readonly severity: string | null;
  readonly guideline: string | null;
}

/** What Checkov found. */
export interface Scan {
  readonly version: string;
  readonly records: readonly CheckRecord[];
  /** The stacks whose file Checkov could not read. */
  readonly notParsed: readonly string[];
}

/**
 * Reads Checkov's JSON of a scan of scan copies.
 *
 * @throws when it is of no shape that Checkov is known to print.
 */
export function parseScan(text: string): Scan {
  const parsed = output.parse(JSON.parse(text));
  if ("checkov_version" in parsed) return { version: parsed.checkov_version, records: [], notParsed: [] };
  const reports = Array.isArray(parsed) ? parsed : [parsed];
  return {
    version: reports[0]?.summary.checkov_version ?? "unknown",
    records: reports.flatMap(({ results }) => [
      ...results.passed_checks.map((raw) => recordOf(raw, true)),
      ...results.failed_checks.map((raw) => recordOf(raw, false)),
    ]),
    notParsed: reports.flatMap(({ results }) => results.parsing_errors.map(stackOf)),
  };
}

function recordOf(raw: z.infer<typeof record>, passed: boolean): CheckRecord {
  return {
    check: raw.check_id,
    name: raw.check_name,
    passed,
    stack: stackOf(raw.file_path),
    block: raw.resource,
    severity: raw.severity ?? null,
    guideline: raw.guideline ?? null,
  };
}

/** Of `/dev-network/cdk.tf.json`, the stack. */
function stackOf(file: string): string {
  return basename(dirname(file));
}
