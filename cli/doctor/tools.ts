import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../child-process";
import { isWithin } from "./version-range";

/** Something that Pitboss runs. */
export interface Tool {
  readonly name: string;
  /** Without it, something that everybody does fails. */
  readonly required: boolean;
  /** The versions that will do, as package.json writes a range: `^20.19.0 || >=24`. @default - any */
  readonly versions?: string;
  /** What the version does not say: `with venv`. */
  readonly also?: string;
  /** What it is for, when that is not everything. @default - everything */
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

const manifest = z.object({ engines: z.object({ node: z.string().optional() }).optional() });

/** What a project at `root` needs. */
export function toolsFor(root: string): readonly Tool[] {
  const node = engineOf(root);
  const checkov = pinnedCheckov(root);
  return [
    {
      name: "node",
      required: true,
      ...(node === undefined ? {} : { versions: node }),
      get: "Debian 13's package nodejs, nodejs.org, or brew install node",
      ask: [["node", "--version"]],
    },
    {
      name: "npm",
      required: true,
      get: "Debian package npm; comes with brew's node",
      ask: [["npm", "--version"]],
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
      versions: ">=3.10",
      also: "with venv",
      get: "Debian packages python3 and python3-venv, or brew install python",
      ask: [["python3", "-c", PYTHON_WITH_VENV]],
    },
    {
      name: "checkov",
      required: true,
      ...(checkov === undefined ? {} : { versions: checkov }),
      also: "in .venv",
      get: "make setup",
      ask: [[join(root, ".venv", "bin", "checkov"), "--version"]],
    },
    {
      name: "terraform",
      required: true,
      versions: ">=1.10",
      also: "or OpenTofu",
      get: "HashiCorp's Debian repository (package terraform), or brew install opentofu",
      ask: [
        ["terraform", "version"],
        ["tofu", "version"],
      ],
    },
    {
      name: "chromium",
      required: true,
      use: "for make test, which opens the report in it",
      get: "Debian package chromium, or brew install --cask chromium",
      ask: [["chromium", "--version"]],
    },
    {
      name: "go",
      required: true,
      versions: ">=1.21",
      use: "for make test, which builds Helm and the API server's admission code, once",
      get: "go.dev/dl, or brew install go; from 1.21 on it fetches the version that it needs",
      ask: [["go", "version"]],
    },
    {
      name: "jq",
      required: true,
      use: "for make test, which runs the scripts of machines",
      get: "Debian package jq, or brew install jq",
      ask: [["jq", "--version"]],
    },
    {
      name: "curl",
      required: true,
      versions: ">=7.75",
      use: "for make test, which runs the scripts of machines",
      get: "Debian package curl, or brew install curl",
      ask: [["curl", "--version"]],
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
      use: "to log in to AWS, and wherever the gitops layer is applied",
      get: "Debian package awscli, or brew install awscli",
      ask: [["aws", "--version"]],
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
  const { name, required, versions, also, use, get } = tool;
  const version = versions?.replaceAll(">=", "≥ ") ?? "any";
  const fits = found !== null && (versions === undefined || isWithin(versions, found));
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

/** The Node that the project's package.json asks for. */
function engineOf(root: string): string | undefined {
  const file = join(root, "package.json");
  if (!existsSync(file)) return undefined;
  return manifest.parse(JSON.parse(readFileSync(file, "utf8"))).engines?.node;
}

function pinnedCheckov(root: string): string | undefined {
  const file = join(root, "tools", "python", "requirements.in");
  if (!existsSync(file)) return undefined;
  return /^checkov==(\S+)$/m.exec(readFileSync(file, "utf8"))?.[1];
}
