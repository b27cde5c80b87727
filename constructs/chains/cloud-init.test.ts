import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { parse } from "yaml";
import { CloudInit, type MachinePart } from "./cloud-init";

interface Config {
  readonly write_files?: readonly Record<string, string>[];
  readonly packages?: readonly string[];
  readonly bootcmd?: readonly unknown[];
  readonly runcmd?: readonly unknown[];
}
const config = (...parts: MachinePart[]) => parse(new CloudInit("alpha", parts).text) as Config;
const token = "${TfToken[TOKEN.7]}";

describe("cloud-init", () => {
  it("is a cloud-config in which nobody has a password, and root signs in by key", () => {
    const { text } = new CloudInit("alpha", []);
    expect(text.split("\n")[0]).toBe("#cloud-config");
    expect(parse(text)).toEqual({
      ssh_pwauth: false,
      disable_root: false,
      users: [],
      package_update: true,
      package_upgrade: true,
    });
  });

  it("says to YAML what it was told, whatever the text", () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 200 })
      .filter((text) => !text.includes("$${") && !text.includes("%%{"));
    const lines = fc.array(fc.oneof(text, fc.array(text, { minLength: 1 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        text,
        lines,
        fc.constantFrom<("1.1" | "1.2")[]>("1.1", "1.2"),
        (content, commands, version) => {
          const { text } = new CloudInit("alpha", [{ files: [{ path: "/a", content }], commands }]);
          expect(parse(text, { version })).toMatchObject({
            write_files: [{ path: "/a", content, permissions: "0644", owner: "root:root" }],
            runcmd: commands,
          });
        },
      ),
      { examples: [["yes: no\n- 0o17\n\t#x", ["${A}"], "1.1"]] },
    );
  });

  it("joins the parts: packages once and in order, commands in the order of the parts", () => {
    const shared = { path: "/shared", content: "same" };
    const joined = config(
      { packages: ["jq", "curl"], commands: ["one"], bootCommands: [["early"]], files: [shared] },
      { packages: ["curl"], commands: [["two", "2"]], files: [shared] },
    );
    expect(joined).toMatchObject({
      packages: ["curl", "jq"],
      runcmd: ["one", ["two", "2"]],
      bootcmd: [["early"]],
    });
    expect(joined.write_files).toHaveLength(1);
  });

  it("refuses two files at one path", () => {
    const files = ["a", "b"].map((content) => ({ files: [{ path: "/shared", content }] }));
    expect(() => new CloudInit("alpha", files)).toThrow("alpha: two parts write different files to /shared");
  });

  it("compresses a file into the same bytes each time, which gunzip reads", () => {
    const content = "enode://".repeat(500);
    const [file] = config({ files: [{ path: "/big", content, compressed: true }] }).write_files ?? [];
    expect(file?.encoding).toBe("gz+b64");
    const bytes = Buffer.from(file?.content ?? "", "base64");
    expect(gunzipSync(bytes).toString()).toBe(content);
    expect(bytes.length).toBeLessThan(200);
    // RFC 1952: no time stamp, no named system.
    expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
  });

  it("refuses to compress what only Terraform knows", () => {
    const files = [{ path: "/big", content: `volume=${token}`, compressed: true }];
    expect(() => new CloudInit("alpha", [{ files }])).toThrow(
      "alpha: /big is compressed at synth, so it cannot hold a value that only Terraform knows",
    );
  });

  it("escapes for Terraform what the shell means, and leaves references to it", () => {
    const content = "${HOME} $HOME %{if} $$ " + token;
    const init = new CloudInit("alpha", [{ files: [{ path: "/a", content }] }]);
    expect(init.text).toContain(content);
    expect(init.userData).toContain("$${HOME} $HOME %%{if} $$ " + token);
  });

  it("refuses what is escaped for Terraform already", () => {
    const files = [{ path: "/a", content: "$${HOME}" }];
    expect(() => new CloudInit("alpha", [{ files }])).toThrow("which is escaped for Terraform");
  });

  it("takes what Hetzner takes, to the byte, and says how much is too much", () => {
    const withContent = (content: string) => new CloudInit("alpha", [{ files: [{ path: "/a", content }] }]);
    const room = 32_768 - withContent("").size;
    expect(withContent("x".repeat(room)).size).toBe(32_768);
    expect(() => withContent("x".repeat(room + 1))).toThrow(
      "alpha: the cloud-init has 32769 bytes, Hetzner takes at most 32768",
    );
    expect(() => withContent("ü".repeat(room / 2 + 1))).toThrow("Hetzner takes at most 32768");
  });

  it("leaves room for the values that Terraform puts in", () => {
    const size = (content: string) => new CloudInit("alpha", [{ files: [{ path: "/a", content }] }]).size;
    expect(size(token + token) - size("")).toBe(400);
  });
});
