import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { TemporaryProject } from "../tests/temporary-project";

const CLI = resolve(__dirname, "../dist/cli/main.js");
const queue = { resource: { aws_sqs_queue: { queue_1: { name: "q" } } } };
let project: TemporaryProject;

beforeEach(() => {
  project = new TemporaryProject();
  project.holds({ "dev-data": queue, "dev-network": { resource: {} }, "prod-data": queue });
});

afterEach(() => {
  project.remove();
});

describe("pitboss", () => {
  it.each([[[]], [["synth"]], [["check"]], [["report"]], [["doctor"]]])(
    "explains itself: %j --help",
    (words) => {
      const { status, stdout } = project.pitboss([...words, "--help"]);
      expect(status).toBe(0);
      expect(stdout).toContain("Examples:");
      expect(stdout).toMatch(/Exit codes:\n {2}0 {2}\S/);
    },
  );

  it("names the commands that there are when called with another", () => {
    const { status, stderr } = project.pitboss(["chekc"]);
    expect(status).toBe(2);
    expect(stderr).toContain("unknown command 'chekc'");
    expect(stderr).toContain("expected one of: synth, check, report, doctor");
  });

  it.each([
    ["no command", []],
    ["an unknown option", ["check", "--fast"]],
    ["a day that is none", ["check", "--today", "2026-02-30"]],
    ["check without a synthesis", ["check", "--no-synth"]],
    ["a report without a check", ["report"]],
  ])("ends with 2 on %s", (_, words) => {
    expect(project.pitboss(words).status).toBe(2);
  });

  it("ends with 2 outside a project", () => {
    const { status, stderr } = project.runs("/bin/sh", [
      "-c",
      'cd / && "$0" "$1" synth',
      process.execPath,
      CLI,
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain("expected to run inside a project, got no cdktf.json above");
  });
});

describe("pitboss synth", () => {
  it("runs the app and shows what came out", () => {
    const { status, stdout } = project.pitboss(["synth"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^dev {2,}data {2,}1 {2,}0$/m);
    expect(stdout).toContain("✓ Synthesized 3 stacks to cdktf.out;");
  });

  it("prints JSON for programs, and nothing else", () => {
    const { stdout, stderr } = project.pitboss(["synth", "prod", "--json"]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      output: join(project.root, "cdktf.out"),
      stacks: [
        {
          stack: "prod-data",
          environment: "prod",
          layer: "data",
          resources: 1,
          dataSources: 0,
          suppressions: 0,
        },
      ],
      removed: [],
      kept: [],
    });
  });

  it("writes elsewhere when told to", () => {
    project.pitboss(["synth", "--output", "elsewhere"]);
    expect(existsSync(join(project.root, "elsewhere", "manifest.json"))).toBe(true);
    expect(existsSync(join(project.root, "cdktf.out"))).toBe(false);
  });

  it("names the environments that there are when asked for another", () => {
    const { status, stderr } = project.pitboss(["synth", "prdo"]);
    expect(status).toBe(2);
    expect(stderr).toContain("no environment prdo; expected one of: dev, prod");
  });

  it("removes stacks that are gone, but none that holds Terraform state", () => {
    project.writes("cdktf.out/stacks/old-data/cdk.tf.json", "{}");
    project.writes("cdktf.out/stacks/kept-data/terraform.tfstate", "{}");
    const { stdout } = project.pitboss(["synth"]);
    expect(existsSync(join(project.root, "cdktf.out/stacks/old-data"))).toBe(false);
    expect(existsSync(join(project.root, "cdktf.out/stacks/kept-data/terraform.tfstate"))).toBe(true);
    expect(stdout).toContain("Removed stacks/old-data");
    expect(stdout).toContain("kept-data is no stack any more, but holds Terraform state: kept");
  });

  it("passes on what the app says when it refuses, without a stack trace", () => {
    const message =
      "2 problems\\n  envs/prod.ts owner.team: expected a slug\\n  envs/dev.ts account: expected 12 digits";
    project.writes("app.js", `throw Object.assign(new Error("${message}"), { problems: [1, 2] });`);
    const { status, stderr } = project.pitboss(["synth"]);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "envs/prod.ts owner.team: expected a slug\n  envs/dev.ts account: expected 12 digits",
    );
    expect(stderr).not.toMatch(/^ {4}at |Node\.js v|problems: \[/m);
  });

  it("passes on what constructs warn of", () => {
    const annotation = {
      constructPath: "dev-data/queue",
      level: "@cdktf/warn",
      message: "a queue without a consumer",
    };
    const manifest = JSON.parse(project.reads("stacks/manifest.json")) as { stacks: Record<string, object> };
    manifest.stacks["dev-data"] = { ...manifest.stacks["dev-data"], annotations: [annotation] };
    project.writes("stacks/manifest.json", JSON.stringify(manifest));
    expect(project.pitboss(["synth"]).stdout).toContain(
      "! warn at dev-data/queue: a queue without a consumer",
    );
  });

  it("takes nothing for a synthesis that an earlier one left", () => {
    project.pitboss(["synth"]);
    project.writes("app.js", "");
    const { status, stderr } = project.pitboss(["synth"]);
    expect(status).not.toBe(0);
    expect(stderr).toContain("expected the manifest of a synthesis, got none");
  });

  it("ends with 3 when the app cannot be started", () => {
    project.writes("cdktf.json", '{ "app": "no-such-program-here" }');
    expect(project.pitboss(["synth"]).status).toBe(3);
  });

  it("lets no variable of CDKTF's narrow what is synthesized", () => {
    project.writes("app.js", "process.exit(process.env.CDKTF_TARGET_STACK_ID === undefined ? 1 : 0);");
    expect(project.pitboss(["synth"], { CDKTF_TARGET_STACK_ID: "dev-data" }).status).toBe(1);
  });
});

describe("pitboss check", () => {
  it("says how to get the pinned Checkov when it is missing, and takes no other", () => {
    project.runs("rm", [".venv"]);
    project.writes("bin/checkov", "#!/bin/sh\necho '[]'\n");
    project.runs("chmod", ["+x", "bin/checkov"]);
    const { status, stderr } = project.pitboss(["check"], {
      PATH: `${join(project.root, "bin")}:${process.env.PATH}`,
    });
    expect(status).toBe(3);
    expect(stderr).toContain(
      `Checkov is missing: expected it at ${join(project.root, ".venv/bin/checkov")}. \`make setup\` installs it.`,
    );
  });

  it.each([
    ["the app refuses to synthesize", 1, "process.exit(1);", ["check"]],
    [
      "the synthesis is none",
      1,
      'require("node:fs").writeFileSync("cdktf.out/manifest.json", "{");',
      ["check"],
    ],
    ["there is no such environment", 2, "", ["check", "prdo", "--no-synth"]],
  ])(
    "leaves no report of an earlier run when %s, and nobody else's file is touched",
    (_, exitCode, app, words) => {
      project.pitboss(["synth"]);
      const left = ["report.json", "results.sarif", ".checkov.baseline", "checkov.yaml", "suppressions.md"];
      for (const name of [...left, "scan/dev-data/cdk.tf.json", "notes.txt"])
        project.writes(`cdktf.out/check/${name}`, '{ "passed": true }');
      project.writes("app.js", app);
      expect(project.pitboss(words).status).toBe(exitCode);
      expect(readdirSync(join(project.root, "cdktf.out/check"))).toEqual(["notes.txt"]);
    },
  );
});

it("pitboss doctor tells programs what is here, and ends with 3 when something required is not", () => {
  project.runs("rm", [".venv"]);
  const { status, stdout } = project.pitboss(["doctor", "--json"]);
  const { ready, tools } = JSON.parse(stdout) as {
    ready: boolean;
    tools: { name: string; found: string | null }[];
  };
  expect(status).toBe(3);
  expect(ready).toBe(false);
  expect(tools.find(({ name }) => name === "node")!.found).toBe(process.versions.node);
  expect(tools.find(({ name }) => name === "checkov")).toMatchObject({ found: null, get: "make setup" });
});

it("starts without CDKTF and the providers' bindings, which every command would wait for", () => {
  const script = `
    process.argv = ["node", "pitboss", "--help"];
    process.on("exit", () => console.log(JSON.stringify(Object.keys(require.cache))));
    require(${JSON.stringify(CLI)});
  `;
  const { stdout } = spawnSync(process.execPath, ["--eval", script], { encoding: "utf8" });
  const loaded = JSON.parse(stdout.trim().split("\n").at(-1)!) as string[];
  expect(loaded).toContain(CLI);
  expect(loaded.filter((file) => /node_modules\/@?cdktf\//.test(file))).toEqual([]);
});
