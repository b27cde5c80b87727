/** Something wrong in an environment's data: where in it, and what was got and is allowed. */
export interface DataProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A problem in the file that holds the data. */
export interface Problem {
  /** Where the data is written: `envs/prod.ts`. */
  readonly file: string;
  /** Where in the data: `cluster.kubernetesVersion`; empty for the whole. */
  readonly path: string;
  /** What was got and what is allowed. */
  readonly message: string;
}

/** Every mistake in the environments' data, told at once. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  constructor(readonly problems: readonly Problem[]) {
    const lines = problems.map(({ file, path, message }) => `  ${file}${path && ` ${path}`}: ${message}`);
    const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
    super([`${count} in the environments' data`, ...lines].join("\n"));
  }
}
