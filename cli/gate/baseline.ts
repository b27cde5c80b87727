import type { Finding, GateReport } from "./report";

/** Checkov's own baseline: what it is to be silent about. */
export interface Baseline {
  readonly failed_checks: readonly {
    readonly file: string;
    readonly findings: readonly { readonly resource: string; readonly check_ids: readonly string[] }[];
  }[];
}

/**
 * The suppressed findings as a Checkov baseline, by which bare Checkov comes to the gate's verdict.
 *
 * Checkov matches a baseline by resource and check and ignores the file, and stacks of one layer share their resources'
 * names. So a finding that is suppressed in one stack and open in another is left out: Checkov then shows both, and its
 * verdict is still the gate's, for the one that is open is of the same check and so of the same severity.
 */
export function baselineOf({ findings }: GateReport): Baseline {
  const open = new Set(findings.filter(({ verdict }) => verdict !== "suppressed").map(keyOf));
  const byFile = new Map<string, Map<string, string[]>>();
  for (const finding of findings) {
    if (finding.verdict !== "suppressed" || open.has(keyOf(finding))) continue;
    const file = `/${finding.stack}/cdk.tf.json`;
    const byResource = byFile.get(file) ?? new Map<string, string[]>();
    byFile.set(file, byResource);
    byResource.set(finding.checkovResource, [
      ...(byResource.get(finding.checkovResource) ?? []),
      finding.check,
    ]);
  }
  return {
    failed_checks: sorted(byFile).map(([file, byResource]) => ({
      file,
      findings: sorted(byResource).map(([resource, checks]) => ({ resource, check_ids: checks.sort() })),
    })),
  };
}

/**
 * A configuration for `checkov --config-file`, run at the project's root: the gate's scan, its baseline, and failure on
 * what fails the gate. What is open and not grave is named, so that a check that nobody has judged fails here too.
 *
 * @param paths relative to the project's root.
 */
export function checkovConfig(
  { findings }: GateReport,
  paths: { readonly scan: string; readonly baseline: string; readonly policies: string },
): string {
  const tolerated = new Set(findings.filter(({ verdict }) => verdict === "open").map(({ check }) => check));
  const lines = [
    "# Written by `pitboss check`: the gate's verdict from bare Checkov, `checkov --config-file <this file>`.",
    `directory: [${JSON.stringify(paths.scan)}]`,
    "framework: [terraform_json]",
    `external-checks-dir: [${JSON.stringify(paths.policies)}]`,
    "skip-download: true",
    `baseline: ${JSON.stringify(paths.baseline)}`,
    "compact: true",
  ];
  if (tolerated.size > 0) lines.push(`soft-fail-on: [${[...tolerated].sort().join(", ")}]`);
  return `${lines.join("\n")}\n`;
}

function keyOf({ checkovResource, check }: Finding): string {
  return `${checkovResource} ${check}`;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}
