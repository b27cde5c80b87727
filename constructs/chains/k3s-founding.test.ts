import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { foundingScript, JOIN_FILE, waitingScript } from "./k3s-founding";

const FOUND_FILE = "/etc/rancher/k3s/config.yaml.d/50-found.yaml";
const DATA = "/var/lib/rancher/k3s/server/db/etcd";
const SECRETS = "/run/pitboss/secrets/kubernetes-authorities";

/** A machine as the scripts see it: their paths under a folder, and programs that do as they are told. */
class Machine {
  readonly root = mkdtempSync(join(tmpdir(), "pitboss-k3s-"));

  constructor({
    apiAnswers = false,
    enrolled = true,
    starts = true,
  }: {
    readonly apiAnswers?: boolean;
    readonly enrolled?: boolean;
    readonly starts?: boolean;
  }) {
    this.program("curl", `exit ${apiAnswers ? 0 : 7}`);
    this.program(
      "systemctl",
      `case "$1" in is-active) exit ${enrolled ? 0 : 3};; restart) cp ${this.path(FOUND_FILE)} ${this.path("/seen")}; exit ${starts ? 0 : 1};; esac`,
    );
    this.program("k3s", "exit 0");
    this.program("base64", "cat");
    this.program("tar", `echo key > ${this.path("/var/lib/rancher/k3s/server/tls/server-ca.key")}`);
    this.write(JOIN_FILE, "server: https://10.17.0.8:6443\n");
    this.write(SECRETS, "authorities");
  }

  path(path: string): string {
    return join(this.root, path);
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  run(script: string): { status: number | null; stderr: string } {
    const rooted = script.replace(/(?<![\w.:/])\/(etc|var|run)\//g, `${this.root}/$1/`);
    const { status, stderr } = spawnSync("sh", ["-c", rooted], {
      encoding: "utf8",
      env: { PATH: `${this.path("/bin")}:/usr/bin:/bin` },
    });
    return { status, stderr };
  }

  private program(name: string, body: string): void {
    this.write(`/bin/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(this.path(`/bin/${name}`), 0o755);
  }
}

const machines: Machine[] = [];

function machine(state: ConstructorParameters<typeof Machine>[0] = {}): Machine {
  const made = new Machine(state);
  machines.push(made);
  return made;
}

afterAll(() => {
  for (const { root } of machines) rmSync(root, { recursive: true });
});

describe("a machine of the cluster", () => {
  it("waits while no cluster answers, and has no data of its own", () => {
    expect(machine().run(waitingScript("10.17.0.8")).status).not.toBe(0);
  });

  it("starts when a cluster answers", () => {
    expect(machine({ apiAnswers: true }).run(waitingScript("10.17.0.8")).status).toBe(0);
  });

  it("starts with its own data, whoever answers: a cluster that was switched off comes back", () => {
    const member = machine();
    mkdirSync(member.path(DATA), { recursive: true });
    expect(member.run(waitingScript("10.17.0.8")).status).toBe(0);
  });
});

describe("the founding of the cluster", () => {
  it("starts k3s once with the option that founds, and leaves the machine as one that joins", () => {
    const founder = machine();
    expect(founder.run(foundingScript("10.17.0.8"))).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(founder.path("/seen"), "utf8")).toBe("cluster-init: true\n");
    expect(existsSync(founder.path(FOUND_FILE))).toBe(false);
    expect(readFileSync(founder.path(JOIN_FILE), "utf8")).toContain("https://10.17.0.8:6443");
  });

  it("leaves the machine so even when k3s does not start", () => {
    const founder = machine({ starts: false });
    expect(founder.run(foundingScript("10.17.0.8")).status).not.toBe(0);
    expect(existsSync(founder.path(FOUND_FILE))).toBe(false);
    expect(existsSync(founder.path(JOIN_FILE))).toBe(true);
  });

  it.each([
    ["a cluster answers", { apiAnswers: true }, "a cluster answers at 10.17.0.8"],
    ["the machine is not enrolled", { enrolled: false }, "this machine has no secrets yet"],
  ])("is refused when %s", (_, state, message) => {
    const founder = machine(state);
    const { status, stderr } = founder.run(foundingScript("10.17.0.8"));
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(existsSync(founder.path("/seen"))).toBe(false);
  });

  it("is refused on a machine that has a cluster's data", () => {
    const founder = machine();
    mkdirSync(founder.path(DATA), { recursive: true });
    expect(founder.run(foundingScript("10.17.0.8")).stderr).toContain("has a cluster's data already");
  });
});
