import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type MachineIdentityProps, machineIdentity } from "./machine-identity";

const run = promisify(execFile);
const owner = userInfo().username;
const props: MachineIdentityProps = {
  machine: "validator-alpha",
  environment: "prod",
  region: "eu-central-1",
  architecture: "amd64",
  trustAnchorArn: "arn:aws:rolesanywhere:eu-central-1:777788889999:trust-anchor/one",
  profileArn: "arn:aws:rolesanywhere:eu-central-1:777788889999:profile/two",
  roleArn: "arn:aws:iam::777788889999:role/three",
  secretPrefix: "pitboss-prod/chains",
  secrets: [
    { name: "node-key", owner },
    { name: "join-token", owner },
  ],
};
const credentials = { AccessKeyId: "AKIDEXAMPLE", SecretAccessKey: "secret/key+1", SessionToken: "token==" };

/** A machine in a folder: what is written below `/` is written below it, and Secrets Manager is on the loopback. */
class Machine {
  readonly root = mkdtempSync(join(tmpdir(), "pitboss-machine-"));

  constructor(changes: Partial<MachineIdentityProps> = {}, endpoint = "http://127.0.0.1:9/") {
    for (const { path, content, permissions } of machineIdentity({ ...props, ...changes }).files ?? []) {
      const rehomed = content
        .replaceAll(/(?<=[ '(])\/(?=(etc\/pitboss|run\/pitboss|usr\/local)\/)/g, `${this.root}/`)
        .replace("https://secretsmanager.eu-central-1.amazonaws.com/", endpoint)
        .replace("--proto =https --tlsv1.2", "--proto =http")
        .replace("delay=5", "delay=0");
      this.write(path, rehomed, permissions);
    }
    mkdirSync(join(this.root, "run/pitboss/secrets"), { recursive: true });
    this.write(
      "/usr/local/bin/aws_signing_helper",
      `#!/bin/bash\necho "$@" >"${this.root}/session"\necho '${JSON.stringify(credentials)}'\n`,
      "0755",
    );
  }

  write(path: string, content: string, permissions = "0644"): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, parseInt(permissions, 8));
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  enrol(): void {
    this.write("/etc/pitboss/identity/machine.crt", "a certificate");
  }

  /** Everything in the folder of secrets, hidden or not. */
  secrets(): string[] {
    return readdirSync(join(this.root, "run/pitboss/secrets")).sort();
  }

  /** Runs one of the scripts; rejects when it fails. */
  run(script: string): Promise<{ stdout: string; stderr: string }> {
    const path = `${join(this.root, "bin")}:${process.env.PATH ?? ""}`;
    return run("bash", [join(this.root, "usr/local/sbin", script)], { env: { ...process.env, PATH: path } });
  }
}

/** What Secrets Manager computes of a request, by Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf(request: IncomingMessage, body: string): string {
  const authorization = request.headers.authorization ?? "";
  const signed = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? "";
  const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1] ?? "";
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const headers = signed.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = `POST\n/\n\n${headers.join("")}\n${signed}\n${sha256(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${String(request.headers["x-amz-date"])}\n${scope}\n${sha256(canonical)}`;
  const key = scope
    .split("/")
    .reduce<string | Buffer>(
      (key, part) => createHmac("sha256", key).update(part).digest(),
      `AWS4${credentials.SecretAccessKey}`,
    );
  return createHmac("sha256", key).update(toSign).digest("hex");
}

let machines: Machine[] = [];
const make = (...args: ConstructorParameters<typeof Machine>) => {
  const machine = new Machine(...args);
  machines.push(machine);
  return machine;
};
afterEach(() => {
  for (const { root } of machines) rmSync(root, { recursive: true });
  machines = [];
});

describe("a machine's identity", () => {
  it("is a private key that it makes once, and a request for a certificate of its name and environment", async () => {
    const machine = make();
    const first = await machine.run("pitboss-identity");
    const key = machine.read("/etc/pitboss/identity/machine.key");
    expect(key).toContain("BEGIN PRIVATE KEY");
    expect(statSync(join(machine.root, "etc/pitboss/identity/machine.key")).mode & 0o777).toBe(0o600);

    const request = join(machine.root, "etc/pitboss/identity/machine.csr");
    const { stdout } = await run("openssl", [
      "req",
      "-in",
      request,
      "-verify",
      "-noout",
      "-subject",
      "-nameopt",
      "RFC2253",
    ]);
    expect(stdout).toContain("CN=validator-alpha,OU=prod,O=Pitboss");

    const again = await machine.run("pitboss-identity");
    expect(machine.read("/etc/pitboss/identity/machine.key")).toBe(key);
    expect(again.stdout).toBe(first.stdout);
    expect(first.stdout).toMatch(/public key [0-9a-f]{64}\n$/);
  });

  it("is fetched with the pinned helper of its architecture", () => {
    const commands = JSON.stringify(machineIdentity({ ...props, architecture: "arm64" }).commands);
    expect(commands).toContain("/Aarch64/Linux/Amzn2023/aws_signing_helper");
    expect(commands).toContain("3d131aa888cd56da446f9c6bb460b1f0569f6c7edc74eae6193a2fe3928883ba");
  });

  it.each<[Partial<MachineIdentityProps>, string]>([
    [{ machine: "a'b" }, `got "a'b"`],
    [{ machine: "a".repeat(65) }, "64 characters at most"],
    [{ secrets: [] }, "at least one secret to fetch, got none"],
    [{ secrets: [{ name: "../node-key" }] }, 'got "../node-key"'],
  ])("refuses %j", (change, message) => {
    expect(() => machineIdentity({ ...props, ...change })).toThrow(message);
  });
});

describe("a machine's secrets", () => {
  let server: Server;
  let endpoint: string;
  /** What Secrets Manager holds. */
  let held: Record<string, unknown>;
  let requests: { headers: IncomingMessage["headers"]; genuine: boolean }[];

  beforeEach(async () => {
    held = {};
    requests = [];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const signature = /Signature=([0-9a-f]+)/.exec(request.headers.authorization ?? "")?.[1];
        const genuine = signature === signatureOf(request, body);
        requests.push({ headers: request.headers, genuine });
        const { SecretId: id } = JSON.parse(body) as { SecretId: string };
        const found = genuine && id in held;
        response
          .writeHead(found ? 200 : 400)
          .end(JSON.stringify(found ? held[id] : { __type: "ResourceNotFoundException" }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("are fetched by signed requests, byte for byte, for their owner alone", async () => {
    held = {
      "pitboss-prod/chains/validator-alpha/node-key": { SecretString: "0xabc" },
      "pitboss-prod/chains/validator-alpha/join-token": { SecretString: 'K10"\\$x\n' },
    };
    const machine = make({}, endpoint);
    machine.enrol();
    await machine.run("pitboss-fetch-secrets");

    expect(machine.secrets()).toEqual(["join-token", "node-key"]);
    expect(machine.read("/run/pitboss/secrets/node-key")).toBe("0xabc");
    expect(machine.read("/run/pitboss/secrets/join-token")).toBe('K10"\\$x\n');
    expect(statSync(join(machine.root, "run/pitboss/secrets/node-key")).mode & 0o777).toBe(0o400);
    expect(requests.map(({ genuine }) => genuine)).toEqual([true, true]);
    expect(requests[0]?.headers).toMatchObject({
      "x-amz-security-token": "token==",
      "x-amz-target": "secretsmanager.GetSecretValue",
      authorization: expect.stringMatching(
        /Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/secretsmanager\/aws4_request/,
      ),
    });
    expect(requests[0]?.headers.authorization).toContain("x-amz-security-token");
    expect(machine.read("/session")).toBe(
      `credential-process --region eu-central-1 --certificate ${machine.root}/etc/pitboss/identity/machine.crt ` +
        `--private-key ${machine.root}/etc/pitboss/identity/machine.key --trust-anchor-arn ${props.trustAnchorArn} ` +
        `--profile-arn ${props.profileArn} --role-arn ${props.roleArn}\n`,
    );
  });

  it("are fetched with credentials that no process can read from another's arguments", async () => {
    held = { "pitboss-prod/chains/validator-alpha/node-key": { SecretString: "0xabc" } };
    const machine = make({ secrets: [{ name: "node-key", owner }] }, endpoint);
    machine.enrol();
    machine.write(
      "/bin/curl",
      `#!/bin/bash\necho "$@" >>"${machine.root}/arguments"\nPATH="\${PATH#*:}" exec curl "$@"\n`,
      "0755",
    );
    machine.write(
      "/bin/jq",
      `#!/bin/bash\necho "$@" >>"${machine.root}/arguments"\nPATH="\${PATH#*:}" exec jq "$@"\n`,
      "0755",
    );
    await machine.run("pitboss-fetch-secrets");
    expect(machine.read("/arguments")).toContain("--aws-sigv4");
    expect(machine.read("/arguments")).not.toContain(credentials.SecretAccessKey);
    expect(machine.read("/arguments")).not.toContain(credentials.SessionToken);
  });

  it.each<[string, unknown]>([
    ["is missing", undefined],
    ["has no text", { SecretBinary: "AAAA" }],
    ["is empty", { SecretString: "" }],
  ])("are none at all when one of them %s", async (_, second) => {
    held = {
      "pitboss-prod/chains/validator-alpha/node-key": { SecretString: "0xabc" },
      ...(second === undefined ? {} : { "pitboss-prod/chains/validator-alpha/join-token": second }),
    };
    const machine = make({}, endpoint);
    machine.enrol();
    await expect(machine.run("pitboss-fetch-secrets")).rejects.toThrow();
    expect(requests).toHaveLength(2);
    expect(machine.secrets()).toEqual([]);
  });

  it("are not asked for before the machine is enrolled, nor when its session is refused", async () => {
    const machine = make({}, endpoint);
    await expect(machine.run("pitboss-fetch-secrets")).rejects.toThrow("not enrolled");
    machine.enrol();
    machine.write("/usr/local/bin/aws_signing_helper", "#!/bin/bash\necho refused >&2\nexit 1\n", "0755");
    await expect(machine.run("pitboss-fetch-secrets")).rejects.toThrow("refused");
    expect(requests).toEqual([]);
    expect(machine.secrets()).toEqual([]);
  });

  it("are tried for until they are there", async () => {
    const machine = make({}, endpoint);
    machine.write(
      "/usr/local/sbin/pitboss-fetch-secrets",
      `#!/bin/bash\necho x >>"${machine.root}/attempts"\n[ "$(wc -l <"${machine.root}/attempts")" -eq 3 ]\n`,
      "0755",
    );
    const { stderr } = await machine.run("pitboss-await-secrets");
    expect(machine.read("/attempts")).toBe("x\nx\nx\n");
    expect(stderr).toContain("no secrets yet");
    expect(existsSync(join(machine.root, "session"))).toBe(false);
  });
});
