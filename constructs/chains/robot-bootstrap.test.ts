import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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
  it("joins it to the vSwitch at every boot, in packets that this carries, and to all that is behind its gateway", () => {
    const unit = fileIn(bootstrap(), "/etc/systemd/system/pitboss-vswitch.service");
    expect(unit.match(/^(After|Exec\w+)=.*$/gm)).toEqual([
      "After=network-online.target",
      "ExecStartPre=-/usr/sbin/ip link delete dev vswitch",
      "ExecStart=/usr/sbin/ip link add link enp0s31f6 name vswitch mtu 1400 type vlan id 4012",
      "ExecStart=/usr/sbin/ip address add 10.48.128.2/20 dev vswitch",
      "ExecStart=/usr/sbin/ip link set dev vswitch up",
      "ExecStart=/usr/sbin/ip route replace 10.48.0.0/16 via 10.48.128.1",
      "ExecStart=/usr/sbin/ip route replace 10.32.0.0/16 via 10.48.128.1",
    ]);
    expect(bootstrap()).toContain("\nsystemctl enable --now --no-block pitboss-vswitch.service\n");
  });

  it("goes on with no other system than cloud servers have", () => {
    const check = bootstrap()
      .split("\n")
      .find((line) => line.includes("os-release"))!;
    const release = join(folder, "os-release");
    const statusWith = (text: string) => {
      writeFileSync(release, text);
      return spawnSync("bash", ["-c", check.replace("/etc/os-release", release)]).status;
    };
    expect(statusWith('ID=debian\nVERSION_ID="13"\n')).toBe(0);
    expect(statusWith('ID=debian\nVERSION_ID="12"\n')).toBe(1);
    expect(statusWith('ID=ubuntu\nVERSION_ID="24.04"\n')).toBe(1);
    expect(statusWith("ID=debian\n")).toBe(1);
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
      "--yes install jq nftables",
      "pitboss-vswitch.service\n",
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
      "pitboss-dev-validator-a: two parts write different files to /etc/x, expected one",
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
