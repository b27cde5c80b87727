import { performance } from "node:perf_hooks";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { exitCodeHelp } from "../exit-codes";
import { projectAround } from "../project";
import { type Abandoned, synthesize } from "../synthesis/app";
import { countOf, readManifest, readSynthesis, type Stack } from "../synthesis/stacks";
import { colours } from "../terminal/colours";
import { json } from "../terminal/json";
import { plural } from "../terminal/plural";
import { progressOf, seconds } from "../terminal/progress";
import { table } from "../terminal/table";

interface SynthOptions {
  readonly output?: string;
  readonly json?: boolean;
}

const HELP = `
Examples:
  pitboss synth                    every environment
  pitboss synth dev                every environment, but show only dev
  pitboss synth --output /tmp/out  leave cdktf.out as it is
${exitCodeHelp({
  ok: "every environment is synthesized",
  refused: "the app refused: an environment's data is wrong, or the code is",
  usage: "no such environment or option",
  tool: "the app could not be started",
})}`;

/** `pitboss synth`: the app's Terraform JSON, as `cdktf synth` writes it, without what earlier runs left behind. */
export function addSynth(program: Command): void {
  program
    .command("synth")
    .summary("write the Terraform JSON of every environment")
    .description(
      "Write the Terraform JSON of every environment: run the app of cdktf.json, as `cdktf synth` does.",
    )
    .argument("[environment...]", "show only these")
    .option("--output <dir>", "write to another folder than cdktf.json says")
    .option("--json", "print JSON instead of a table")
    .addHelpText("after", HELP)
    .action(synth);
}

async function synth(environments: readonly string[], options: SynthOptions): Promise<void> {
  const start = performance.now();
  const project = projectAround(process.cwd());
  const output = options.output === undefined ? project.output : resolve(options.output);
  const progress = progressOf(options.json === true);
  const abandoned = await progress.step("synth", () => synthesize(project, output));
  const { stacks } = readSynthesis(output, environments);
  if (options.json === true) {
    process.stdout.write(json({ output, stacks: stacks.map(rowOf), ...abandoned }));
    return;
  }
  console.log(tableOf(stacks));
  for (const note of notesOf(output, abandoned)) console.log(note);
  const where = relative(process.cwd(), output) || ".";
  console.log(
    `\n${colours.green("✓ Synthesized")} ${plural(stacks.length, "stack")} to ${where}; ${seconds(start)}.`,
  );
}

interface Row {
  readonly stack: string;
  readonly environment: string;
  readonly layer: string;
  readonly resources: number;
  readonly dataSources: number;
  readonly suppressions: number;
}

function rowOf({ name, environment, layer, document }: Stack): Row {
  return {
    stack: name,
    environment,
    layer,
    resources: countOf(document.resource),
    dataSources: countOf(document.data),
    suppressions: document["//"].suppressions.length,
  };
}

function tableOf(stacks: readonly Stack[]): string {
  return table(
    [
      { header: "environment" },
      { header: "layer" },
      { header: "resources", align: "right" },
      { header: "data sources", align: "right" },
    ],
    stacks
      .map(rowOf)
      .map(({ environment, layer, resources, dataSources }) => [
        environment,
        layer,
        String(resources),
        String(dataSources),
      ]),
  );
}

/** What the constructs have to say about themselves, and what was cleared away. */
function notesOf(output: string, { removed, kept }: Abandoned): readonly string[] {
  const annotations = Object.values(readManifest(output).stacks).flatMap((stack) => stack.annotations);
  return [
    ...annotations.map(({ level, constructPath, message }) =>
      colours.yellow(`! ${level.replace("@cdktf/", "")} at ${constructPath}: ${message}`),
    ),
    ...removed.map((name) => `Removed stacks/${name}: it is no stack any more.`),
    ...kept.map((name) =>
      colours.yellow(`! stacks/${name} is no stack any more, but holds Terraform state: kept.`),
    ),
  ];
}
