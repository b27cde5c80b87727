import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const outdirs: string[] = [];

afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true });
});

function outdir(): string {
  const folder = mkdtempSync(join(tmpdir(), "pitboss-hermetic-"));
  outdirs.push(folder);
  return folder;
}

function node(words: readonly string[], environment: Record<string, string>) {
  return spawnSync(process.execPath, words, {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...environment },
  });
}

function synth(folder: string, environment: Record<string, string> = {}) {
  return node(["--require", "./tests/hermetic.cjs", "dist/main.js"], {
    CDKTF_OUTDIR: folder,
    ...environment,
  });
}

function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]),
  );
}

describe("synth", () => {
  it("needs neither network, clock, chance nor another process", () => {
    const { status, stderr } = synth(outdir());
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("gives the same bytes for the same input, wherever and whenever", () => {
    const [one, other] = [outdir(), outdir()];
    synth(one, { TZ: "Pacific/Auckland", LANG: "de_DE.UTF-8" });
    synth(other, { CLOCK_SHIFT_MS: "1e10", TZ: "UTC", AWS_REGION: "us-east-1", AWS_PROFILE: "somebody" });
    expect(contents(one).size).toBeGreaterThan(9);
    expect(contents(other)).toEqual(contents(one));
  });
});

describe("the hermetic preload", () => {
  it.each([
    ["the network", 'require("node:http").get("http://127.0.0.1:9")'],
    ["the clock", "new Date()"],
    ["the clock", "Date.now()"],
    ["chance", "Math.random()"],
    ["another process", 'require("node:child_process").spawnSync("true")'],
  ])("refuses %s: %s", (what, code) => {
    const { status, stderr } = node(["--require", "./tests/hermetic.cjs", "--eval", code], {});
    expect(status).not.toBe(0);
    expect(stderr).toContain(`synth is hermetic, but it used ${what}`);
  });
});
