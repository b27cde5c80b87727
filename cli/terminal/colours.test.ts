import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What a program that writes in red writes into a pipe. */
function written(environment: Record<string, string>): string {
  const module = join(__dirname, "../../dist/cli/terminal/colours.js");
  const program = `process.stdout.write(require(${JSON.stringify(module)}).colours.red("no"))`;
  const { stdout } = spawnSync(process.execPath, ["--eval", program], { encoding: "utf8", env: environment });
  return stdout;
}

describe("what goes into a pipe", () => {
  it.each<Record<string, string>>([
    {},
    { CI: "true" },
    { CI: "true", TERM: "xterm" },
    { FORCE_COLOR: "1", NO_COLOR: "1" },
  ])("has no colours under %p", (environment) => {
    expect(written(environment)).toBe("no");
  });

  it("has colours where they are asked for", () => {
    expect(written({ FORCE_COLOR: "1" })).not.toBe("no");
  });
});
