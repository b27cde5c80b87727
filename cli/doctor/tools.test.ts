import { resolve } from "node:path";
import { judgeVersion, stateOf, type Tool, toolsFor } from "./tools";

const tool: Tool = { name: "thing", required: true, minimum: "1.10", get: "make thing", ask: [["thing"]] };

describe("a tool", () => {
  it.each([
    ["1.10", true],
    ["1.10.0", true],
    ["1.11.4", true],
    ["2.0", true],
    ["1.9.8", false],
    ["1.2", false],
    ["0.99", false],
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
      exact: "3.3.30",
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

it("the pinned Checkov is the one that the Python requirements name", () => {
  const checkov = toolsFor(resolve(__dirname, "../..")).find(({ name }) => name === "checkov");
  expect(checkov!.exact).toMatch(/^\d+\.\d+\.\d+$/);
  expect(toolsFor("/nowhere").find(({ name }) => name === "checkov")!.exact).toBeUndefined();
});
