// Makes the Go programs that tests run, and fetches what they judge by; prints the folder that holds them. What is made
// depends on this folder's files alone, and is kept in the user's cache by their hash. No binary is downloaded: Go checks
// every module against go.sum, and the ones below against the sums here.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pitboss", "tools");

/** Programs, by the package that they are built of. */
const PROGRAMS = { helm: "helm.sh/helm/v3/cmd/helm", admit: "./admit" };

/**
 * Modules that are only read: the definitions of custom resources, and charts.
 *
 * Karpenter is pinned at 1.12.2, which the Go module proxy does not have everywhere. At the tags v1.12.1 and v1.12.2 of
 * aws/karpenter-provider-aws, `pkg/apis/crds` and `charts/` differ in one line: the version of the generator, an annotation.
 */
const MODULES = [
  {
    path: "github.com/aws/karpenter-provider-aws@v1.12.1",
    sum: "h1:GOIYhlnXOmiVrxIMRPQrxor0KXSJw7x3p1FH3eBaBPs=",
    take: {
      "pkg/apis/crds": "crds",
      "charts/karpenter": "charts/karpenter",
      "charts/karpenter-crd": "charts/karpenter-crd",
    },
  },
  {
    path: "github.com/argoproj/argo-cd/v3@v3.4.13",
    sum: "h1:kmnF4nE5SQ83OhtdX6DMmLSpH0eRIa1gNYdCLNHqB+A=",
    take: { "manifests/crds": "crds" },
  },
];

function go(...words) {
  const env = { ...process.env, GOFLAGS: "", GOWORK: "off" };
  const options = { cwd: here, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e8 };
  const { status, stdout, error } = spawnSync("go", words, options);
  if (error?.code === "ENOENT")
    throw new Error("Go is needed: 1.26, or 1.21 and later, which fetches it by itself");
  if (status !== 0) throw new Error(`go ${words.join(" ")} failed`);
  return stdout;
}

function sources() {
  const files = readdirSync(here, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

function hash() {
  const digest = createHash("sha256").update(`${process.platform}-${process.arch}\n`);
  for (const file of sources()) digest.update(`${file.slice(here.length)}\n`).update(readFileSync(file));
  return digest.digest("hex").slice(0, 16);
}

function make(folder) {
  for (const [name, source] of Object.entries(PROGRAMS)) {
    go("build", "-trimpath", "-mod=readonly", "-ldflags=-s -w", "-o", join(folder, "bin", name), source);
  }
  for (const { path, sum, take } of MODULES) {
    const { Dir, Sum } = JSON.parse(go("mod", "download", "-json", path));
    if (Sum !== sum) throw new Error(`${path}: expected the sum ${sum}, got ${Sum}`);
    for (const [from, to] of Object.entries(take)) copy(join(Dir, from), join(folder, to));
  }
}

/** A module's files are read-only, folders too: their copies are ours to remove. */
function copy(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    if (entry.isDirectory()) copy(join(from, entry.name), target);
    else cpSync(join(from, entry.name), target);
  }
}

const folder = join(cache, hash());
if (!existsSync(folder)) {
  process.stderr.write(
    `Building ${Object.keys(PROGRAMS).join(" and ")} from source, once (about 2 minutes)\n`,
  );
  mkdirSync(cache, { recursive: true });
  // Only what is whole gets the name that others look for; whoever comes second finds it there.
  const making = mkdtempSync(join(cache, `.${basename(folder)}-`));
  try {
    make(making);
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
process.stdout.write(`${folder}\n`);
