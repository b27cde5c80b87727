import { compareTexts } from "../../constructs/core/text-order";
import type { Finding, Verdict } from "../gate/report";
import { SEVERITIES, type Severity } from "../gate/severities";
import { deadlineOn, type Deadline } from "./deadlines";
import { grouped } from "./grouped";

/** A check with all that it found. */
export interface CheckRow {
  readonly check: string;
  readonly name: string;
  readonly severity: Severity;
  /** The gravest verdict among its findings. */
  readonly verdict: Verdict;
  readonly guideline: string | null;
  readonly findings: readonly Finding[];
}

const VERDICTS: readonly Verdict[] = ["failing", "open", "suppressed"];

/** The checks that found something: what fails the gate first, then the gravest. */
export function checksOf(findings: readonly Finding[]): readonly CheckRow[] {
  return [...grouped(findings, ({ check }) => check).values()]
    .map((group): CheckRow => {
      const [{ check, name, severity, guideline }] = group;
      const verdict = VERDICTS.find((each) => group.some((finding) => finding.verdict === each)) ?? "open";
      return { check, name, severity, verdict, guideline, findings: group };
    })
    .sort(
      (left, right) =>
        VERDICTS.indexOf(left.verdict) - VERDICTS.indexOf(right.verdict) ||
        SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
        compareTexts(left.check, right.check),
    );
}

/** A decision to live with a finding, with every resource that it covers. */
export interface AcceptanceRow {
  readonly check: string;
  readonly name: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly owner: string;
  readonly deadline: Deadline;
  /** Construct paths with their stack. */
  readonly where: readonly string[];
  readonly environments: readonly string[];
}

/** The decisions, the first to run out first. */
export function acceptancesOf(findings: readonly Finding[], today: string): readonly AcceptanceRow[] {
  const accepted = findings.flatMap((finding) => {
    const { suppression } = finding;
    return suppression === null ? [] : [{ ...finding, ...suppression }];
  });
  const decisions = grouped(accepted, (each) =>
    JSON.stringify([each.check, each.reason, each.owner, each.expires]),
  );
  return [...decisions.values()]
    .map((group): AcceptanceRow => {
      const [{ check, name, severity, reason, owner, expires }] = group;
      return {
        check,
        name,
        severity,
        reason,
        owner,
        deadline: deadlineOn(expires, today),
        where: group.map(({ path, stack, resource }) => path ?? `${stack}/${resource}`),
        environments: [...new Set(group.map(({ environment }) => environment))],
      };
    })
    .sort(
      (left, right) =>
        compareTexts(left.deadline.day ?? "", right.deadline.day ?? "") ||
        SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
        compareTexts(left.check, right.check),
    );
}
