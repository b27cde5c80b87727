import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How many checks of a suite held. */
interface Score {
  readonly passed: number;
  readonly failed: number;
}

interface Suite {
  readonly name: string;
  readonly run: () => Score;
}

/** A command that holds or does not, as one check; its output is shown as it comes. */
function command(name: string, file: string, ...words: readonly string[]): Suite {
  return {
    name,
    run: () => {
      const { status } = spawnSync(file, words, { stdio: "inherit" });
      return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** Jest, with its own count. A suite that does not even load counts as a failure. */
function jest(): Score {
  const folder = mkdtempSync(join(tmpdir(), "pitboss-tests-"));
  const outputFile = join(folder, "results.json");
  try {
    const { status } = spawnSync(
      "node_modules/.bin/jest",
      ["--coverage", "--coverageReporters=text-summary", "--json", "--outputFile", outputFile],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
    const results = JSON.parse(readFileSync(outputFile, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
      numRuntimeErrorTestSuites: number;
      numPendingTests: number;
    };
    // A skipped test proves nothing, so it is not counted as if it did.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + results.numPendingTests;
    return { passed: results.numPassedTests, failed: failed || Number(status !== 0) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const suites: readonly Suite[] = [
  command("format", "node_modules/.bin/prettier", "--check", "--log-level=warn", "."),
  command("lint", "node_modules/.bin/eslint", "."),
  command("yaml", ".venv/bin/yamllint", "--strict", "."),
  { name: "behaviour", run: jest },
  command("gate", process.execPath, "dist/cli/main.js", "check"),
];

const scores = suites.map(({ name, run }) => {
  console.log(`\n== ${name}`);
  return { name, ...run() };
});
console.log("");
for (const { name, passed, failed } of scores) {
  console.log(`${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
}
const total = (field: keyof Score): number => scores.reduce((sum, score) => sum + score[field], 0);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 && total("passed") > 0 ? 0 : 1;
