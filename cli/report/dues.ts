import { bySoonest, type Deadline } from "./deadlines";
import { grouped } from "./grouped";
import type { AcceptanceRow } from "./policies";
import type { VersionRow } from "./versions";

/** Something that ends on a day, and what there is to do by then. */
export interface Due {
  readonly deadline: Deadline;
  readonly what: string;
  readonly action: string;
  /** The section that says more. */
  readonly section: "suppressions" | "versions";
}

/** All that ends, the first first. What ends for the same reason on the same day is one thing to do. */
export function duesOf(
  acceptances: readonly AcceptanceRow[],
  versions: readonly VersionRow[],
): readonly Due[] {
  const suppressions = [
    ...grouped(acceptances, ({ deadline, owner }) => `${deadline.day} ${owner}`).values(),
  ].map((group): Due => {
    const [{ deadline, owner, check }] = group;
    const what =
      group.length === 1 ? `Suppression of ${check} (${owner})` : `${group.length} suppressions (${owner})`;
    return {
      deadline,
      what,
      action: "fix, or decide anew: the gate refuses after it",
      section: "suppressions",
    };
  });
  const support = versions
    .filter(({ deadline }) => deadline.day !== null)
    .map(({ name, version, deadline }): Due => {
      const shown = version.length > 24 ? name : `${name} ${version}`;
      return { deadline, what: shown, action: "upgrade: support ends", section: "versions" };
    });
  return [...suppressions, ...support].sort((left, right) => bySoonest(left.deadline, right.deadline));
}
