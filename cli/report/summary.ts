import type { GateReport, StackSummary } from "../gate/report";
import { countOf, type Synthesis } from "../synthesis/stacks";
import { plural } from "../terminal/plural";

/** What the gate made of one environment. */
export interface EnvironmentSummary {
  readonly name: string;
  readonly state: "passed" | "refused" | "not checked";
  readonly stacks: number;
  readonly checksPassed: number;
}

/** What somebody who reads nothing else has to know. */
export interface Summary {
  readonly passed: boolean;
  readonly headline: string;
  readonly sentence: string;
  /** What made the gate refuse, the gravest first; none when it passed. */
  readonly reasons: readonly string[];
  /** What keeps this report from being the whole truth. */
  readonly notes: readonly string[];
  readonly environments: readonly EnvironmentSummary[];
  readonly checksPassed: number;
  readonly failing: number;
  readonly open: number;
  readonly suppressed: number;
  readonly resources: number;
}

/** The verdict, why, and how far it reaches. */
export function summaryOf(check: GateReport, synthesis: Synthesis, today: string): Summary {
  const counted = (verdict: string): number =>
    check.findings.filter((finding) => finding.verdict === verdict).length;
  const [failing, open, suppressed] = [counted("failing"), counted("open"), counted("suppressed")];
  const checksPassed = check.stacks.reduce((sum, stack) => sum + stack.checksPassed, 0);
  const environments = [...new Set(check.stacks.map(({ environment }) => environment))];
  const scope = `${plural(check.stacks.length, "stack")} of ${inWords(environments)}`;
  const held = `${new Intl.NumberFormat("en").format(checksPassed)} checks held over ${scope}`;
  const lesser =
    open === 0 ? "nothing is open" : `${plural(open, "lesser finding")} ${open === 1 ? "is" : "are"} open`;
  const accepted =
    suppressed === 0
      ? "none is suppressed"
      : suppressed === 1
        ? "one is accepted, with a reason and an end"
        : `${suppressed} are accepted, each with a reason and an end`;
  return {
    passed: check.passed,
    headline: check.passed ? "The gate passed" : "The gate refused",
    sentence: check.passed
      ? `${held}. No finding is critical or high; ${lesser}, ${accepted}.`
      : `${held}, but ${blameFor(failing, check.problems.length)}. Besides, ${lesser}, ${accepted}.`,
    reasons: reasonsOf(check),
    notes: notesOf(check, synthesis, today),
    environments: environmentsOf(check, synthesis),
    checksPassed,
    failing,
    open,
    suppressed,
    resources: synthesis.stacks.reduce((sum, { document }) => sum + countOf(document.resource), 0),
  };
}

function environmentsOf(check: GateReport, synthesis: Synthesis): readonly EnvironmentSummary[] {
  const all = [...synthesis.stacks, ...synthesis.unreadable];
  return [...new Set(all.map(({ environment }) => environment))].map((name): EnvironmentSummary => {
    const own = check.stacks.filter(({ environment }) => environment === name);
    const names = all.filter(({ environment }) => environment === name).map((stack) => stack.name);
    const refused =
      check.findings.some(({ environment, verdict }) => environment === name && verdict === "failing") ||
      check.problems.some(({ stack }) => stack === null || names.includes(stack));
    return {
      name,
      state: refused ? "refused" : own.length === 0 ? "not checked" : "passed",
      stacks: names.length,
      checksPassed: own.reduce((sum, stack) => sum + stack.checksPassed, 0),
    };
  });
}

function blameFor(failing: number, problems: number): string {
  const grave = failing > 0 ? [plural(failing, "finding") + " critical or high"] : [];
  const others = problems > 0 ? [plural(problems, "other problem")] : [];
  return `${inWords([...grave, ...others])} ${failing + problems === 1 ? "stands" : "stand"} in the way`;
}

function reasonsOf({ findings, problems }: GateReport): readonly string[] {
  const failing = findings
    .filter(({ verdict }) => verdict === "failing")
    .map(({ check, severity, name, path, stack, resource, suppression }) => {
      const where = path ?? `${stack}/${resource}`;
      const expired = suppression === null ? "" : ` (its suppression expired on ${suppression.expires})`;
      return `${severity} ${check}: ${name}, at ${where}${expired}`;
    });
  return [...failing, ...problems.map(({ message }) => message)];
}

function notesOf(check: GateReport, { stacks, unreadable }: Synthesis, today: string): readonly string[] {
  const checked = new Map(check.stacks.map((stack) => [stack.stack, stack]));
  const unchecked = stacks.filter(({ name }) => !checked.has(name)).map(({ name }) => name);
  const changed = stacks.filter((stack) =>
    differs(checked.get(stack.name), countOf(stack.document.resource)),
  );
  return [
    ...(unchecked.length === 0 ? [] : [`The last check did not look at ${inWords(unchecked)}.`]),
    ...(changed.length === 0
      ? []
      : [
          `Synthesized anew since the check, and so judged by what was before: ${inWords(changed.map(({ name }) => name))}.`,
        ]),
    ...unreadable.map(({ file, problem }) => `${file} cannot be read: ${problem}`),
    ...(today === check.today
      ? []
      : [`The gate judged on ${check.today}; days left are counted from ${today}.`]),
  ];
}

function differs(summary: StackSummary | undefined, resources: number): boolean {
  return summary !== undefined && summary.resources !== resources;
}

/** `a, b and c` */
export function inWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "nothing";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
