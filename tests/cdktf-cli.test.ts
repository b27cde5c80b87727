import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LAYERS } from "../stacks/layers";
import { readable } from "./readable";

const root = resolve(__dirname, "..");
const TWO_MINUTES = 120_000;
const output = mkdtempSync(join(tmpdir(), "pitboss-cdktf-"));

afterAll(() => {
  rmSync(output, { recursive: true });
});

/** CDKTF's own command line, in the repository as its user would call it. */
function cdktf(...words: readonly string[]) {
  return spawnSync("node_modules/.bin/cdktf", [...words, "--output", output], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CI: "true", CHECKPOINT_DISABLE: "1" },
  });
}

describe("the ordinary CDKTF commands", () => {
  it(
    "list the stacks, which layer stands on which",
    () => {
      const { status, stdout } = cdktf("list");
      expect(status).toBe(0);
      for (const environment of ["dev", "staging", "prod"]) {
        for (const layer of LAYERS) {
          expect(stdout).toContain(`${environment}-${layer}`);
        }
      }
    },
    TWO_MINUTES,
  );

  it(
    "synthesize what the golden files hold",
    () => {
      expect(cdktf("synth")).toMatchObject({ status: 0 });
      const stacks = readdirSync(join(output, "stacks"));
      expect(stacks).toHaveLength(3 * LAYERS.length);
      for (const stack of stacks) {
        const written = readFileSync(join(output, "stacks", stack, "cdk.tf.json"), "utf8");
        const golden = readFileSync(join(root, "stacks/__golden__", `${stack}.tf.json`), "utf8");
        expect(readable(JSON.parse(written))).toBe(golden);
      }
    },
    TWO_MINUTES,
  );
});
