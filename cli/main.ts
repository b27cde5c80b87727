#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { addCheck } from "./commands/check";
import { addDoctor } from "./commands/doctor";
import { addReport } from "./commands/report";
import { addSynth } from "./commands/synth";
import { ExitCode, exitCodeHelp, Failure } from "./exit-codes";
import { colours } from "./terminal/colours";

const HELP = `
Examples:
  pitboss check         synthesize everything and hold it against the security gate
  pitboss check prod    only prod
  pitboss report        what came out and what the gate made of it, as a page
  pitboss doctor        what is missing on this machine?
${exitCodeHelp({
  ok: "done, and nothing to object to",
  refused: "the input was refused: by the gate, or by the app at synth",
  usage: "called wrongly",
  tool: "a tool is missing or failed",
})}`;

/** A command is one file in `commands/` and one line here. */
function createProgram(): Command {
  const program = new Command("pitboss")
    .description("The platform's infrastructure: synthesize it, check it, look at it.")
    .addHelpText("after", HELP)
    .exitOverride();
  addSynth(program);
  addCheck(program);
  addReport(program);
  addDoctor(program);
  return program;
}

async function main(words: readonly string[]): Promise<void> {
  const program = createProgram();
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error, program);
  }
}

/** Says what is left to say about an error, and gives its exit code. */
function exitCodeOf(error: unknown, program: Command): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has said the rest; help that was asked for is no error.
    if (error.code === "commander.unknownCommand") {
      console.error(`expected one of: ${program.commands.map((command) => command.name()).join(", ")}`);
    }
    return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  }
  if (error instanceof Failure) {
    console.error(`${colours.red("✗")} ${error.message}`);
    return error.exitCode;
  }
  // A mistake of ours: here the stack is the message.
  console.error(error);
  return ExitCode.tool;
}

void main(process.argv.slice(2));
