import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command, jest as jestSuite } from "./suite";

const FAILED = { passed: 0, failed: 1 };
const folder = mkdtempSync(join(tmpdir(), "pitboss-suite-"));
let said: jest.SpyInstance;

beforeEach(() => {
  said = jest.spyOn(console, "error").mockImplementation();
});

afterEach(() => {
  said.mockRestore();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A program that stands in for Jest; its last argument is the file that the results go to. */
function program(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\nfor results in "$@"; do :; done\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function counting(passed: number, failed: number, broken = 0, pending = 0): string {
  const results = {
    numPassedTests: passed,
    numFailedTests: failed,
    numRuntimeErrorTestSuites: broken,
    numPendingTests: pending,
  };
  return `echo '${JSON.stringify(results)}' > "$results"`;
}

describe("a command as a suite", () => {
  it("is one check, which holds when the command succeeds", () => {
    expect(command("true", "true").run()).toEqual({ passed: 1, failed: 0 });
    expect(command("false", "false").run()).toEqual(FAILED);
    expect(said).not.toHaveBeenCalled();
  });

  it("counts as failed when it cannot be started, and says so", () => {
    expect(command("none", join(folder, "none")).run()).toEqual(FAILED);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/none cannot be started: .*ENOENT/));
  });

  it("counts as failed when a signal ends it, and says which", () => {
    expect(command("killed", "sh", "-c", "kill -9 $$").run()).toEqual(FAILED);
    expect(said).toHaveBeenCalledWith("sh was ended by SIGKILL");
  });
});

describe("Jest as a suite", () => {
  it.each([
    ["its own", counting(7, 0), { passed: 7, failed: 0 }],
    [
      "a failure for a suite that does not load, and for a skipped test",
      counting(7, 1, 1, 1),
      { passed: 7, failed: 3 },
    ],
    ["a failure when it fails without naming one", `${counting(7, 0)}; exit 1`, { passed: 7, failed: 1 }],
  ])("has the count that is %s", (_, script, score) => {
    expect(jestSuite("behaviour", program("jest", script)).run()).toEqual(score);
    expect(said).not.toHaveBeenCalled();
  });

  it.each([
    ["leaves no results", "exit 0"],
    ["leaves results that break off", `echo '{ "numPassedTests"' > "$results"`],
  ])("counts as failed when it %s, and says so", (_, script) => {
    expect(jestSuite("behaviour", program("jest", script)).run()).toEqual(FAILED);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("left no results that can be read"));
  });

  it("counts as failed when it cannot be started, and says so", () => {
    expect(jestSuite("behaviour", join(folder, "none")).run()).toEqual(FAILED);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("none cannot be started"));
  });
});
