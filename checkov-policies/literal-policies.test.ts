import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHECKOV = join(__dirname, "..", ".venv", "bin", "checkov");

type Statement = Readonly<Record<string, unknown>>;

interface Report {
  readonly results: Readonly<Record<"passed_checks" | "failed_checks", readonly { check_id: string }[]>>;
}

function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What Checkov's own checks say of resources whose policies are literal JSON, with and without our parsing. */
function failures(resource: object, parsing: "with" | "without"): string[] {
  const folder = mkdtempSync(join(tmpdir(), "pitboss-literal-"));
  try {
    writeFileSync(join(folder, "stack.tf.json"), JSON.stringify({ resource }, null, 2));
    const ours = parsing === "with" ? ["--external-checks-dir", __dirname] : [];
    const output = execFileSync(
      CHECKOV,
      [
        ...["--directory", folder, "--framework", "terraform_json", "--skip-download"],
        ...["--output", "json", "--compact", "--soft-fail", "--check", "CKV_AWS_*", ...ours],
      ],
      { encoding: "utf8", env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }, stdio: "pipe" },
    );
    return (JSON.parse(output) as Report).results.failed_checks.map(({ check_id }) => check_id);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const everybody: Statement = { Sid: "All", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const open = {
  aws_kms_key: { key: { policy: policy({ ...everybody, Action: "kms:*" }) } },
  aws_sqs_queue_policy: { queue: { queue_url: "q", policy: policy({ ...everybody, Action: "sqs:*" }) } },
  aws_iam_policy: {
    escalation: {
      policy: policy({
        Sid: "Pass",
        Effect: "Allow",
        Action: ["iam:PassRole", "ec2:RunInstances"],
        Resource: "*",
      }),
    },
  },
};
const token = { aws_kms_key: { key: { policy: "${data.aws_iam_policy_document.key.json}" } } };

describe("Checkov's own checks of policies", () => {
  it("fail a literal policy that is open to everybody or lets anyone become administrator", () => {
    expect(failures(open, "with")).toEqual(
      expect.arrayContaining(["CKV_AWS_33", "CKV_AWS_168", "CKV_AWS_286"]),
    );
  }, 60_000);

  it("see nothing of that by themselves, which is why we parse for them", () => {
    const seen = failures(open, "without");
    for (const check of ["CKV_AWS_33", "CKV_AWS_168", "CKV_AWS_286"]) expect(seen).not.toContain(check);
  }, 60_000);

  it("leave a policy alone that only Terraform will know", () => {
    expect(failures(token, "with")).toEqual(failures(token, "without"));
  }, 60_000);
});
