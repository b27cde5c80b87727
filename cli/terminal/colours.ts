import pc from "picocolors";

const { env, stdout } = process;

/**
 * Colours for what goes to standard output: on a terminal, never in a file or a pipe. `NO_COLOR` and `FORCE_COLOR` decide
 * otherwise, as everywhere.
 */
export const colours = pc.createColors(!env.NO_COLOR && (Boolean(env.FORCE_COLOR) || isTerminal()));

/** Of a pipe `isTTY` is nothing at all, whatever its type says, and for nothing the library takes its own choice: colours in CI. */
function isTerminal(): boolean {
  return (stdout.isTTY as boolean | undefined) === true && env.TERM !== "dumb";
}
