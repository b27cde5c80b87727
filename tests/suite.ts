import { spawnSync, type StdioOptions } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How many checks of a suite held. */
export interface Score {
  readonly passed: number;
  readonly failed: number;
}

/** Something to run that counts. */
export interface Suite {
  readonly name: string;
  readonly run: () => Score;
}

const FAILED: Score = { passed: 0, failed: 1 };

/** A command that holds or does not, as one check; its output is shown as it comes. */
export function command(name: string, program: string, ...words: readonly string[]): Suite {
  return { name, run: () => (ends(program, words, "inherit") ? { passed: 1, failed: 0 } : FAILED) };
}

/**
 * Jest, with its own count. A suite that does not even load counts as a failure, and so does a Jest that leaves no count.
 *
 * @param program @default - the installed one
 */
export function jest(name: string, program = "node_modules/.bin/jest"): Suite {
  const run = (): Score => {
    const folder = mkdtempSync(join(tmpdir(), "pitboss-tests-"));
    const outputFile = join(folder, "results.json");
    const words = ["--coverage", "--coverageReporters=text-summary", "--json", "--outputFile", outputFile];
    try {
      const succeeded = ends(program, words, ["ignore", "inherit", "inherit"]);
      const { passed, failed } = countIn(outputFile);
      return { passed, failed: failed || Number(!succeeded) };
    } catch (error) {
      console.error(`${program} left no results that can be read: ${String(error)}`);
      return FAILED;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  return { name, run };
}

/** Whether a program succeeds; says so when it did not even come to an end of its own. */
function ends(program: string, words: readonly string[], stdio: StdioOptions): boolean {
  const { status, signal, error } = spawnSync(program, words, { stdio });
  if (error !== undefined) console.error(`${program} cannot be started: ${error.message}`);
  else if (signal !== null) console.error(`${program} was ended by ${signal}`);
  return status === 0;
}

function countIn(file: string): Score {
  const results = JSON.parse(readFileSync(file, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    numRuntimeErrorTestSuites: number;
    numPendingTests: number;
  };
  // A skipped test proves nothing, so it is not counted as if it did.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + results.numPendingTests;
  return { passed: results.numPassedTests, failed };
}
