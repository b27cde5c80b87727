// Makes lib/ from the committed schema: the bindings that `cdktf get` would write, compiled, one module a resource, as the
// published providers have them (`@cdktf/provider-hcloud/lib/server`). It makes nothing when lib/ is of the same schema, script
// and tools. `node generate.mjs <folder>` makes it in another folder of the package, whatever is there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// The generator's library otherwise asks Terraform for its version and tells HashiCorp of its use.
process.env.CHECKPOINT_DISABLE = "1";
process.env.TERRAFORM_BINARY_NAME = "terraform-is-not-needed";

const SOURCE = "hetznercloud/hcloud";
const NAME = `registry.terraform.io/${SOURCE}`;
const STAMP = "generated-from.sha256";
const TOOLS = ["@cdktf/provider-generator", "typescript-native"];
const home = import.meta.dirname;
const load = createRequire(import.meta.filename);

const { version } = load("./package.json");
const schemaFile = join(home, "schema", `hcloud-${version}.json`);

/** What decides every byte of the outcome. */
function stamp() {
  const hash = createHash("sha256");
  for (const file of [schemaFile, import.meta.filename]) hash.update(readFileSync(file));
  for (const tool of TOOLS) hash.update(`${tool} ${load(`${tool}/package.json`).version}\n`);
  return `${hash.digest("hex")}\n`;
}

function isCurrent(folder) {
  const file = join(folder, STAMP);
  return existsSync(file) && readFileSync(file, "utf8") === stamp();
}

async function generate(folder) {
  const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } =
    load("@cdktf/provider-generator");
  const { ConstructsMakerTarget, Language } = load("@cdktf/commons");
  const provider = JSON.parse(readFileSync(schemaFile, "utf8"));
  const code = new CodeMaker();
  const generator = new TerraformProviderGenerator(code, {
    format_version: "1.0",
    provider_schemas: { [NAME]: provider },
    provider_versions: { [NAME]: version },
  });
  const constraint = new TerraformProviderConstraint(`${SOURCE}@${version}`);
  generator.generate(ConstructsMakerTarget.from(constraint, Language.TYPESCRIPT));
  await code.save(folder);
}

function compile(folder, outDir) {
  const project = {
    compilerOptions: {
      target: "ES2022",
      module: "node16",
      rootDir: "providers/hcloud",
      outDir,
      declaration: true,
      strict: true,
      skipLibCheck: true,
      types: [],
    },
    // One module a resource: the barrels beside them would only tempt.
    include: ["providers/hcloud/*/**/*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
  const compiler = load.resolve("typescript-native/package.json").replace("package.json", "bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--project", folder], { stdio: "inherit" });
  if (status !== 0) throw new Error(`the bindings of ${SOURCE} ${version} do not compile`);
}

async function make(target) {
  // Beside the target, where modules resolve alike and a rename is atomic: builds may run at the same time.
  const workshop = mkdtempSync(join(home, ".generating-"));
  try {
    const made = join(workshop, "lib");
    await generate(workshop);
    compile(workshop, made);
    writeFileSync(join(made, STAMP), stamp());
    rmSync(target, { recursive: true, force: true });
    try {
      renameSync(made, target);
    } catch (error) {
      // Another build was faster.
      if (!isCurrent(target)) throw error;
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

const [folder] = process.argv.slice(2);
if (folder !== undefined) await make(join(home, folder));
else if (!isCurrent(join(home, "lib"))) await make(join(home, "lib"));
