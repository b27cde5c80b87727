import type { Conditions, Principal, Statement } from "../constructs/core/policy-document";

/** A call to AWS as IAM judges it. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  /** What IAM knows of the call: `{ "aws:RequestedRegion": "eu-central-1" }`. A key that is absent is absent. */
  readonly context?: Readonly<Record<string, string>>;
  /** Who calls, as a resource policy would name it; identity policies name nobody. */
  readonly by?: string;
}

/** What IAM says: a denial is explicit, and "not allowed" the lack of a permission. */
export type Decision = "allowed" | "denied" | "not allowed";

type Operator = (actual: string | undefined, expected: readonly string[]) => boolean;

/** A negated operator holds where the key is absent; IAM's reference says so, and many a policy forgets. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  ArnLike: (actual, expected) => actual !== undefined && expected.some((one) => matches(one, actual)),
  Bool: (actual, expected) => actual !== undefined && expected.includes(actual),
  Null: (actual, expected) => expected.includes(String(actual === undefined)),
  NumericLessThan: (actual, expected) => expected.some((one) => Number(actual) < Number(one)),
  StringEquals: (actual, expected) => actual !== undefined && expected.includes(actual),
  StringNotEquals: (actual, expected) => actual === undefined || !expected.includes(actual),
};

/** What policies say of a call together: one denial outweighs every permission. */
export function decide(statements: readonly Statement[], call: Call): Decision {
  const speaking = statements.filter((statement) => speaksOf(statement, call));
  if (speaking.some(({ Effect }) => Effect === "Deny")) return "denied";
  return speaking.length > 0 ? "allowed" : "not allowed";
}

/** What a role may do: what its policies allow, as far as its boundary allows it too. */
export function decideWithin(
  boundary: readonly Statement[],
  policies: readonly Statement[],
  call: Call,
): Decision {
  const decisions = [decide(boundary, call), decide(policies, call)];
  return decisions.find((decision) => decision === "denied") ?? decisions.find(refuses) ?? "allowed";
}

function refuses(decision: Decision): boolean {
  return decision !== "allowed";
}

function speaksOf(statement: Statement, { action, resource, context = {}, by }: Call): boolean {
  const { Action, NotAction, Resource, NotResource, Principal, Condition = {} } = statement;
  return (
    covers(Action, NotAction, action.toLowerCase(), (pattern) => pattern.toLowerCase()) &&
    covers(Resource, NotResource, resource) &&
    (Principal === undefined || names(Principal, by)) &&
    holds(Condition, context)
  );
}

function covers(
  named: string | readonly string[] | undefined,
  others: string | readonly string[] | undefined,
  value: string,
  spell = (pattern: string) => pattern,
): boolean {
  if (named !== undefined) return listOf(named).some((pattern) => matches(spell(pattern), value));
  if (others !== undefined) return !listOf(others).some((pattern) => matches(spell(pattern), value));
  return true;
}

function names(principal: Principal, by: string | undefined): boolean {
  if (principal === "*") return true;
  const named = Object.values(principal as Record<string, string | readonly string[]>).flatMap(listOf);
  return named.includes("*") || (by !== undefined && named.includes(by));
}

function holds(conditions: Conditions, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([name, keys]) => {
    const operator = OPERATORS[name];
    if (operator === undefined) throw new Error(`no condition operator ${name} here yet`);
    return Object.entries(keys).every(([key, expected]) => operator(context[key], listOf(expected)));
  });
}

function matches(pattern: string, value: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${expression}$`, "s").test(value);
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
