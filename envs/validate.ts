import type { z } from "zod";
import { crossRules } from "./cross-rules";
import { type Environment, environmentSchema } from "./environment";
import { type Finding, rules } from "./rules";

/** A mistake in an environment's data. */
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

/**
 * Checks the data of all environments, by the file that holds it.
 *
 * @throws EnvironmentError with every problem of every file. A rule is only silent about data that is not of the right
 * shape to begin with; that is then told instead.
 */
export function validateEnvironments(data: Readonly<Record<string, unknown>>): readonly Environment[] {
  const results = Object.entries(data).map(([file, candidate]) => ({ file, ...validate(file, candidate) }));
  const problems = results.flatMap((result) => result.problems);
  const wellFormed = results.flatMap(({ file, environment }) => (environment ? [{ file, environment }] : []));
  problems.push(...crossRules.flatMap((rule) => rule(wellFormed)));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return wellFormed.map(({ environment }) => environment);
}

function validate(file: string, candidate: unknown): { environment?: Environment; problems: Problem[] } {
  const parsed = environmentSchema.safeParse(candidate);
  const issues = parsed.error?.issues ?? [];
  const findings = issues.map((issue) => findingOf(issue, candidate));
  const malformed = new Set(issues.map((issue) => issue.path[0]));
  if (isData(candidate)) {
    // A rule reads the fields that it names and no other, so it can speak as soon as those are well formed.
    const environment = candidate as Environment;
    for (const rule of rules) {
      if (!rule.reads.some((field) => malformed.has(field))) findings.push(...rule.check(environment));
    }
  }
  const problems = findings.map(({ path, message }) => ({ file, path: path.join("."), message }));
  return parsed.success ? { environment: parsed.data, problems } : { problems };
}

function isData(candidate: unknown): boolean {
  return typeof candidate === "object" && candidate !== null && !Array.isArray(candidate);
}

function findingOf(issue: z.core.$ZodIssue, data: unknown): Finding {
  const path = issue.path.map(String);
  return { path, message: `got ${show(valueAt(data, path))}, ${expectation(issue)}` };
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected === "record" ? "an object" : issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.map((value) => show(value)).join(", ")}`;
    case "too_small":
      return `expected at least ${String(issue.minimum)}`;
    case "too_big":
      return `expected at most ${String(issue.maximum)}`;
    case "unrecognized_keys":
      return `which has no place for ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);
}

/** A value as an error shows it: short, and told from nothing at all. */
function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "bigint" || typeof value === "symbol") return value.toString();
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
