import { inspect } from "node:util";
import type { z } from "zod";
import type { DataProblem } from "./problem";

/** What is asked for where the schema names a type, in words. */
const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "text",
};

const LONGEST = 80;

/** What the schema says of malformed data, in the words of every other problem: what was got, and what is expected. */
export function schemaProblems(issue: z.core.$ZodIssue, data: unknown): readonly DataProblem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: "got a field that nothing reads" }));
  }
  if (issue.code === "invalid_key") {
    const expected = issue.issues[0]?.message ?? issue.message;
    return [{ path, message: `got the name ${show(path.at(-1))}, ${expected}` }];
  }
  return [{ path, message: `got ${show(valueAt(data, path))}, ${expectation(issue)}` }];
}

function expectation(issue: z.core.$ZodIssue): string {
  // The schema's own words, where it has any.
  if (issue.message.startsWith("expected")) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.map(show).join(", ")}`;
    case "too_small":
      return `expected at least ${String(issue.minimum)}`;
    case "too_big":
      return `expected at most ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);
}

/** A value as an error shows it: short, whatever it is, and told from nothing at all. */
function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text =
    typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
