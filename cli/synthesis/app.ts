import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { run, type Outcome } from "../child-process";
import { ExitCode, Failure } from "../exit-codes";
import type { Project } from "../project";
import { readManifest } from "./stacks";

/** Variables of CDKTF that would make the same code synthesize to something else. */
const DISTORTING = ["CDKTF_TARGET_STACK_ID", "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS", "SYNTH_HCL_OUTPUT"];

/** What a shell says of a command that it cannot find or start. */
const NOT_STARTED = [126, 127];

/** The folders in the output that belong to no stack any more. */
export interface Abandoned {
  /** Removed: a scan or a deployment would have taken them for stacks. */
  readonly removed: readonly string[];
  /** Left alone, because they hold Terraform state. */
  readonly kept: readonly string[];
}

/**
 * Runs the app of `cdktf.json`, as `cdktf synth` does, and clears away what an earlier synthesis left behind.
 *
 * @throws Failure with the app's own words when it refuses (refused) or cannot be started (tool).
 */
export async function synthesize(project: Project, output: string): Promise<Abandoned> {
  mkdirSync(output, { recursive: true });
  // An app that writes nothing must not be taken for one that wrote what lies there already.
  rmSync(join(output, "manifest.json"), { force: true });
  const env: NodeJS.ProcessEnv = { ...process.env, CDKTF_OUTDIR: output };
  for (const name of DISTORTING) env[name] = undefined;
  const outcome = await run("/bin/sh", ["-c", project.app], { cwd: project.root, env });
  if (outcome.code !== 0) {
    const started = !NOT_STARTED.includes(outcome.code ?? 0);
    throw new Failure(started ? ExitCode.refused : ExitCode.tool, appMessage(outcome, project.app));
  }
  return clearAbandoned(output);
}

/**
 * What an app said before it failed. When Node printed an uncaught error for it, that is the error's message without the
 * source line above and the stack below.
 */
export function appMessage({ code, stdout, stderr }: Outcome, app: string): string {
  const lines = stderr.split("\n");
  const frame = lines.findIndex((line) => /^ {4}at /.test(line));
  const caret = lines.findIndex((line) => /^\s*\^+$/.test(line));
  const uncaught = frame !== -1;
  const message = uncaught ? lines.slice(caret < frame ? caret + 1 : 0, frame) : lines;
  const said = [stdout, message.join("\n")].map((text) => text.trim()).filter((text) => text !== "");
  if (said.length === 0) said.push(`The app ended with ${code === null ? "a signal" : `exit code ${code}`}.`);
  if (uncaught) said.push(`For the stack trace: ${app}`);
  return said.join("\n\n");
}

function clearAbandoned(output: string): Abandoned {
  const current = new Set(
    Object.values(readManifest(output).stacks).map(({ workingDirectory }) => basename(workingDirectory)),
  );
  const folder = join(output, "stacks");
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const abandoned = entries
    .filter((entry) => entry.isDirectory() && !current.has(entry.name))
    .map((entry) => entry.name)
    .sort();
  const kept = abandoned.filter((name) =>
    readdirSync(join(folder, name)).some((file) => file.includes(".tfstate")),
  );
  const removed = abandoned.filter((name) => !kept.includes(name));
  for (const name of removed) rmSync(join(folder, name), { recursive: true });
  return { removed, kept };
}
