import { execFileSync } from "node:child_process";
import { createECDH, createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BesuMachineProps, type ChainPeer, besuMachine } from "./besu-machine";
import { CloudInit } from "./cloud-init";
import { qbftGenesis } from "./genesis";
import { enode } from "./node-key";

/** A chain of so many nodes, with the public keys of private keys that everybody knows. */
const chainOf = (count: number): Record<string, ChainPeer> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, slot) => {
      const key = createECDH("secp256k1");
      key.setPrivateKey(Buffer.from((slot + 1).toString(16).padStart(64, "0"), "hex"));
      return [
        `node-${slot}`,
        { publicKey: key.getPublicKey("hex").slice(2), address: `10.49.0.${10 + slot}` },
      ];
    }),
  );
const nodes = chainOf(6);
const genesis = qbftGenesis({
  chainId: 777_001,
  blockPeriodSeconds: 2,
  gasLimit: 30_000_000,
  founders: Object.values(nodes).map(({ publicKey }) => publicKey),
});
const props: BesuMachineProps = {
  machine: "node-0",
  role: "validator",
  nodes,
  genesis,
  networks: ["10.49.0.0/16", "10.48.0.0/16"],
  volumeDevice: "/dev/disk/by-id/scsi-0HC_Volume_1",
};

const fileOf = (path: string, changes: Partial<BesuMachineProps> = {}) =>
  besuMachine({ ...props, ...changes }).files?.find((file) => file.path === path)?.content ?? "";
/** A value of the configuration; TOML's plain values are JSON's. */
const settings = (changes: Partial<BesuMachineProps> = {}) =>
  Object.fromEntries(
    fileOf("/etc/besu/config.toml", changes)
      .trim()
      .split("\n")
      .map((line): [string, unknown] => {
        const at = line.indexOf("=");
        return [line.slice(0, at), JSON.parse(line.slice(at + 1))];
      }),
  );
const unit = () => fileOf("/etc/systemd/system/besu.service");

