import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { projectFolderAbove } from "../constructs/core/repository";
import { ExitCode, Failure } from "./exit-codes";

const settings = z.object({ app: z.string(), output: z.string().default("cdktf.out") });

/** A CDKTF project: what `cdktf.json` says, and where. */
export interface Project {
  /** The absolute path of the folder that holds `cdktf.json`. */
  readonly root: string;
  /** The shell command that synthesizes. */
  readonly app: string;
  /** The absolute path of the folder that synth writes to. */
  readonly output: string;
}

/**
 * The project that `folder` is in, which `cdktf.json` marks.
 *
 * @throws Failure (usage) when there is none, or its `cdktf.json` does not say what to run.
 */
export function projectAround(folder: string): Project {
  const root = projectFolderAbove(resolve(folder));
  if (root === undefined) {
    throw new Failure(ExitCode.usage, `${folder}: expected to run inside a project, got no cdktf.json above`);
  }
  const file = join(root, "cdktf.json");
  try {
    const { app, output } = settings.parse(JSON.parse(readFileSync(file, "utf8")));
    return { root, app, output: resolve(root, output) };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Failure(ExitCode.usage, `${file}: ${reason}`);
  }
}
