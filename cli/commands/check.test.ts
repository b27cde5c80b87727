import { join } from "node:path";
import { TemporaryProject } from "../../tests/temporary-project";
import type { GateReport } from "../gate/report";

/** Checkov takes seconds to start, and more on a busy machine. */
const TWO_MINUTES = 120_000;

const OPEN = {
  description: "lets anybody in",
  ingress: [{ cidr_blocks: ["0.0.0.0/0"], description: "SSH", from_port: 22, protocol: "tcp", to_port: 22 }],
};

function made(path: string, body: object) {
  return { "//": { metadata: { path } }, ...body };
}

/** A stack whose one HIGH finding is accepted, with all that Checkov cannot read by itself. */
const good = {
  "//": {
    suppressions: [
      {
        check: "CKV_AWS_27",
        reason: "the queue only carries what is public",
        owner: "platform",
        expires: "2026-12-31",
        resource: "aws_sqs_queue.queue_1",
        path: "dev-data/queue",
      },
    ],
  },
  import: [{ id: "q-1", to: "aws_sqs_queue.queue_1" }],
  moved: [{ from: "aws_sqs_queue.old", to: "aws_sqs_queue.queue_1" }],
  removed: [{ from: "aws_sqs_queue.gone", lifecycle: { destroy: false } }],
  resource: { aws_sqs_queue: { queue_1: made("dev-data/queue", { name: "q" }) } },
  terraform: { required_version: ">= 1.10" },
};

const open = { resource: { aws_security_group: { group_1: made("prod-network/door/group", OPEN) } } };

let project: TemporaryProject;

beforeEach(() => {
  project = new TemporaryProject();
  project.writes(
    "checkov-policies/severities.yaml",
    [
      "CKV_AWS_24: CRITICAL",
      "CKV_AWS_27: HIGH",
      "CKV_AWS_168: LOW",
      "CKV2_AWS_5: LOW",
      "CKV2_AWS_73: LOW",
      "",
    ].join("\n"),
  );
});

afterEach(() => {
  project.remove();
});

/** Bare Checkov by the configuration that the gate left behind: its exit code. */
function bareCheckov() {
  return project.runs(".venv/bin/checkov", ["--config-file", "cdktf.out/check/checkov.yaml"]).status;
}

describe("pitboss check, with Checkov itself", () => {
  it(
    "passes a stack whose findings are accepted, and bare Checkov with its baseline agrees",
    () => {
      project.holds({ "dev-data": good });
      const { status, stdout, stderr } = project.pitboss(["check", "--json", "--today", "2026-11-21"]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toBe(project.reads("cdktf.out/check/report.json"));
      const report = JSON.parse(stdout) as GateReport;
      expect(report.stacks[0]!.checksPassed).toBeGreaterThan(0);
      expect(report.findings).toContainEqual(
        expect.objectContaining({ check: "CKV_AWS_27", verdict: "suppressed", path: "dev-data/queue" }),
      );
      expect(project.reads("cdktf.out/check/suppressions.md")).toContain("| platform | 2026-12-31 | 40 |");
      expect(bareCheckov()).toBe(0);
      // It is the baseline that makes the difference.
      project.writes("cdktf.out/check/.checkov.baseline", '{ "failed_checks": [] }');
      expect(bareCheckov()).toBe(1);
    },
    TWO_MINUTES,
  );

  it(
    "refuses an open security group, whatever the user's own settings of Checkov say, and bare Checkov agrees",
    () => {
      project.holds({ "dev-data": good, "prod-network": open });
      for (const folder of [".", "home"])
        project.writes(`${folder}/.checkov.yaml`, "skip-check: [CKV_AWS_24]\n");
      const { status, stdout, stderr } = project.pitboss(["check", "--today", "2026-11-21"], {
        CKV_SKIP_CHECK: "CKV_AWS_24",
        HOME: join(project.root, "home"),
      });
      expect(status).toBe(1);
      expect(stdout).toContain("✗ CKV_AWS_24  CRITICAL");
      expect(stdout).toContain("prod-network/door/group  aws_security_group.group_1");
      expect(stdout).toMatch(
        /^✗ The gate refused: .*; \d+\.\d s\. Details: cdktf\.out\/check\/report\.json$/m,
      );
      expect(stderr).toMatch(/^synth: \d+\.\d s\nscan: \d+\.\d s\n$/);
      project.runs("rm", [".checkov.yaml"]);
      expect(bareCheckov()).toBe(1);
    },
    TWO_MINUTES,
  );

  it(
    "checks only the environment that it is asked about, and what lies there already",
    () => {
      project.holds({ "dev-data": good, "prod-network": open });
      project.pitboss(["synth"]);
      project.writes("app.js", "process.exit(1);");
      const { status, stdout } = project.pitboss(["check", "dev", "--no-synth", "--today", "2026-11-21"]);
      expect(status).toBe(0);
      expect(stdout).not.toContain("prod");
    },
    TWO_MINUTES,
  );

  it(
    "refuses when a stack is no JSON, and names its file; when a policy does not load, and names it",
    () => {
      project.holds({ "dev-data": good, "prod-network": '{"resource": {' });
      project.writes("checkov-policies/__init__.py", "");
      project.writes("checkov-policies/sec99.py", "def broken(:\n");
      const { status, stdout } = project.pitboss(["check", "--today", "2026-11-21"]);
      expect(status).toBe(1);
      expect(stdout).toContain("✗ not-parsed  stacks/prod-network/cdk.tf.json cannot be read: SyntaxError");
      expect(stdout).toContain("✗ not-checked  Cannot load external check 'sec99'");
    },
    TWO_MINUTES,
  );

  it(
    "ends with 3 when Checkov crashes, and leaves no report that could be taken for this run's",
    () => {
      project.holds({ "dev-data": good });
      project.writes("cdktf.out/check/report.json", '{ "passed": true }');
      project.writes("checkov-policies/sec99.yaml", "definition: [[\n");
      const { status, stderr } = project.pitboss(["check"]);
      expect(status).toBe(3);
      expect(stderr).toContain("Checkov ended with exit code 2");
      expect(() => project.reads(join("cdktf.out", "check", "report.json"))).toThrow("ENOENT");
    },
    TWO_MINUTES,
  );

  it(
    "keeps stacks apart in its one scan: what protects a bucket in one protects none of the same name in another",
    () => {
      const bucket = { logs_bucket_1: { bucket: "logs" } };
      const block = {
        bucket: "${aws_s3_bucket.logs_bucket_1.id}",
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      };
      project.holds({
        "dev-data": { resource: { aws_s3_bucket: bucket } },
        "prod-data": {
          resource: { aws_s3_bucket: bucket, aws_s3_bucket_public_access_block: { block_1: block } },
        },
      });
      const report = JSON.parse(project.pitboss(["check", "--json"]).stdout) as GateReport;
      const exposed = report.findings.filter(({ check }) => check === "CKV2_AWS_6");
      expect(exposed.map(({ stack, resource }) => [stack, resource])).toEqual([
        ["dev-data", "aws_s3_bucket.logs_bucket_1"],
      ]);
    },
    TWO_MINUTES,
  );
});
