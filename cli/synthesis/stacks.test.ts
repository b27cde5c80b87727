import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../exit-codes";
import { readManifest, readSynthesis } from "./stacks";

let output: string;

beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), "pitboss-stacks-"));
});

afterEach(() => {
  rmSync(output, { recursive: true });
});

/** Writes a synthesis of stacks that each stand on others. */
function holds(dependencies: Readonly<Record<string, readonly string[]>>, text = "{}") {
  const entries = Object.entries(dependencies).map(([name, before]) => {
    const workingDirectory = join("stacks", name);
    mkdirSync(join(output, workingDirectory), { recursive: true });
    writeFileSync(join(output, workingDirectory, "cdk.tf.json"), text);
    const synthesizedStackPath = join(workingDirectory, "cdk.tf.json");
    return [name, { workingDirectory, synthesizedStackPath, dependencies: before }];
  });
  writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
}

describe("a synthesis", () => {
  it("comes by environment, and within one in the order of deployment", () => {
    holds({
      "prod-network": ["prod-foundation"],
      "dev-cluster": ["dev-foundation", "dev-network"],
      "dev-network": ["dev-foundation"],
      "dev-foundation": [],
      "prod-foundation": [],
    });
    expect(readSynthesis(output, []).stacks.map(({ name }) => name)).toEqual([
      "dev-foundation",
      "dev-network",
      "dev-cluster",
      "prod-foundation",
      "prod-network",
    ]);
  });

  it("has dev before staging before prod, and environments that nobody knows after them by name", () => {
    holds({ "canary-data": [], "prod-data": [], "beta-data": [], "dev-data": [], "staging-data": [] });
    expect(readSynthesis(output, []).stacks.map(({ environment }) => environment)).toEqual([
      "dev",
      "staging",
      "prod",
      "beta",
      "canary",
    ]);
    expect(readSynthesis(output, [], []).stacks.map(({ environment }) => environment)).toEqual([
      "beta",
      "canary",
      "dev",
      "prod",
      "staging",
    ]);
  });

  it("knows the layer as the last word of a stack's name", () => {
    holds({ "prod-eu-network": [] });
    expect(readSynthesis(output, ["prod-eu"]).stacks).toEqual([
      expect.objectContaining({ environment: "prod-eu", layer: "network" }),
    ]);
  });

  it.each(["soon", "2027-02-31"])("has no stack with a suppression until %s, but says why", (expires) => {
    const suppression = {
      check: "CKV_AWS_1",
      reason: "r",
      owner: "o",
      resource: "a.b",
      path: "p",
      expires,
    };
    holds({ "dev-network": [] }, JSON.stringify({ "//": { suppressions: [suppression] } }));
    const { stacks, unreadable } = readSynthesis(output, []);
    expect(stacks).toEqual([]);
    expect(unreadable).toEqual([
      expect.objectContaining({
        name: "dev-network",
        problem: expect.stringMatching(
          new RegExp(`expected a day .* got "${expires}"[^]*suppressions\\[0\\]\\.expires`),
        ),
      }),
    ]);
  });

  it("has no stack whose file is missing, but says so", () => {
    holds({ "dev-network": [] });
    rmSync(join(output, "stacks", "dev-network", "cdk.tf.json"));
    expect(readSynthesis(output, []).unreadable).toMatchObject([{ name: "dev-network" }]);
  });

  it("is refused when its manifest is none, and is a wrong call when there is no manifest", () => {
    writeFileSync(join(output, "manifest.json"), '{ "stacks": [');
    expect(failureOf(() => readManifest(output)).exitCode).toBe(1);
    rmSync(join(output, "manifest.json"));
    expect(failureOf(() => readManifest(output))).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("expected the manifest of a synthesis, got none: run synth first"),
    });
  });
});

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("expected a failure");
}
