import { createHash } from "node:crypto";
import type { Acceptance, Finding, GateReport } from "./report";
import type { Severity } from "./severities";

/** How a severity reads in SARIF, and its score of 0 to 10, which code scanning sorts and filters by. */
const SARIF_SEVERITY: Readonly<Record<Severity, { level: string; score: string }>> = {
  CRITICAL: { level: "error", score: "9.5" },
  HIGH: { level: "error", score: "8.0" },
  MEDIUM: { level: "warning", score: "5.5" },
  LOW: { level: "note", score: "3.0" },
};

/**
 * The findings in SARIF 2.1.0, which code scanning reads. Each lies at its line of the synthesized file, and logically at
 * its construct path; a suppressed one carries its reason.
 *
 * @param folder the output folder, relative to the project's root.
 */
export function sarifOf(report: GateReport, folder: string): Record<string, unknown> {
  const first = new Map<string, Finding>();
  for (const finding of report.findings) if (!first.has(finding.check)) first.set(finding.check, finding);
  const rules = [...first.values()].sort((left, right) => (left.check < right.check ? -1 : 1));
  const indexes = new Map(rules.map(({ check }, index) => [check, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "pitboss check", rules: rules.map(ruleOf) },
          extensions: [{ name: "Checkov", version: report.checkovVersion }],
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { PROJECT: { description: { text: "The root of the project." } } },
        results: report.findings.map((finding) => ({
          ...resultOf(finding, folder),
          ruleIndex: indexes.get(finding.check),
        })),
      },
    ],
  };
}

function ruleOf({ check, name, severity, guideline }: Finding): Record<string, unknown> {
  const { level, score } = SARIF_SEVERITY[severity];
  return {
    id: check,
    shortDescription: { text: name },
    ...(guideline !== null && URL.canParse(guideline) && { helpUri: guideline }),
    defaultConfiguration: { level },
    properties: { "security-severity": score, severity, tags: ["security"] },
  };
}

function resultOf(finding: Finding, folder: string): Record<string, unknown> {
  const { check, name, severity, resource, path, file, line, stack, suppression } = finding;
  return {
    ruleId: check,
    level: SARIF_SEVERITY[severity].level,
    message: { text: `${name}: ${resource}${path === null ? "" : ` (${path})`}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(`${folder}/${file}`), uriBaseId: "PROJECT" },
          region: { startLine: line },
        },
        logicalLocations: [{ fullyQualifiedName: path ?? `${stack}/${resource}`, kind: "resource" }],
      },
    ],
    // The line moves whenever anything before it changes; these three only when the finding is another.
    partialFingerprints: { "pitboss/v1": fingerprint(stack, resource, check) },
    // An empty list says that it is not suppressed; none would say that nobody knows.
    suppressions: suppression === null ? [] : [suppressionOf(suppression)],
  };
}

function suppressionOf({ reason, owner, expires, daysLeft }: Acceptance): Record<string, unknown> {
  return {
    kind: "inSource",
    status: daysLeft < 0 ? "rejected" : "accepted",
    justification: reason,
    properties: { owner, expires },
  };
}

function fingerprint(...identity: readonly string[]): string {
  return createHash("sha256").update(identity.join("\n")).digest("hex");
}
