import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";

const REPOSITORY = resolve(__dirname, "..");

/** The first run on a machine builds the programs; `beforeAll` needs as long. */
export const BUILD_MILLISECONDS = 20 * 60 * 1000;

export type KubernetesDocument = Record<string, unknown> & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
};

/** Real programs, built from source at pinned versions: `tools/go` says which. */
export class GoTools {
  private constructor(readonly folder: string) {}

  /** Builds what is not built yet. */
  static install(): GoTools {
    return new GoTools(run(process.execPath, [join(REPOSITORY, "tools", "go", "install.mjs")]).trim());
  }

  /** What Helm says, or throws. */
  helm(...words: readonly string[]): string {
    // Nothing of the user's own: no plugins, no repositories.
    return run(join(this.folder, "bin", "helm"), words, {
      env: { PATH: process.env.PATH, HOME: this.folder, HELM_PLUGINS: "/nonexistent" },
    });
  }

  /** A chart rendered with values, the later over the earlier, as the objects that would be applied. */
  render(chart: string, values: readonly unknown[], ...words: readonly string[]): KubernetesDocument[] {
    const folder = mkdtempSync(join(tmpdir(), "pitboss-values-"));
    try {
      const files = values.map((document, index) => {
        const file = join(folder, `${index}.json`);
        writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
        return ["--values", file];
      });
      const text = this.helm(
        "template",
        "release",
        chart,
        "--kube-version",
        "1.35.0",
        ...files.flat(),
        ...words,
      );
      return parseAllDocuments(text)
        .map((document) => document.toJS() as KubernetesDocument | null)
        .filter((document) => document !== null);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** What a Kubernetes API server would say of each object: its problems, none when it is admitted. */
  admit(objects: readonly unknown[]): string[][] {
    const crds = join(this.folder, "crds");
    const definitions = readdirSync(crds).filter((file) => file !== "kustomization.yaml");
    const input = JSON.stringify(objects);
    const answer = run(
      join(this.folder, "bin", "admit"),
      definitions.map((file) => join(crds, file)),
      { input },
    );
    return JSON.parse(answer) as string[][];
  }
}

function run(
  program: string,
  words: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: "utf8",
    maxBuffer: 1e8,
    ...options,
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${words.join(" ")}: ${error?.message ?? stderr}`);
}
