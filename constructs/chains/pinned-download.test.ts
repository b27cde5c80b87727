import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { downloadCommand, pinnedDownloads } from "./pinned-download";

const run = promisify(execFile);
const body = "a release";
const sha256 = createHash("sha256").update(body).digest("hex");

describe("a pinned download", () => {
  let folder: string;
  let server: Server;
  let url: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "pitboss-download-"));
    server = createServer(({ url }, response) =>
      response.writeHead(url === "/release" ? 200 : 404).end(body),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/release`;
    const [script] = pinnedDownloads().files ?? [];
    const local = (script?.content ?? "")
      .replace("=https --tlsv1.2", "=http")
      .replace("--retry 240", "--retry 0");
    writeFileSync(join(folder, "script"), local);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((resolve) => server.close(resolve));
  });

  const fetchAs = (expected: string, from = url) => {
    const command = downloadCommand({
      download: { url: from, sha256: expected },
      destination: join(folder, "bin/program"),
      mode: "0755",
    });
    return run("bash", [join(folder, "script"), ...command.slice(1)]);
  };

  it("is kept, with its mode, when it is the pinned file", async () => {
    await fetchAs(sha256);
    expect(readFileSync(join(folder, "bin/program"), "utf8")).toBe(body);
    expect(statSync(join(folder, "bin/program")).mode & 0o777).toBe(0o755);
  });

  it("replaces what was there only by the pinned file, and leaves nothing else behind", async () => {
    await fetchAs(sha256);
    await expect(fetchAs("0".repeat(64))).rejects.toThrow("did NOT match");
    await expect(fetchAs(sha256, `${url}-of-another-day`)).rejects.toThrow("404");
    expect(readdirSync(join(folder, "bin"))).toEqual(["program"]);
    expect(readFileSync(join(folder, "bin/program"), "utf8")).toBe(body);
  });

  it("gives up on a transfer that stands still, and begins again", () => {
    expect(pinnedDownloads().files?.[0]?.content).toMatch(
      /--connect-timeout 30 --speed-limit 1024 --speed-time 60 \\\n {2}--retry 240 --retry-all-errors/,
    );
  });

  it("goes over TLS alone", () => {
    expect(pinnedDownloads().files?.[0]?.content).toContain("--proto =https --tlsv1.2");
  });
});
