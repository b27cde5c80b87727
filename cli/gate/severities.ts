import { readFileSync } from "node:fs";
import { ExitCode, Failure } from "../exit-codes";

/** Gravest first. */
export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
/** How grave a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/** What an id is worth that nobody has judged: enough to be looked at. */
const UNJUDGED: Severity = "HIGH";

const LINE = /^(?<check>CKV2?_[A-Z0-9]+_\w+):[ \t]+(?<severity>[A-Z]+)[ \t]*(?:#.*)?$/;

/** A severity, and whether it is only the one of an id that nobody has judged. */
export interface Judgement {
  readonly severity: Severity;
  readonly unmapped: boolean;
}

/** Whether an open finding of this severity fails the gate. */
export function fails(severity: Severity): boolean {
  return severity === "CRITICAL" || severity === "HIGH";
}

/** The severities of Checkov's built-in checks, which have none of their own without its vendor's platform. */
export class SeverityMap {
  private constructor(private readonly byCheck: ReadonlyMap<string, Severity>) {}

  /**
   * Reads lines of the form `CKV_AWS_1: HIGH # why`; blank lines and comments between are free.
   *
   * @throws Failure (refused) with every line that is of another form or judges an id again.
   */
  static parse(text: string, file: string): SeverityMap {
    const byCheck = new Map<string, Severity>();
    const problems: string[] = [];
    text.split(/\r?\n/).forEach((line, index) => {
      if (line.trim() === "" || line.startsWith("#")) return;
      const { check, severity } = LINE.exec(line)?.groups ?? {};
      if (check === undefined || severity === undefined || !isSeverity(severity)) {
        problems.push(`${file}:${index + 1}: expected "CKV_AWS_1: ${SEVERITIES.join("|")}", got "${line}"`);
      } else if (byCheck.has(check)) {
        problems.push(`${file}:${index + 1}: ${check} has a severity already`);
      } else {
        byCheck.set(check, severity);
      }
    });
    if (problems.length > 0) throw new Failure(ExitCode.refused, problems.join("\n"));
    return new SeverityMap(byCheck);
  }

  /** @throws Failure (refused) when there is no such file, or a line of it cannot be understood. */
  static read(file: string): SeverityMap {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      throw new Failure(
        ExitCode.refused,
        `${file}: expected the severities of Checkov's checks, got no file`,
      );
    }
    return SeverityMap.parse(text, file);
  }

  /**
   * How grave a finding of a check is.
   *
   * @param own what the check says of itself: our own policies do, built-in checks do not.
   */
  of(check: string, own: string | null): Judgement {
    if (own !== null && isSeverity(own)) return { severity: own, unmapped: false };
    const severity = this.byCheck.get(check);
    return { severity: severity ?? UNJUDGED, unmapped: severity === undefined };
  }
}

function isSeverity(word: string): word is Severity {
  return (SEVERITIES as readonly string[]).includes(word);
}
