import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readEnvironments } from "../envs/environments";
import { readable } from "../tests/readable";
import { type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { LAYERS } from "./layers";
import { Platform } from "./platform";

const folder = join(__dirname, "__golden__");
const accept = process.env.PITBOSS_GOLDEN === "accept";

const stacks = synthesizeApp((app) => {
  for (const environment of readEnvironments()) new Platform(app, environment);
});
const environments = readEnvironments().map(({ name }) => name);

/** Compares with the golden file, or, for `npm run golden`, writes it. */
function expectGolden(file: string, text: string): void {
  const path = join(folder, file);
  if (accept) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, "utf8"));
}

/** The address of every resource of an environment: what a state file knows it by. */
function logicalIds(environment: string): string {
  const names = LAYERS.map((layer) => `${environment}-${layer}`);
  const lines = [...stacks]
    .filter(([name]) => names.includes(name))
    .flatMap(([name, stack]) => idsOf(name, stack));
  return `${lines.join("\n")}\n`;
}

function idsOf(name: string, stack: SynthesizedStack): string[] {
  return stack
    .types()
    .flatMap((type) => Object.keys(stack.resources(type)).map((id) => `${name} ${type}.${id}`))
    .sort();
}

describe("the golden files", () => {
  it("are of stacks and environments that there are", () => {
    const expected = [
      ...[...stacks.keys()].map((name) => `${name}.tf.json`),
      ...environments.map((environment) => `${environment}.logical-ids.txt`),
    ];
    expect(readdirSync(folder).sort()).toEqual(expected.sort());
  });

  it.each([...stacks])("hold what %s synthesizes to", (name, stack) => {
    expectGolden(`${name}.tf.json`, readable(stack.document));
  });

  it.each(environments)("hold the state addresses of %s, which change only by a migration", (environment) => {
    expectGolden(`${environment}.logical-ids.txt`, logicalIds(environment));
  });
});
