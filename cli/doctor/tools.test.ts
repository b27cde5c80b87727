import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { judgeVersion, stateOf, type Tool, toolsFor } from "./tools";
import { isWithin } from "./version-range";

const tool: Tool = { name: "thing", required: true, versions: ">=1.10", get: "make thing", ask: [["thing"]] };

describe("a tool", () => {
  it.each([
    ["1.10.3", true],
    ["1.9.8", false],
  ])("of version %s is new enough for 1.10: %s", (found, ok) => {
    expect(judgeVersion(tool, found).ok).toBe(ok);
  });

  it("that is missing will not do, and says how to get it", () => {
    expect(judgeVersion(tool, null)).toEqual({
      name: "thing",
      required: true,
      needed: "≥ 1.10",
      found: null,
      ok: false,
      use: null,
      get: "make thing",
    });
  });

  it("that is pinned will do in that version only", () => {
    const pinned: Tool = {
      name: "checkov",
      required: true,
      versions: "3.3.30",
      also: "in .venv",
      get: "make setup",
      ask: [["x"]],
    };
    expect(judgeVersion(pinned, "3.3.30")).toMatchObject({ ok: true, needed: "3.3.30 in .venv" });
    expect(judgeVersion(pinned, "3.3.31").ok).toBe(false);
  });

  it("is found by the first command that answers", async () => {
    const ask: Tool["ask"] = [
      ["no-such-program-here"],
      [process.execPath, "-e", "process.exit(1)"],
      [process.execPath, "--version"],
    ];
    const state = await stateOf({ name: "thing", required: true, get: "make thing", ask });
    expect(state).toMatchObject({ ok: true, found: process.versions.node, needed: "any" });
  });
});

const root = resolve(__dirname, "../..");

function versionsOf(name: string, project: string): string | undefined {
  return toolsFor(project).find((candidate) => candidate.name === name)!.versions;
}

it("the pinned Checkov is the one that the Python requirements name", () => {
  expect(versionsOf("checkov", root)).toMatch(/^\d+\.\d+\.\d+$/);
  expect(versionsOf("checkov", "/nowhere")).toBeUndefined();
});

it("names the browser that the tests open the report in, and how to get it", () => {
  expect(toolsFor(root)).toContainEqual(
    expect.objectContaining({
      name: "chromium",
      required: true,
      use: expect.stringContaining("make test"),
      get: expect.stringContaining("Debian package chromium"),
    }),
  );
});

describe("the Node that is needed", () => {
  it("is the one that package.json asks for", () => {
    const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      engines: { node: string };
    };
    expect(versionsOf("node", root)).toBe(engines.node);
    expect(versionsOf("node", "/nowhere")).toBeUndefined();
  });

  it("runs the tests here, and every tool that npm installs for them", () => {
    const asked = versionsOf("node", root)!;
    expect(isWithin(asked, process.versions.node)).toBe(true);
    const eslint = JSON.parse(readFileSync(join(root, "node_modules/eslint/package.json"), "utf8")) as {
      engines: { node: string };
    };
    // Whatever is the oldest that we take, ESLint takes too.
    for (const [least] of asked.matchAll(/\d+(\.\d+)*/g))
      expect(isWithin(eslint.engines.node, least)).toBe(true);
  });
});
