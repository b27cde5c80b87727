import { readFileSync } from "node:fs";
import { z } from "zod";
import { ExitCode, Failure } from "./exit-codes";

/** Something that a command leaves for those after it. */
export interface Artifact<Value> {
  readonly schema: z.ZodType<Value>;
  /** What it is: `the manifest of a synthesis`. */
  readonly what: string;
  /** The command that leaves it: `synth`. */
  readonly command: string;
}

/**
 * Reads what an earlier command left.
 *
 * @throws Failure when there is nothing (usage), or it is of another shape (refused).
 */
export function readArtifact<Value>(file: string, { schema, what, command }: Artifact<Value>): Value {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Failure(ExitCode.usage, `${file}: expected ${what}, got none: run ${command} first`);
  }
  const parsed = parseJson(schema, text);
  if ("value" in parsed) return parsed.value;
  throw new Failure(
    ExitCode.refused,
    `${file}: expected ${what}, got another shape; run ${command} again\n${parsed.problem}`,
  );
}

/** A text as the JSON that it should be, or why it is not. */
export function parseJson<Value>(
  schema: z.ZodType<Value>,
  text: string,
): { readonly value: Value } | { readonly problem: string } {
  try {
    return { value: schema.parse(JSON.parse(text)) };
  } catch (error) {
    return { problem: error instanceof z.ZodError ? z.prettifyError(error) : String(error) };
  }
}
