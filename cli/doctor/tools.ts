import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../child-process";

/** Something that Pitboss runs. */
export interface Tool {
  readonly name: string;
  /** Without it, something that everybody does fails. */
  readonly required: boolean;
  /** The oldest version that will do; none when any does. */
  readonly minimum?: string;
  /** The only version that will do. */
  readonly exact?: string;
  /** What the version does not say: `with venv`. */
  readonly also?: string;
  /** What it is for, when it is not required. */
  readonly use?: string;
  /** How to get it. */
  readonly get: string;
  /** The commands that print its version; the first that answers counts. */
  readonly ask: readonly (readonly [string, ...string[]])[];
}

/** A tool as it is on this machine. */
export interface ToolState {
  readonly name: string;
  readonly required: boolean;
  readonly needed: string;
  /** The version found; null when there is none that answers. */
  readonly found: string | null;
  readonly ok: boolean;
  readonly use: string | null;
  readonly get: string;
}

/** Debian splits ensurepip off, without which venv makes no pip. */
const PYTHON_WITH_VENV = "import ensurepip, venv, platform; print(platform.python_version())";

/** What a project at `root` needs. */
export function toolsFor(root: string): readonly Tool[] {
  const checkov = pinnedCheckov(root);
  return [
    {
      name: "node",
      required: true,
      minimum: "20.9",
      get: "Debian package nodejs, or brew install node",
      ask: [["node", "--version"]],
    },
    {
      name: "npm",
      required: true,
      get: "Debian package npm; comes with brew's node",
      ask: [["npm", "--version"]],
    },
    {
      name: "git",
      required: true,
      get: "Debian package git, or brew install git",
      ask: [["git", "--version"]],
    },
    {
      name: "make",
      required: true,
      get: "Debian package make, or xcode-select --install",
      ask: [["make", "--version"]],
    },
    {
      name: "python3",
      required: true,
      minimum: "3.10",
      also: "with venv",
      get: "Debian packages python3 and python3-venv, or brew install python",
      ask: [["python3", "-c", PYTHON_WITH_VENV]],
    },
    {
      name: "checkov",
      required: true,
      ...(checkov === undefined ? {} : { exact: checkov }),
      also: "in .venv",
      get: "make setup",
      ask: [[join(root, ".venv", "bin", "checkov"), "--version"]],
    },
    {
      name: "terraform",
      required: true,
      minimum: "1.10",
      also: "or OpenTofu",
      get: "HashiCorp's Debian repository (package terraform), or brew install opentofu",
      ask: [
        ["terraform", "version"],
        ["tofu", "version"],
      ],
    },
    {
      name: "kubectl",
      required: false,
      use: "to look into a cluster",
      get: "Debian package kubernetes-client, or brew install kubectl",
      ask: [["kubectl", "version", "--client"]],
    },
    {
      name: "aws",
      required: false,
      use: "to log in to AWS",
      get: "Debian package awscli, or brew install awscli",
      ask: [["aws", "--version"]],
    },
    {
      name: "chromium",
      required: false,
      use: "for the tests that need a browser",
      get: "Debian package chromium, or brew install chromium",
      ask: [
        ["chromium", "--version"],
        ["google-chrome", "--version"],
      ],
    },
  ];
}

/** Looks for a tool by asking it for its version. */
export async function stateOf(tool: Tool): Promise<ToolState> {
  const found = await versionOf(tool.ask);
  return judgeVersion(tool, found);
}

/** Whether a version, if any, will do. */
export function judgeVersion(tool: Tool, found: string | null): ToolState {
  const { name, required, minimum, exact, also, use, get } = tool;
  const version = exact ?? (minimum === undefined ? "any" : `≥ ${minimum}`);
  const fits = found !== null && (exact === undefined || found === exact) && isAtLeast(found, minimum ?? "0");
  const needed = also === undefined ? version : `${version} ${also}`;
  return { name, required, needed, found, ok: fits, use: use ?? null, get };
}

async function versionOf(ask: Tool["ask"]): Promise<string | null> {
  for (const [program, ...words] of ask) {
    try {
      const { code, stdout, stderr } = await run(program, words);
      const version = /\d+(?:\.\d+)+/.exec(`${stdout}\n${stderr}`)?.[0];
      if (code === 0 && version !== undefined) return version;
    } catch {
      // There is no such program; the next may be there.
    }
  }
  return null;
}

/** Compares dotted numbers, part by part; a missing part counts as 0. */
function isAtLeast(version: string, minimum: string): boolean {
  const [have, need] = [version, minimum].map((text) => text.split(".").map(Number));
  for (const [index, part] of (need ?? []).entries()) {
    const own = have?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

function pinnedCheckov(root: string): string | undefined {
  const file = join(root, "tools", "python", "requirements.in");
  if (!existsSync(file)) return undefined;
  return /^checkov==(\S+)$/m.exec(readFileSync(file, "utf8"))?.[1];
}
