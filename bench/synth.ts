import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Measurement, percent, targetsOf } from "./targets";

const ROUNDS = 5;

const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

const tsNode: Contender = {
  name: "ts-node, as `cdktf init` has it",
  command: ["node_modules/.bin/ts-node", "--project", "bench/ts-node.json", "main.ts"],
};
const compileAndSynth: Contender = { name: "pitboss: compile, then synth", command: ["sh", "-c", app] };

/** The same app in every row but the last; each runs in turn, so that a busy machine is busy for all of them. */
const contenders: readonly Contender[] = [
  tsNode,
  compileAndSynth,
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
const runs = new Map<Contender, Measurement[]>(contenders.map((contender) => [contender, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [{ command }, measurements] of runs) measurements.push(measure(command, outdir));
}
const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { stacks: object };
rmSync(outdir, { recursive: true });

function medianOf(contender: Contender): Measurement {
  const measurements = runs.get(contender) ?? [];
  return {
    seconds: median(measurements.map(({ seconds }) => seconds)),
    megabytes: median(measurements.map(({ megabytes }) => megabytes)),
  };
}

const reference = medianOf(tsNode);
console.log(
  `Synth of all environments (${Object.keys(stacks).length} stacks), median of ${ROUNDS} runs in turn\n`,
);
console.log(`${"".padEnd(34)}  wall     peak     of ts-node's wall, peak`);
for (const contender of contenders) {
  const { seconds, megabytes } = medianOf(contender);
  const shares = [seconds / reference.seconds, megabytes / reference.megabytes];
  const cells = shares.map((share) => percent(share).padStart(6)).join("  ");
  console.log(
    `${contender.name.padEnd(34)} ${seconds.toFixed(2).padStart(5)} s ${megabytes.toFixed(0).padStart(5)} MB  ${cells}`,
  );
}
const targets = targetsOf(medianOf(compileAndSynth), reference);
console.log(`\nTargets of "${compileAndSynth.name}"`);
for (const { text } of targets) console.log(text);
process.exitCode = targets.every(({ met }) => met) ? 0 : 1;
