import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

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
        for (const layer of ["foundation", "network", "cluster"]) {
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
      const written = readFileSync(join(output, "stacks/dev-network/cdk.tf.json"), "utf8");
      const golden = readFileSync(join(root, "stacks/__golden__/dev-network.tf.json"), "utf8");
      expect(JSON.parse(written)).toEqual(JSON.parse(golden));
    },
    TWO_MINUTES,
  );
});
