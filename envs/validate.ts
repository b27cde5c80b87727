import { type Candidate, crossRules } from "./cross-rules";
import { type Environment, environmentSchema } from "./environment";
import { type DataProblem, EnvironmentError, type Problem } from "./problem";
import { rules } from "./rules";
import { schemaProblems } from "./schema-problems";

/**
 * Checks the data of all environments, by the file that holds it.
 *
 * @throws EnvironmentError with every problem of every file. A rule is silent about data only where the fields that it reads
 * are not of the right shape to begin with; that is then told instead.
 */
export function validateEnvironments(data: Readonly<Record<string, unknown>>): readonly Environment[] {
  const results = Object.entries(data).map(([file, candidate]) => validate(file, candidate));
  const candidates = results.flatMap(({ candidate }) => candidate ?? []);
  const problems = [
    ...results.flatMap((result) => result.problems),
    ...crossRules.flatMap(({ reads, check }) => check(candidates.filter(({ isSound }) => isSound(reads)))),
  ];
  if (problems.length > 0) throw new EnvironmentError(problems);
  return candidates.map(({ environment }) => environment);
}

function validate(
  file: string,
  data: unknown,
): { readonly candidate?: Candidate; readonly problems: readonly Problem[] } {
  const parsed = environmentSchema.safeParse(data);
  const issues = parsed.error?.issues ?? [];
  const found: DataProblem[] = issues.flatMap((issue) => schemaProblems(issue, data));
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    return { problems: filed(file, found) };
  }
  // A field that nothing reads says nothing about those beside it.
  const malformed = issues
    .filter(({ code }) => code !== "unrecognized_keys")
    .map(({ path }) => path.join("."));
  const isSound = (reads: readonly string[]): boolean =>
    !reads.some((read) => malformed.some((path) => overlap(path, read)));
  // Rules and cross-rules read the fields that they name and no others, so the rest may be malformed.
  const environment = parsed.success ? parsed.data : (data as Environment);
  for (const { reads, check } of rules) if (isSound(reads)) found.push(...check(environment));
  return { candidate: { file, environment, isSound }, problems: filed(file, found) };
}

/** Whether one dotted path lies within the other: `cluster` and `cluster.admins`. */
function overlap(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}

function filed(file: string, problems: readonly DataProblem[]): readonly Problem[] {
  return problems.map(({ path, message }) => ({ file, path: path.join("."), message }));
}
