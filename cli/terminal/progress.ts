import { performance } from "node:perf_hooks";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const TICK_MS = 100;
const CLEAR_LINE = "\r\u001b[2K";

/** Says which step a command is at. */
export interface Progress {
  /** Runs a step and says how long it took. */
  step<Value>(label: string, work: () => Promise<Value>): Promise<Value>;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Progress on standard error: one live line on a terminal; a line for each step that is done, elsewhere and in CI; nothing
 * at all when the output is for a program.
 */
export function progressOf(quiet: boolean, terminal: Terminal = process.stderr): Progress {
  if (quiet) return { step: (_, work) => work() };
  return terminal.isTTY === true && !process.env.CI ? liveOn(terminal) : plainOn(terminal);
}

/** Seconds as people read them: `7.1 s`. */
export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function plainOn(terminal: Terminal): Progress {
  return {
    async step(label, work) {
      const start = performance.now();
      const result = await work();
      terminal.write(`${label}: ${seconds(start)}\n`);
      return result;
    },
  };
}

function liveOn(terminal: Terminal): Progress {
  return {
    async step(label, work) {
      const start = performance.now();
      let tick = 0;
      const draw = (): void => {
        terminal.write(`${CLEAR_LINE}${FRAMES[tick++ % FRAMES.length] ?? ""} ${label} ${seconds(start)}`);
      };
      draw();
      const timer = setInterval(draw, TICK_MS);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        terminal.write(CLEAR_LINE);
      }
    },
  };
}
