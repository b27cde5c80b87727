import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type RobotBootstrapProps, robotBootstrap, writing } from "./robot-bootstrap";

const folder = mkdtempSync(join(tmpdir(), "pitboss-robot-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function bootstrap(props: Partial<RobotBootstrapProps> = {}): string {
  return robotBootstrap({
    name: "pitboss-dev-validator-a",
    address: "10.48.128.2",
    networkInterface: "enp0s31f6",
    vSwitch: { range: "10.48.128.0/20", vlan: 4012 },
    destinations: ["10.48.0.0/16", "10.32.0.0/16"],
    parts: [],
    ...props,
  });
}

/** What the script writes to a path. */
function fileIn(script: string, path: string): string {
  const [, rest = ""] = script.split(`/dev/stdin ${path} <<'PITBOSS-END-OF-FILE'\n`);
  return rest.split("\nPITBOSS-END-OF-FILE\n")[0]!;
}

describe("the bootstrap of a dedicated machine", () => {
  it("joins it to the vSwitch, in packets that this carries, and to all that is behind its gateway", () => {
    expect(JSON.parse(fileIn(bootstrap(), "/etc/netplan/60-vswitch.yaml"))).toEqual({
      network: {
        version: 2,
        vlans: {
          vswitch: {
            id: 4012,
            link: "enp0s31f6",
            mtu: 1400,
            addresses: ["10.48.128.2/20"],
            routes: [
              { to: "10.48.0.0/16", via: "10.48.128.1" },
              { to: "10.32.0.0/16", via: "10.48.128.1" },
            ],
          },
        },
      },
    });
  });

  it("leaves SSH to keys, and to the private network", () => {
    const settings = fileIn(bootstrap(), "/etc/ssh/sshd_config.d/10-pitboss.conf").split("\n");
    expect(settings).toEqual(
      expect.arrayContaining(["ListenAddress 10.48.128.2", "PasswordAuthentication no"]),
    );
  });

  it("is a script that bash understands and that stops at what fails, with parts or without", () => {
    const parts = [
      {
        packages: ["nftables", "jq"],
        files: [{ path: "/etc/a b", content: "it's $HOME\n", permissions: "0600", owner: "root:adm" }],
        bootCommands: ["mkdir --parents /run/pitboss"],
        commands: [["echo", "it's", "$HOME"], "test -f /etc/x || touch /etc/x"],
      },
    ];
    for (const script of [bootstrap(), bootstrap({ parts })]) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(script.split("\n").slice(0, 3)).toContain("set -euo pipefail");
      expect(script.endsWith("systemctl reboot\n")).toBe(true);
    }
  });

  it("does what cloud-init would do with the parts, in its order", () => {
    const script = bootstrap({
      parts: [
        { packages: ["nftables", "jq"], commands: [["echo", "it's", "$HOME"]] },
        { packages: ["jq"], files: [{ path: "/etc/x", content: "x" }], commands: ["second || true"] },
      ],
    });
    const order = [
      "/etc/x <<",
      "netplan apply",
      "install jq nftables unattended-upgrades",
      "echo 'it'\\''s' '$HOME'",
      "second || true",
      "systemctl reboot",
    ];
    const places = order.map((text) => script.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it("writes what two parts share once, and refuses what they disagree on", () => {
    const part = { files: [{ path: "/etc/x", content: "x\n" }] };
    expect(bootstrap({ parts: [part, part] }).split("/etc/x <<")).toHaveLength(2);
    const other = { files: [{ path: "/etc/x", content: "y\n" }] };
    expect(() => bootstrap({ parts: [part, other] })).toThrow(
      "pitboss-dev-validator-a: expected one file /etc/x, got different ones of two parts",
    );
  });

  it("repeats at every boot what cloud-init would", () => {
    const script = bootstrap({ parts: [{ bootCommands: [["nft", "-f", "/etc/nftables.conf"]] }] });
    expect(fileIn(script, "/usr/local/sbin/pitboss-boot")).toContain("nft -f /etc/nftables.conf");
    expect(script).toContain("systemctl enable pitboss-boot.service");
    expect(bootstrap()).not.toContain("pitboss-boot");
  });
});

describe("a file in the script", () => {
  const { username } = userInfo();

  it("arrives as it is, whatever is in it", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("a", "\\", "'", '"', "$", "`", "{", "}", "%", "!", "\n", "\t", " ", "é"),
        }),
        (text) => {
          const content = `${text}\n`;
          const path = join(folder, "some dir", "it's");
          const script = writing({ path, content, permissions: "0640", owner: `${username}:${username}` });
          const { status, stderr } = spawnSync("bash", ["-euo", "pipefail"], {
            input: script,
            encoding: "utf8",
          });
          expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
          expect(readFileSync(path, "utf8")).toBe(content);
          expect(statSync(path).mode & 0o777).toBe(0o640);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("cannot end early", () => {
    expect(() => writing({ path: "/etc/x", content: "a\nPITBOSS-END-OF-FILE\nrm -rf /\n" })).toThrow(
      '/etc/x: expected no line "PITBOSS-END-OF-FILE", got one',
    );
  });
});