describe("a node of the chain", () => {
  it("knows all others by address and key, and admits nobody else", () => {
    const others = Object.entries(nodes)
      .filter(([name]) => name !== "node-0")
      .map(([, { publicKey, address }]) => enode(publicKey, address))
      .sort();
    expect(JSON.parse(fileOf("/etc/besu/static-nodes.json"))).toEqual(others);
    expect(fileOf("/etc/besu/permissions.toml")).toBe(`nodes-allowlist=${JSON.stringify(others)}\n`);
    expect(settings()).toMatchObject({
      "discovery-enabled": false,
      "permissions-nodes-config-file-enabled": true,
      "static-nodes-file": "/etc/besu/static-nodes.json",
      "permissions-nodes-config-file": "/etc/besu/permissions.toml",
      "nat-method": "NONE",
    });
  });

  it("is the same whatever the order of the nodes", () => {
    const reversed = Object.fromEntries(Object.entries(nodes).reverse());
    expect(besuMachine({ ...props, nodes: reversed })).toEqual(besuMachine(props));
  });

  it("has room for every peer", () => {
    expect(settings()["max-peers"]).toBe(25);
    expect(settings({ nodes: chainOf(40) })["max-peers"]).toBe(39);
  });

  it("listens on its private address alone", () => {
    for (const role of ["validator", "sentry"] as const) {
      const hosts = Object.entries(settings({ role })).filter(([key]) => /-(host|interface)$/.test(key));
      expect(hosts.length).toBeGreaterThanOrEqual(4);
      expect(hosts.filter(([, host]) => host !== "10.49.0.10" && host !== "127.0.0.1")).toEqual([]);
    }
  });

  it("as a validator is operated on its loopback, and keeps no history", () => {
    expect(settings()).toMatchObject({
      "rpc-http-host": "127.0.0.1",
      "rpc-http-api": expect.arrayContaining(["QBFT"]),
      "data-storage-format": "BONSAI",
    });
    expect(settings()).not.toHaveProperty("rpc-ws-enabled");
  });

  it("as a sentry answers applications, and nobody who would operate it", () => {
    const sentry = settings({ role: "sentry", rpcHosts: ["rpc.chains.internal"] });
    expect(sentry).toMatchObject({
      "rpc-http-host": "10.49.0.10",
      "rpc-http-api": ["ETH", "NET", "WEB3"],
      "rpc-ws-api": ["ETH", "NET", "WEB3"],
      "host-allowlist": ["localhost", "127.0.0.1", "10.49.0.10", "rpc.chains.internal"],
      "data-storage-format": "FOREST",
    });
  });

  it("shows its metrics to who asks for its address", () => {
    expect(settings()).toMatchObject({
      "metrics-host": "10.49.0.10",
      "metrics-port": 9545,
      "host-allowlist": expect.arrayContaining(["10.49.0.10"]),
    });
  });

  it("refuses to start on another genesis than the one that was built", () => {
    const written = fileOf("/etc/besu/genesis.json");
    expect(createHash("sha256").update(written).digest("hex")).toBe(genesis.digest);

    const folder = mkdtempSync(join(tmpdir(), "pitboss-genesis-"));
    try {
      const path = join(folder, "genesis.json");
      const checksum = fileOf("/etc/besu/genesis.sha256").replace("/etc/besu/genesis.json", path);
      const check = (content: string) => {
        writeFileSync(path, content);
        return () =>
          execFileSync("sha256sum", ["--check", "--strict", "--quiet"], { input: checksum, stdio: "pipe" });
      };
      expect(check(written)).not.toThrow();
      expect(check(written.replace("777001", "777002"))).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(unit()).toContain(
      "ExecStartPre=/usr/bin/sha256sum --check --strict --quiet /etc/besu/genesis.sha256\n",
    );
  });

  it("has its key from systemd, which does not start it without", () => {
    expect(unit()).toContain("LoadCredential=node-key:/run/pitboss/secrets/node-key\n");
    expect(unit()).toContain("Requires=pitboss-secrets.service\n");
    expect(settings()["node-private-key-file"]).toBe("/run/credentials/besu.service/node-key");
  });

  it("is an account without privileges that writes to its volume and talks to its networks", () => {
    expect(unit().split("\n")).toEqual(
      expect.arrayContaining([
        "User=besu",
        "CapabilityBoundingSet=",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ReadWritePaths=/var/lib/besu",
        "SystemCallFilter=@system-service",
        "IPAddressDeny=any",
        "IPAddressAllow=localhost 10.49.0.0/16 10.48.0.0/16",
      ]),
    );
    expect(settings()["data-path"]).toBe("/var/lib/besu/data");
    expect(() => besuMachine({ ...props, networks: ["10.49.0.1/16"] })).toThrow("not the start of a range");
  });

  it("waits for its volume, which it mounts by its id", () => {
    const commands = (changes: Partial<BesuMachineProps> = {}) =>
      JSON.stringify(besuMachine({ ...props, ...changes }).commands);
    expect(commands()).toContain(
      "/dev/disk/by-id/scsi-0HC_Volume_1 /var/lib/besu ext4 noatime,nodev,nosuid,noexec,nofail,x-systemd.device-timeout=infinity 0 2",
    );
    expect(unit()).toContain("RequiresMountsFor=/var/lib/besu\n");
    const { volumeDevice, ...onOwnDisk } = props;
    expect(volumeDevice).toBeDefined();
    expect(JSON.stringify(besuMachine(onOwnDisk))).not.toContain("fstab");
  });

  it("installs the pinned Besu and the Java that it needs", () => {
    const { packages, commands } = besuMachine(props);
    expect(packages).toContain("openjdk-25-jre-headless");
    expect(JSON.stringify(commands)).toContain(
      "749f90b0b29b8138f5d58b949d19eed721826cab66bfb8d983f86e15831d22b2",
    );
    expect(commands?.at(-1)).toEqual(["systemctl", "enable", "--now", "--no-block", "besu.service"]);
  });

  it("fits into Hetzner's user data with a chain of sixty nodes", () => {
    const size = (count: number) =>
      new CloudInit("node-0", [besuMachine({ ...props, nodes: chainOf(count) })]).size;
    expect(size(60)).toBeLessThan(24_000);
  });

  it("must be one of the chain's nodes", () => {
    expect(() => besuMachine({ ...props, machine: "node-9" })).toThrow(
      "node-9: expected one of the chain's nodes, node-0, node-1",
    );
  });
});
