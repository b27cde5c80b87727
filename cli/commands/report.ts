import { writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { readEnvironments } from "../../envs/environments";
import { EnvironmentError } from "../../envs/problem";
import type { Environment } from "../../envs/environment";
import { exitCodeHelp } from "../exit-codes";
import { projectAround } from "../project";
import { pinnedFor } from "../report/catalogues";
import { readCheckResult } from "../report/check-result";
import { pageOf } from "../report/page";
import { reportOf } from "../report/report";
import { readSynthesis } from "../synthesis/stacks";
import { colours } from "../terminal/colours";
import { day } from "./day";

interface ReportOptions {
  readonly output?: string;
  readonly today?: string;
}

const HELP = `
It shows the gate's verdict, a topology of each environment, every resource, the address plan to scale, findings,
suppressions, pinned versions with their support, and where environments differ. One file, without a network.

Examples:
  pitboss report                     write cdktf.out/report.html
  pitboss report --today 2027-01-01  count days left from then
${exitCodeHelp({
  ok: "the report is written, whatever the gate's verdict is",
  refused: "what the check left cannot be read",
  usage: "no such option; nothing synthesized or checked yet",
})}`;

/** `pitboss report`: what was synthesized and what the gate made of it, as a page for people. */
export function addReport(program: Command): void {
  program
    .command("report")
    .summary("write the last synthesis and its check as one HTML page")
    .description("Write what was synthesized last, and what the gate made of it, as one HTML page.")
    .option("--output <dir>", "read, and write to, another folder than cdktf.json says")
    .option("--today <day>", "count days left from this day (YYYY-MM-DD), not from the check's", day)
    .addHelpText("after", HELP)
    .action(report);
}

function report(options: ReportOptions): void {
  const project = projectAround(process.cwd());
  const output = options.output === undefined ? project.output : resolve(options.output);
  const check = readCheckResult(output);
  const synthesis = readSynthesis(output, []);
  const environments = dataOf();
  const page = pageOf(
    reportOf({
      synthesis,
      check,
      environments,
      pinned: pinnedFor(environments),
      today: options.today ?? check.today,
    }),
  );
  const file = join(output, "report.html");
  writeFileSync(file, page);
  const where = relative(process.cwd(), file);
  console.log(`${colours.green("✓ Report")}: ${where}, ${sizeOf(page)}. Open it in a browser.`);
}

/** The environments' data; none when it does not hold: what was synthesized before can still be shown. */
function dataOf(): readonly Environment[] {
  try {
    return readEnvironments();
  } catch (error) {
    if (error instanceof EnvironmentError) return [];
    throw error;
  }
}

function sizeOf(text: string): string {
  const kilobytes = Buffer.byteLength(text) / 1000;
  return kilobytes < 1000 ? `${Math.ceil(kilobytes)} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}
