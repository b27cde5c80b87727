/** What one run took. */
export interface Measurement {
  readonly seconds: number;
  /** The peak memory of the largest process. */
  readonly megabytes: number;
}

/** Something that a synthesis has to keep to, and whether it does. */
export interface Target {
  readonly met: boolean;
  /** What was expected and what was got, in one line. */
  readonly text: string;
}

const SECONDS = 3;
const MEGABYTES = 350;
const SHARE = 0.5;

/** Holds compile and synth of all environments against the targets, and against ts-node's way with the same app. */
export function targetsOf(synth: Measurement, tsNode: Measurement): readonly Target[] {
  return [
    atMost("wall time", synth.seconds, SECONDS, (value) => `${value.toFixed(2)} s`),
    atMost("peak memory", synth.megabytes, MEGABYTES, (value) => `${value.toFixed(0)} MB`),
    atMost("share of ts-node's wall time", synth.seconds / tsNode.seconds, SHARE, percent),
    atMost("share of ts-node's peak memory", synth.megabytes / tsNode.megabytes, SHARE, percent),
  ];
}

/** A share as people read it: `26 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function atMost(what: string, got: number, limit: number, written: (value: number) => string): Target {
  const met = got <= limit;
  return { met, text: `${met ? "✓" : "✗ missed:"} ${what} at most ${written(limit)}, got ${written(got)}` };
}
