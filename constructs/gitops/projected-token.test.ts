import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProjectedToken } from "./projected-token";

const token = new ProjectedToken("hetzner-dev");

function credentialOf(file: string) {
  const { command, args } = token.credentialCommand(file);
  return spawnSync(command, args, { encoding: "utf8", env: { PATH: process.env.PATH } });
}

describe("a projected token", () => {
  it("is for its audience alone, for an hour, and cannot be written to", () => {
    const { volumes, volumeMounts } = token.mounted;
    const source = { audience: "hetzner-dev", expirationSeconds: 3600, path: "token" };
    expect(volumes).toEqual([
      { name: "token-hetzner-dev", projected: { sources: [{ serviceAccountToken: source }] } },
    ]);
    expect(volumeMounts).toEqual([
      { name: "token-hetzner-dev", mountPath: "/var/run/secrets/hetzner-dev", readOnly: true },
    ]);
    expect(token.file).toBe("/var/run/secrets/hetzner-dev/token");
  });

  it("is handed to a Kubernetes client as the credential that the client asks for, good for five minutes", () => {
    const folder = mkdtempSync(join(tmpdir(), "pitboss-token-"));
    try {
      const file = join(folder, "token");
      writeFileSync(file, "header.payload.signature");
      const { stdout, stderr, status } = credentialOf(file);
      expect([stderr, status]).toEqual(["", 0]);
      const credential = JSON.parse(stdout) as { status: { expirationTimestamp: string } };
      expect(credential).toEqual({
        apiVersion: "client.authentication.k8s.io/v1",
        kind: "ExecCredential",
        status: { token: "header.payload.signature", expirationTimestamp: expect.any(String) },
      });
      const seconds = (Date.parse(credential.status.expirationTimestamp) - Date.now()) / 1000;
      expect(seconds).toBeGreaterThan(290);
      expect(seconds).toBeLessThanOrEqual(300);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is no credential where there is none: the client hears of it", () => {
    const { stdout, stderr, status } = credentialOf("/nowhere/token");
    expect(stdout).toBe("");
    expect(stderr).toContain("/nowhere/token");
    expect(status).not.toBe(0);
  });

  it("holds nothing that Terraform would evaluate in the Secret that tells of it", () => {
    expect(JSON.stringify(token.credentialCommand())).not.toMatch(/[$%]\{/);
  });

  it.each(["", "Hetzner", "../etc", "a b", "hetzner;dev"])("refuses the audience %p", (audience) => {
    expect(() => new ProjectedToken(audience)).toThrow(`got "${audience}"`);
  });
});
