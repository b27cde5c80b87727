/** What the shell is told; every command keeps to these. */
export const ExitCode = {
  /** Done, and nothing to object to. */
  ok: 0,
  /** The input was refused: by the gate, or by the app at synth. */
  refused: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** A tool that the command needs is missing or failed. */
  tool: 3,
} as const;

/** One of them, as a number. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Why a command ends early: what the user is told, and what the shell is. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    readonly exitCode: Exclude<ExitCode, 0>,
    message: string,
  ) {
    super(message);
  }
}

/** The part of a command's help that says what its exit codes mean. */
export function exitCodeHelp(meanings: Readonly<Partial<Record<keyof typeof ExitCode, string>>>): string {
  const lines = Object.entries(ExitCode).flatMap(([name, code]) => {
    const meaning = meanings[name as keyof typeof ExitCode];
    return meaning === undefined ? [] : [`  ${code}  ${meaning}`];
  });
  return `\nExit codes:\n${lines.join("\n")}`;
}
