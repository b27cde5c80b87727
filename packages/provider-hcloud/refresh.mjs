// Reads what `terraform providers schema -json` prints, and writes the schema that the bindings are generated from: the one
// provider, without its prose, in an order that does not change from run to run.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";

const NAME = "registry.terraform.io/hetznercloud/hcloud";
const PROSE = new Set(["deprecation_message", "description", "description_kind"]);

/** What a type says stays as it is: in one, `description` is an attribute's name and no prose. */
function factsOf(value, within) {
  if (Array.isArray(value)) return within === "type" ? value : value.map((item) => factsOf(item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(PROSE.has(key) && typeof item === "string"))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, factsOf(item, key)]),
  );
}

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8"));
const provider = JSON.parse(readFileSync(process.stdin.fd, "utf8")).provider_schemas?.[NAME];
if (provider === undefined)
  throw new Error(`expected provider_schemas["${NAME}"] on standard input, got none`);
const file = join(import.meta.dirname, process.argv[2] ?? `schema/hcloud-${version}.json`);
writeFileSync(file, await format(JSON.stringify(factsOf(provider)), { parser: "json", printWidth: 110 }));
