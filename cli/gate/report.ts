import type { Severity } from "./severities";

/** What the gate makes of a finding. */
export type Verdict =
  /** Grave, and nobody has accepted it: the gate fails. */
  | "failing"
  /** Not grave enough to fail the gate. */
  | "open"
  /** Accepted, with a reason and until a day. */
  | "suppressed";

/** A suppression that matches a finding. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  /** The last day that it holds, `YYYY-MM-DD`. */
  readonly expires: string;
  /** Days from the day of the check to the last one; negative once it has expired, and the finding then is not suppressed. */
  readonly daysLeft: number;
}

/** A check that a resource did not pass, tied to the code that makes the resource. */
export interface Finding {
  /** The check: `CKV_AWS_24`. */
  readonly check: string;
  /** What the check asks, in Checkov's words. */
  readonly name: string;
  readonly severity: Severity;
  /** The check is in no map of severities, and so counts as HIGH. */
  readonly unmapped: boolean;
  readonly verdict: Verdict;
  readonly stack: string;
  readonly environment: string;
  readonly layer: string;
  /** The Terraform address: `aws_security_group.vpc_default_1A2B3C4D`. */
  readonly resource: string;
  /** The construct path, which is where to look in the code; null for what no construct makes. */
  readonly path: string | null;
  /** The synthesized file, relative to the output folder. */
  readonly file: string;
  /** The line of the resource in that file, from 1. */
  readonly line: number;
  /** Where to read about the check. Built-in checks have none offline. */
  readonly guideline: string | null;
  /** How Checkov spells the resource, which its baseline goes by. */
  readonly checkovResource: string;
  readonly suppression: Acceptance | null;
}

/** Something other than a finding that fails the gate. */
export interface Problem {
  readonly kind:
    /** A stack could not be read, by us or by Checkov. */
    | "not-parsed"
    /** A stack has resources, and no check looked at any. */
    | "nothing-checked"
    /** Something went wrong inside Checkov: a check or a policy of ours did not run. */
    | "not-checked"
    /** A suppression's last day is over. */
    | "expired-suppression"
    /** A cluster's Kubernetes is out of EKS's standard support. */
    | "unsupported"
    /** A suppression matches no finding (any more) and has to go. */
    | "stale-suppression";
  /** The stack; null when it concerns the whole scan. */
  readonly stack: string | null;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** A stack, in numbers. */
export interface StackSummary {
  readonly stack: string;
  readonly environment: string;
  readonly layer: string;
  readonly resources: number;
  /** Resources that no check has anything to say about. */
  readonly unchecked: number;
  readonly checksPassed: number;
  /** Findings that are not suppressed. */
  readonly unsuppressed: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
}

/** All that the gate knows after a run: `report.json`. The same synthesis on the same day gives the same bytes. */
export interface GateReport {
  /** The version of this shape. */
  readonly schemaVersion: 1;
  readonly passed: boolean;
  /** The day that expiries were judged on, `YYYY-MM-DD`, UTC. */
  readonly today: string;
  readonly checkovVersion: string;
  /** By environment and in the order of deployment. */
  readonly stacks: readonly StackSummary[];
  readonly problems: readonly Problem[];
  /** Gravest first. */
  readonly findings: readonly Finding[];
  /** Checks that fired and have no severity. */
  readonly unmapped: readonly string[];
}
