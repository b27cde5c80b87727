import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "../constructs/core/cdktf";
import type { Statement } from "../constructs/core/policy-document";

type Body = Record<string, unknown>;
type Section = Record<string, Record<string, Body>>;

/** A stack as Terraform will read it. */
export class SynthesizedStack {
  constructor(readonly document: Record<string, unknown>) {}

  /** The resources of a type, by logical id. */
  resources(type: string): Record<string, Body> {
    return this.section("resource")[type] ?? {};
  }

  /** The one resource of a type; fails when there are none or more. */
  only(type: string): Body {
    const found = Object.values(this.resources(type));
    if (found.length !== 1) {
      throw new Error(`expected one ${type}, got ${found.length} among ${this.types().join(", ")}`);
    }
    return found[0]!;
  }

  /** The resource of a type at a construct path below the stack, as `karpenter/queue`. */
  at(type: string, path: string): Body {
    const found = Object.values(this.resources(type)).find((body) => pathOf(body).endsWith(`/${path}`));
    if (found === undefined) {
      const paths = Object.values(this.resources(type)).map(pathOf);
      throw new Error(`expected a ${type} at ${path}, got ${paths.join(", ") || "none"}`);
    }
    return found;
  }

  /** The types of resource that the stack holds, sorted. */
  types(): string[] {
    return Object.keys(this.section("resource")).sort();
  }

  private section(name: string): Section {
    return (this.document[name] ?? {}) as Section;
  }
}

function pathOf(body: Body): string {
  return (body["//"] as { metadata: { path: string } }).metadata.path;
}

/** An IAM policy document of a synthesized resource, parsed. */
export function policyOf(body: Body, attribute = "policy"): { Statement: Statement[] } {
  return JSON.parse(body[attribute] as string) as { Statement: Statement[] };
}

/**
 * Synthesizes a whole app and reads back its stacks by name. `Testing.synth` of CDKTF skips the preparation of stacks and so
 * renders references between them wrongly; this goes the way that `cdktf synth` goes.
 */
export function synthesizeApp(build: (app: App) => void): Map<string, SynthesizedStack> {
  const outdir = mkdtempSync(join(tmpdir(), "pitboss-synth-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    app.synth();
    return new Map(
      Object.entries(app.manifest.stacks).map(([name, stack]) => {
        const text = readFileSync(join(outdir, stack.synthesizedStackPath), "utf8");
        return [name, new SynthesizedStack(JSON.parse(text) as Record<string, unknown>)];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Synthesizes constructs in a stack of their own, with an AWS provider. */
export function synthesize(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stacks = synthesizeApp((app) => {
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    build(stack);
  });
  return stacks.get("test")!;
}

/** As `synthesize`, and what was built beside it. */
export function synthesizeBuilt<T>(build: (stack: TerraformStack) => T): {
  stack: SynthesizedStack;
  built: T;
} {
  const built: T[] = [];
  const stack = synthesize((scope) => built.push(build(scope)));
  return { stack, built: built[0]! };
}
