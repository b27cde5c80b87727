import { spawnSync } from "node:child_process";
import { targetsOf } from "./targets";

const tsNode = { seconds: 6, megabytes: 400 };

function missed(seconds: number, megabytes: number, against = tsNode): string[] {
  return targetsOf({ seconds, megabytes }, against)
    .filter(({ met }) => !met)
    .map(({ text }) => text);
}

describe("the targets of a synthesis", () => {
  it("are met at 3 s, 350 MB and half of ts-node's way, and said", () => {
    expect(missed(3, 200)).toEqual([]);
    expect(missed(3, 350, { seconds: 6, megabytes: 700 })).toEqual([]);
    expect(targetsOf({ seconds: 1.3, megabytes: 130 }, tsNode).map(({ text }) => text)).toEqual([
      "✓ wall time at most 3.00 s, got 1.30 s",
      "✓ peak memory at most 350 MB, got 130 MB",
      "✓ share of ts-node's wall time at most 50 %, got 22 %",
      "✓ share of ts-node's peak memory at most 50 %, got 33 %",
    ]);
  });

  it.each([
    [3.1, 130, { seconds: 60, megabytes: 400 }, "✗ missed: wall time at most 3.00 s, got 3.10 s"],
    [1.3, 351, { seconds: 6, megabytes: 800 }, "✗ missed: peak memory at most 350 MB, got 351 MB"],
    [
      1.3,
      130,
      { seconds: 2, megabytes: 400 },
      "✗ missed: share of ts-node's wall time at most 50 %, got 65 %",
    ],
    [
      1.3,
      130,
      { seconds: 6, megabytes: 200 },
      "✗ missed: share of ts-node's peak memory at most 50 %, got 65 %",
    ],
  ])("are missed at %d s and %d MB against %j: %s", (seconds, megabytes, against, text) => {
    expect(missed(seconds, megabytes, against)).toEqual([text]);
  });

  it("are not met by what could not be measured", () => {
    expect(missed(Number.NaN, Number.NaN)).toHaveLength(4);
  });
});

it("the app compiles as `cdktf init` would have it, or there is nothing to compare with", () => {
  const compiler = "node_modules/typescript-native/bin/tsc";
  const words = ["--noEmit", "--incremental", "false", "--project", "bench/ts-node.json"];
  const { stdout } = spawnSync(process.execPath, [compiler, ...words], { encoding: "utf8" });
  expect(stdout).toBe("");
});
