import { daysBetween } from "../../constructs/core/day";
import type { ResourceSuppression } from "../../constructs/core/suppressions";
import { countOf, type Stack, type Synthesis } from "../synthesis/stacks";
import { plural } from "../terminal/plural";
import type { CheckovResult } from "./checkov";
import type { Scan } from "./checkov-report";
import { byGravity, checkedIn, findingsIn, type RawFinding, resourcesIn, withoutKey } from "./findings";
import type { Acceptance, Finding, GateReport, Problem, StackSummary } from "./report";
import { unsupportedIn } from "./support";
import { fails, SEVERITIES, type Severity, type SeverityMap } from "./severities";

interface Evidence {
  readonly synthesis: Synthesis;
  readonly checkov: CheckovResult;
  readonly severities: SeverityMap;
  /** The day to judge expiries on, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Decides: what was found, what of it is accepted, and whether the scan can be trusted at all. */
export function judge({ synthesis, checkov, severities, today }: Evidence): GateReport {
  const { scan, complaints } = checkov;
  const judged = synthesis.stacks.map((stack) => {
    const findings = findingsIn(stack, scan.records, severities).map((finding) =>
      withVerdict(finding, stack, today),
    );
    return { stack, findings };
  });
  const findings = judged.flatMap((each) => each.findings).sort(byGravity);
  const scanned = judged.filter(({ stack }) => !scan.notParsed.includes(stack.name));
  const problems: Problem[] = [
    ...unreadable(synthesis, scan),
    ...complaints.map((message): Problem => ({ kind: "not-checked", stack: null, message })),
    ...nothing(synthesis),
    ...scanned.flatMap(({ stack }) => unchecked(stack, scan)),
    ...scanned.flatMap((each) => overdue(each.stack, each.findings, today)),
    ...synthesis.stacks.flatMap((stack) => unsupportedIn(stack, today)),
  ];
  return {
    schemaVersion: 1,
    passed: problems.length === 0 && findings.every(({ verdict }) => verdict !== "failing"),
    today,
    checkovVersion: scan.version,
    stacks: judged.map((each) => summaryOf(each.stack, each.findings, scan)),
    problems,
    findings,
    unmapped: [...new Set(findings.filter(({ unmapped }) => unmapped).map(({ check }) => check))].sort(),
  };
}

function withVerdict(finding: RawFinding, { document }: Stack, today: string): Finding {
  const suppression = document["//"].suppressions
    .filter((candidate) => covers(candidate, finding))
    .map(({ reason, owner, expires }): Acceptance => {
      return { reason, owner, expires, daysLeft: daysBetween(today, expires) };
    })
    .reduce<Acceptance | null>(
      (longest, each) => (longest === null || each.expires > longest.expires ? each : longest),
      null,
    );
  const accepted = suppression !== null && suppression.daysLeft >= 0;
  const verdict = accepted ? "suppressed" : fails(finding.severity) ? "failing" : "open";
  return { ...finding, verdict, suppression };
}

function covers(suppression: ResourceSuppression, finding: RawFinding): boolean {
  return suppression.check === finding.check && suppression.resource === withoutKey(finding.resource);
}

function unreadable(synthesis: Synthesis, scan: Scan): readonly Problem[] {
  const byUs = synthesis.unreadable.map(({ name, file, problem }): Problem => {
    return { kind: "not-parsed", stack: name, message: `${file} cannot be read: ${problem}` };
  });
  const byCheckov = scan.notParsed.map((name): Problem => {
    const message = `Checkov cannot read check/scan/${name}/cdk.tf.json, and so checked nothing of it`;
    return { kind: "not-parsed", stack: name, message };
  });
  return [...byUs, ...byCheckov];
}

function nothing({ stacks, unreadable }: Synthesis): readonly Problem[] {
  if (stacks.length > 0 || unreadable.length > 0) return [];
  return [{ kind: "nothing-checked", stack: null, message: "the synthesis holds no stack" }];
}

/** A stack that nobody looked at is not safe; it is unknown. The check of its provider's settings alone is no look at it. */
function unchecked(stack: Stack, scan: Scan): readonly Problem[] {
  const resources = resourcesIn(stack);
  const checked = checkedIn(stack, scan.records);
  if (resources.length === 0 ? checked.size > 0 : resources.some((resource) => checked.has(resource)))
    return [];
  const types = Object.keys(stack.document.resource).join(", ");
  const message =
    resources.length === 0
      ? `${stack.name} holds nothing that a check could look at`
      : `no check looked at any of the ${plural(resources.length, "resource")} of ${stack.name}; no policy is about ${types}`;
  return [{ kind: "nothing-checked", stack: stack.name, message }];
}

/**
 * Suppressions that have to go: those that expired, and those that match no finding. One that is declared for a construct
 * comes as a row for every resource in it, and is stale when none of its rows match.
 */
function overdue(stack: Stack, findings: readonly Finding[], today: string): readonly Problem[] {
  const declarations = new Map<string, [ResourceSuppression, ...ResourceSuppression[]]>();
  for (const row of stack.document["//"].suppressions) {
    const key = JSON.stringify([row.check, row.reason, row.owner, row.expires]);
    const rows = declarations.get(key);
    if (rows === undefined) declarations.set(key, [row]);
    else rows.push(row);
  }
  return [...declarations.values()].flatMap((rows): Problem[] => {
    const [{ check, path, owner, expires }] = rows;
    const matching = rows.filter((row) => findings.some((finding) => covers(row, finding)));
    const days = daysBetween(expires, today);
    if (matching.length === 0) {
      const message = `the suppression of ${check} at ${path} (${owner}) matches no finding: remove it`;
      return [{ kind: "stale-suppression", stack: stack.name, message }];
    }
    if (days <= 0) return [];
    const paths = matching.map((row) => row.path).join(", ");
    const message = `the suppression of ${check} at ${paths} (${owner}) expired on ${expires}, ${plural(days, "day")} ago: fix the finding, or decide anew`;
    return [{ kind: "expired-suppression", stack: stack.name, message }];
  });
}

function summaryOf(stack: Stack, findings: readonly Finding[], scan: Scan): StackSummary {
  const { name, environment, layer, document } = stack;
  const checked = checkedIn(stack, scan.records);
  const unsuppressed = Object.fromEntries(
    SEVERITIES.map((severity) => [
      severity,
      findings.filter((finding) => finding.severity === severity && finding.verdict !== "suppressed").length,
    ]),
  ) as Record<Severity, number>;
  return {
    stack: name,
    environment,
    layer,
    resources: countOf(document.resource),
    unchecked: resourcesIn(stack).filter((resource) => !checked.has(resource)).length,
    checksPassed: scan.records.filter((record) => record.stack === name && record.passed).length,
    unsuppressed,
    suppressed: findings.filter(({ verdict }) => verdict === "suppressed").length,
  };
}
