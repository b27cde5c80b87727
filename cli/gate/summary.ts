import { colours } from "../terminal/colours";
import { plural } from "../terminal/plural";
import { table } from "../terminal/table";
import type { Finding, GateReport, StackSummary } from "./report";
import { SEVERITIES, type Severity } from "./severities";

/** The report for people: the layers in numbers, what fails the gate and what to do about it. */
export function summaryOf(report: GateReport): string {
  const failing = report.findings.filter(({ verdict }) => verdict === "failing");
  return [layers(report), problems(report), ...byCheck(failing).map(failure), unmapped(report)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The verdict in one line. */
export function verdictOf(report: GateReport, took: string): string {
  const passed = sum(report.stacks, ({ checksPassed }) => checksPassed);
  const failing = report.findings.filter(({ verdict }) => verdict === "failing").length;
  const open = report.findings.filter(({ verdict }) => verdict === "open").length;
  const suppressed = report.findings.filter(({ verdict }) => verdict === "suppressed").length;
  const counts = `${plural(passed, "check")} passed, ${failing} failing, ${open} open below HIGH, ${suppressed} suppressed`;
  if (report.passed) return `${colours.green("✓ The gate passed")}: ${counts}; ${took}.`;
  const others = report.problems.length === 0 ? "" : `, ${plural(report.problems.length, "other problem")}`;
  return `${colours.red("✗ The gate refused")}: ${counts}${others}; ${took}.`;
}

function layers({ stacks }: GateReport): string {
  const rows = stacks.map((stack) => [stack.environment, stack.layer, ...numbersOf([stack])]);
  const total = ["all", "", ...numbersOf(stacks)].map((cell) => colours.bold(cell));
  return table(
    [
      { header: "environment" },
      { header: "layer" },
      ...[
        "resources",
        "unchecked",
        "passed",
        ...SEVERITIES.map((each) => each.toLowerCase()),
        "suppressed",
      ].map((header) => ({ header, align: "right" as const })),
    ],
    [...rows, ...(stacks.length > 1 ? [total] : [])],
  );
}

function numbersOf(stacks: readonly StackSummary[]): readonly string[] {
  return [
    String(sum(stacks, ({ resources }) => resources)),
    count(sum(stacks, ({ unchecked }) => unchecked)),
    String(sum(stacks, ({ checksPassed }) => checksPassed)),
    ...SEVERITIES.map((severity) =>
      count(
        sum(stacks, ({ unsuppressed }) => unsuppressed[severity]),
        severity,
      ),
    ),
    count(sum(stacks, ({ suppressed }) => suppressed)),
  ];
}

/** A number that is worth reading only when there is something to count. */
function count(number: number, severity?: Severity): string {
  if (number === 0) return colours.dim("·");
  return severity === undefined ? String(number) : coloured(severity, String(number));
}

function coloured(severity: Severity, text: string): string {
  if (severity === "LOW") return text;
  return severity === "MEDIUM" ? colours.yellow(text) : colours.red(text);
}

function problems({ problems: all }: GateReport): string {
  return all.map(({ kind, message }) => `${colours.red(`✗ ${kind}`)}  ${message}`).join("\n");
}

/** One check with everything that fails it: the reason and the way out are the same for all. */
function failure(findings: readonly [Finding, ...Finding[]]): string {
  const [{ check, severity, name, guideline }] = findings;
  const lines = findings.map(({ path, stack, resource, suppression }) => {
    const expired =
      suppression === null ? "" : colours.red(` (its suppression expired ${suppression.expires})`);
    return `    ${path ?? `${stack}/${resource}`}  ${colours.dim(resource)}${expired}`;
  });
  return [
    `${coloured(severity, `✗ ${check}  ${severity}`)}  ${name}`,
    ...lines,
    ...(guideline === null ? [] : [`    About it: ${guideline}`]),
    colours.dim(
      `    Fix it; or accept it where the construct is made, and say why:\n` +
        `      Suppressions.add(construct, { check: "${check}", reason: "…", owner: "…", expires: "YYYY-MM-DD" });`,
    ),
  ].join("\n");
}

function unmapped({ unmapped: ids }: GateReport): string {
  if (ids.length === 0) return "";
  const verb = ids.length === 1 ? "has no severity and counts" : "have no severity and count";
  return colours.yellow(`! ${ids.join(", ")} ${verb} as HIGH: judge it in checkov-policies/severities.yaml`);
}

function byCheck(findings: readonly Finding[]): readonly [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.check);
    if (group === undefined) groups.set(finding.check, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function sum(stacks: readonly StackSummary[], number: (stack: StackSummary) => number): number {
  return stacks.reduce((total, stack) => total + number(stack), 0);
}
