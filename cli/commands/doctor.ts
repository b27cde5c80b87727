import type { Command } from "commander";
import { stateOf, type ToolState, toolsFor } from "../doctor/tools";
import { ExitCode, exitCodeHelp } from "../exit-codes";
import { projectAround } from "../project";
import { colours } from "../terminal/colours";
import { json } from "../terminal/json";
import { progressOf } from "../terminal/progress";
import { table } from "../terminal/table";

const HELP = `
Examples:
  pitboss doctor         what is here, what is missing, and how to get it
  pitboss doctor --json  the same for programs
${exitCodeHelp({
  ok: "everything required is here",
  usage: "no such option",
  tool: "something required is missing or too old",
})}`;

/** `pitboss doctor`: which of the tools that Pitboss runs are on this machine. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .summary("say which tools are missing on this machine, and how to get them")
    .description("Say which of the tools that Pitboss runs are on this machine, and how to get the others.")
    .option("--json", "print JSON instead of a table")
    .addHelpText("after", HELP)
    .action(doctor);
}

async function doctor(options: { readonly json?: boolean }): Promise<void> {
  const { root } = projectAround(process.cwd());
  const progress = progressOf(options.json === true);
  const tools = await progress.step("ask every tool", () => Promise.all(toolsFor(root).map(stateOf)));
  const ready = tools.every(({ required, ok }) => ok || !required);
  if (!ready) process.exitCode = ExitCode.tool;
  if (options.json === true) {
    process.stdout.write(json({ ready, tools }));
    return;
  }
  const columns = ["", "tool", "found", "needed", "how to get it"].map((header) => ({ header }));
  console.log(table(columns, tools.map(rowOf)));
  const verdict = ready
    ? colours.green("✓ Everything required is here.")
    : colours.red("✗ Something required is missing or of the wrong version.");
  console.log(`\n${verdict}`);
}

function rowOf({ name, required, needed, found, ok, use, get }: ToolState): readonly string[] {
  const mark = ok ? colours.green("✓") : required ? colours.red("✗") : colours.yellow("○");
  const why = use === null ? needed : `${needed}, ${use}`;
  return [mark, name, found ?? "none", required ? why : `optional: ${why}`, ok ? "" : get];
}
