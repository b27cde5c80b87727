import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privateInterface } from "./private-interface";

const part = privateInterface({ network: "10.48.0.0/16", address: "10.48.0.10" });
const content = (path: string) => part.files!.find((file) => file.path === path)!.content;
const script = content("/usr/local/sbin/pitboss-private-interface");

describe("the private interface", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pitboss-interface-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the script tells a stand-in for `ip` that knows of an address after so many questions, among interfaces by hardware address. */
  const run = (interfaces: Record<string, string>, addressAfter: number) => {
    for (const [name, hardware] of Object.entries(interfaces)) {
      mkdirSync(join(folder, "net", name), { recursive: true });
      writeFileSync(join(folder, "net", name, "address"), `${hardware}\n`);
    }
    const standIn = `#!/bin/sh
case $1 in
  -4) echo . >>${folder}/asked; [ $(wc -l <${folder}/asked) -le ${addressAfter} ] || echo found ;;
  *) echo "$*" >>${folder}/told ;;
esac
`;
    writeFileSync(join(folder, "ip"), standIn, { mode: 0o755 });
    writeFileSync(join(folder, "sleep"), "#!/bin/sh\n", { mode: 0o755 });
    writeFileSync(join(folder, "told"), "");
    const { status, stderr } = spawnSync("sh", ["-c", script.replaceAll("/sys/class/net", `${folder}/net`)], {
      env: { PATH: `${folder}:${process.env.PATH}` },
      encoding: "utf8",
    });
    const told = readFileSync(join(folder, "told"), "utf8").split("\n").filter(Boolean);
    return { status, stderr, told };
  };
  const both = { eth0: "96:00:03:46:ee:0e", enp7s0: "86:00:00:2a:7d:e0" };

  it("is left alone where DHCP gives it its address, even if late", () => {
    for (const addressAfter of [0, 20]) {
      expect(run(both, addressAfter)).toEqual({ status: 0, stderr: "", told: [] });
      rmSync(join(folder, "asked"));
    }
  });

  it("is found by its hardware address and gets what DHCP would have given", () => {
    expect(run(both, 1000)).toEqual({
      status: 0,
      stderr: "",
      told: [
        "link set dev enp7s0 mtu 1450 up",
        "address replace 10.48.0.10/32 dev enp7s0",
        "route replace 10.48.0.1/32 dev enp7s0 scope link",
        "route replace 10.48.0.0/16 via 10.48.0.1 dev enp7s0",
      ],
    });
  });

  it("that is not there is looked for again", () => {
    const { status, stderr, told } = run({ eth0: both.eth0 }, 1000);
    expect([status, told]).toEqual([1, []]);
    expect(stderr).toContain("no private interface");
    expect(content("/etc/systemd/system/pitboss-private-interface.service")).toMatch(/^Restart=on-failure$/m);
  });

  it("is seen to at every boot, and holds nothing up meanwhile", () => {
    expect(part.commands?.at(-1)).toEqual([
      "systemctl",
      "enable",
      "--now",
      "--no-block",
      "pitboss-private-interface.service",
    ]);
    expect(execFileSync("sh", ["-n", "-c", script]).toString()).toBe("");
  });
});
