import { performance } from "node:perf_hooks";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { ExitCode, exitCodeHelp } from "../exit-codes";
import { passThroughGate } from "../gate/gate";
import { summaryOf, verdictOf } from "../gate/summary";
import { projectAround } from "../project";
import { synthesize } from "../synthesis/app";
import { readSynthesis, type Synthesis } from "../synthesis/stacks";
import { json } from "../terminal/json";
import { progressOf, seconds } from "../terminal/progress";
import { day } from "./day";

interface CheckOptions {
  readonly synth: boolean;
  readonly output?: string;
  readonly today: string;
  readonly json?: boolean;
}

const HELP = `
The gate refuses when
  - a finding is HIGH or CRITICAL and not suppressed (a check without a severity counts as HIGH);
  - a suppression is expired, or matches no finding;
  - a cluster's Kubernetes has left EKS's standard support;
  - a stack could not be read, no check looked at it, or a check or policy did not run.

It leaves in check/ of the output folder
  report.json        everything, for programs (cli/gate/report.ts says what is what)
  results.sarif      for code scanning
  suppressions.md    what is accepted, why, by whom and until when
  .checkov.baseline  the same for Checkov: checkov --config-file cdktf.out/check/checkov.yaml

Examples:
  pitboss check                     synthesize and check every environment
  pitboss check prod                only prod
  pitboss check --no-synth          what lies in cdktf.out already
  pitboss check --today 2027-01-01  would it still pass then?
${exitCodeHelp({
  ok: "the gate passed",
  refused: "the gate refused, or the app refused to synthesize",
  usage: "no such environment or option; --no-synth without a synthesis",
  tool: "Checkov is missing or crashed, or the app could not be started",
})}`;

/** `pitboss check`: the security gate over what is synthesized. */
export function addCheck(program: Command): void {
  program
    .command("check")
    .summary("synthesize, and hold the result against the security gate")
    .description(
      "Synthesize, scan the Terraform JSON with Checkov and our own policies, and judge what they find.",
    )
    .argument("[environment...]", "check only these")
    .option("--no-synth", "check what is synthesized already")
    .option("--output <dir>", "synthesize to, and check, another folder than cdktf.json says")
    .option("--today <day>", "judge expiries as if it were this day (YYYY-MM-DD)", day, utcToday())
    .option("--json", "print report.json, and nothing else")
    .addHelpText("after", HELP)
    .action(check);
}

async function check(environments: readonly string[], options: CheckOptions): Promise<void> {
  const start = performance.now();
  const project = projectAround(process.cwd());
  const output = options.output === undefined ? project.output : resolve(options.output);
  const progress = progressOf(options.json === true);
  const synthesis = async (): Promise<Synthesis> => {
    if (options.synth) await progress.step("synth", () => synthesize(project, output));
    return readSynthesis(output, environments);
  };
  const { today } = options;
  const report = await passThroughGate({ project, output, synthesis, today, progress });
  if (!report.passed) process.exitCode = ExitCode.refused;
  if (options.json === true) {
    process.stdout.write(json(report));
    return;
  }
  const where = relative(process.cwd(), resolve(output, "check", "report.json"));
  console.log(`${summaryOf(report)}\n\n${verdictOf(report, seconds(start))} Details: ${where}`);
}

function utcToday(): string {
  return new Date().toISOString().slice(0, 10);
}
