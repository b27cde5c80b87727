import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { Server } from "@cdktf/provider-hcloud/lib/server";
import { synthesize } from "../../tests/synthesize";

const lib = join(__dirname, "lib");
const { version } = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8")) as { version: string };
const schemaFile = join(__dirname, "schema", `hcloud-${version}.json`);
const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as {
  resource_schemas: Record<string, unknown>;
  data_source_schemas: Record<string, unknown>;
};

/** What a folder holds, by path. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1), readFileSync(file, "utf8")];
    }),
  );
}

function run(script: string, words: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, script), ...words], {
    encoding: "utf8",
    input,
    env: { PATH: process.env.PATH },
  });
  return { status, said: stdout + stderr };
}

describe("the bindings of hcloud", () => {
  it("are what the generator makes of the committed schema, byte for byte", () => {
    const again = mkdtempSync(join(__dirname, ".generating-again-"));
    try {
      expect(run("generate.mjs", [basename(again)])).toEqual({ status: 0, said: "" });
      expect(contents(again)).toEqual(contents(lib));
    } finally {
      rmSync(again, { recursive: true });
    }
  });

  it("have a module for every resource and data source of the schema, and no barrel", () => {
    const modules = [
      "provider",
      ...Object.keys(schema.resource_schemas).map((type) => type.replace("hcloud_", "")),
      ...Object.keys(schema.data_source_schemas).map((type) => `data_${type}`),
    ].map((name) => name.replaceAll("_", "-"));
    const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(modules.sort());
    expect(existsSync(join(lib, "index.js"))).toBe(false);
  });

  it("ask Terraform for the version that the package has, from Hetzner's own namespace", () => {
    const { document } = synthesize((stack) => new HcloudProvider(stack, "hcloud"));
    expect(document.terraform).toMatchObject({
      required_providers: { hcloud: { source: "hetznercloud/hcloud", version } },
    });
  });

  it("write what Terraform reads", () => {
    const stack = synthesize((scope) => {
      new HcloudProvider(scope, "hcloud");
      new Server(scope, "server", {
        name: "one",
        serverType: "cx23",
        network: [{ subnetId: "1-10.0.0.0/24", aliasIps: [] }],
        publicNet: [{ ipv4Enabled: false }],
      });
    });
    expect(stack.only("hcloud_server")).toMatchObject({
      name: "one",
      server_type: "cx23",
      network: [{ subnet_id: "1-10.0.0.0/24", alias_ips: [] }],
      public_net: [{ ipv4_enabled: false }],
    });
  });
});

describe("the committed schema", () => {
  it("is what refreshing it from Terraform's own output writes", () => {
    const folder = mkdtempSync(join(__dirname, ".generating-refreshed-"));
    const written = join(folder, "schema.json");
    const hcloud = { description_kind: "plain", ...schema };
    const printed = {
      format_version: "1.0",
      provider_schemas: { "registry.terraform.io/hetznercloud/hcloud": hcloud },
    };
    try {
      const outcome = run("refresh.mjs", [join(basename(folder), "schema.json")], JSON.stringify(printed));
      expect(outcome).toEqual({ status: 0, said: "" });
      expect(readFileSync(written, "utf8")).toBe(readFileSync(schemaFile, "utf8"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is not overwritten by the schema of another provider", () => {
    const { status, said } = run("refresh.mjs", [], '{ "provider_schemas": {} }');
    expect(status).toBe(1);
    expect(said).toContain('expected provider_schemas["registry.terraform.io/hetznercloud/hcloud"]');
  });
});
