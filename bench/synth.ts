import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one run took. */
interface Measurement {
  readonly seconds: number;
  readonly megabytes: number;
}

const ROUNDS = 5;

const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };

/** The same app in every row but the last; each runs in turn, so that a busy machine is busy for all of them. */
const contenders: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  {
    name: "ts-node, as `cdktf init` has it",
    command: ["node_modules/.bin/ts-node", "--project", "bench/ts-node.json", "main.ts"],
  },
  { name: "pitboss: compile, then synth", command: ["sh", "-c", app] },
  { name: "pitboss: synth alone", command: [process.execPath, "dist/main.js"] },
  { name: "node, started and stopped", command: [process.execPath, "--eval", "0"] },
];

function measure(command: readonly string[], outdir: string): Measurement {
  const printed = execFileSync("python3", ["bench/measure.py", ...command], {
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  return JSON.parse(printed) as Measurement;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const outdir = mkdtempSync(join(tmpdir(), "pitboss-bench-"));
const runs = new Map<string, Measurement[]>(contenders.map(({ name }) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { name, command } of contenders) runs.get(name)?.push(measure(command, outdir));
}
const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { stacks: object };
rmSync(outdir, { recursive: true });

const medians = [...runs].map(([name, measurements]) => ({
  name,
  seconds: median(measurements.map(({ seconds }) => seconds)),
  megabytes: median(measurements.map(({ megabytes }) => megabytes)),
}));
const reference = medians[0];
console.log(
  `Synth of all environments (${Object.keys(stacks).length} stacks), median of ${ROUNDS} runs in turn\n`,
);
console.log(`${"".padEnd(34)}  wall     peak     of ts-node's wall, peak`);
for (const { name, seconds, megabytes } of medians) {
  const shares = reference ? [seconds / reference.seconds, megabytes / reference.megabytes] : [];
  const percent = shares.map((share) => `${Math.round(share * 100)} %`.padStart(6)).join("  ");
  console.log(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(5)} s ${megabytes.toFixed(0).padStart(5)} MB  ${percent}`,
  );
}
