import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "..");

/** What a stack of a temporary project holds: a document, or the text of its file. */
export type Contents = string | Readonly<Record<string, unknown>>;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A CDKTF project of its own, for tests that run the CLI as a process. Its app copies what `holds` wrote, so that a test
 * decides what a synthesis gives. Checkov is this repository's.
 */
export class TemporaryProject {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "pitboss-project-")));

  constructor() {
    this.writes("cdktf.json", '{ "app": "node app.js", "output": "cdktf.out" }');
    this.writes(
      "app.js",
      'require("node:fs").cpSync("stacks", process.env.CDKTF_OUTDIR, { recursive: true });',
    );
    this.writes("checkov-policies/severities.yaml", "");
    symlinkSync(join(REPOSITORY, ".venv"), join(this.root, ".venv"));
  }

  /** Writes a file of the project. */
  writes(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  reads(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Says what the next synthesis gives, by stack. */
  holds(stacks: Readonly<Record<string, Contents>>): void {
    rmSync(join(this.root, "stacks"), { recursive: true, force: true });
    const entries = Object.keys(stacks).map((name) => {
      const workingDirectory = `stacks/${name}`;
      return [name, { name, workingDirectory, synthesizedStackPath: `${workingDirectory}/cdk.tf.json` }];
    });
    this.writes("stacks/manifest.json", JSON.stringify({ stacks: Object.fromEntries(entries) }));
    for (const [name, contents] of Object.entries(stacks)) {
      const text = typeof contents === "string" ? contents : JSON.stringify(contents, undefined, 2);
      this.writes(`stacks/stacks/${name}/cdk.tf.json`, text);
    }
  }

  /** Runs the CLI in the project. */
  pitboss(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Outcome {
    return this.runs(process.execPath, [join(REPOSITORY, "dist", "cli", "main.js"), ...words], environment);
  }

  /** Runs any program in the project. */
  runs(
    program: string,
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Outcome {
    return spawnSync(program, words, {
      cwd: this.root,
      encoding: "utf8",
      env: { PATH: process.env.PATH, NO_COLOR: "1", ...environment },
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
