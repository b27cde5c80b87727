import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironments } from "../envs/environments";
import { synthesizeApp } from "../tests/synthesize";
import { FoundationStack } from "./foundation";

/** As docs/bootstrap.md has it. */
const OVERRIDE = { terraform: { backend: { local: {} } } };
const MINUTE = 60_000;

const folder = mkdtempSync(join(tmpdir(), "pitboss-bootstrap-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const dev = readEnvironments().find(({ name }) => name === "dev")!;
const foundation = synthesizeApp((app) => new FoundationStack(app, dev)).get("dev-foundation")!;

/** The foundation's own backend, with a resource that needs no provider from anywhere. */
function reducedFoundation(): object {
  const { terraform } = foundation.document as { terraform: Record<string, unknown> };
  return {
    terraform: { backend: terraform.backend, required_version: terraform.required_version },
    resource: { terraform_data: { proof: { input: "applied" } } },
  };
}

/** Runs the real Terraform, with nobody's credentials and nothing to ask for any. */
function terraform(...parameters: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.env.TERRAFORM_BINARY_NAME ?? "terraform",
    [...parameters, "-no-color", "-input=false"],
    {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH ?? "",
        HOME: folder,
        AWS_EC2_METADATA_DISABLED: "true",
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
  // Terraform draws a frame around errors and breaks their lines to fit.
  return { status, output: `${stdout}${stderr}`.replace(/[\s│]+/g, " ") };
}

describe("the very first apply of an environment", () => {
  const override = join(folder, "backend_override.tf.json");

  beforeAll(() => {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(reducedFoundation()));
  });

  it(
    "would without the override ask S3 for a bucket that is not there yet",
    () => {
      const init = terraform("init");
      expect(init.status).toBe(1);
      expect(init.output).toContain("Initializing the backend");
      expect(init.output).toContain("No valid credential sources found");
      expect(existsSync(join(folder, ".terraform/terraform.tfstate"))).toBe(false);
    },
    MINUTE,
  );

  it(
    "keeps its state beside the stack while the override stands there",
    () => {
      writeFileSync(override, JSON.stringify(OVERRIDE));
      expect(terraform("init")).toMatchObject({ status: 0 });
      expect(terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      const state = JSON.parse(readFileSync(join(folder, "terraform.tfstate"), "utf8")) as {
        resources: { type: string; name: string }[];
      };
      expect(state.resources).toMatchObject([{ type: "terraform_data", name: "proof" }]);
    },
    MINUTE,
  );

  it(
    "cannot be continued without migrating the state once the override is gone",
    () => {
      rmSync(override);
      const plan = terraform("plan");
      expect(plan.status).toBe(1);
      expect(plan.output).toContain("Backend initialization required");
      expect(plan.output).toContain('type changed from "local" to "s3"');
    },
    MINUTE,
  );

  it(
    "then asks S3 for the bucket, to move the state there",
    () => {
      const migrate = terraform("init", "-migrate-state", "-force-copy");
      expect(migrate.status).toBe(1);
      expect(migrate.output).toContain(
        'Terraform detected that the backend type changed from "local" to "s3"',
      );
      expect(migrate.output).toContain("No valid credential sources found");
      expect(existsSync(join(folder, "terraform.tfstate"))).toBe(true);
    },
    MINUTE,
  );
});

describe("the page on the first apply", () => {
  const page = readFileSync(join(__dirname, "../docs/bootstrap.md"), "utf8");

  it("writes the override that is proved here", () => {
    expect(page).toContain(`echo '${JSON.stringify(OVERRIDE)}' > backend_override.tf.json`);
  });

  it("imports to addresses that the foundation has", () => {
    const addresses = [...page.matchAll(/terraform import (\w+)\.(\S+)/g)];
    expect(addresses).toHaveLength(4);
    for (const [, type, id] of addresses) expect(foundation.resources(type!)).toHaveProperty([id!]);
  });

  it("names outputs that the foundation has", () => {
    for (const [, role] of page.matchAll(/`(\w+_role_arn)`/g)) {
      expect(foundation.document.output).toHaveProperty([role!]);
    }
  });
});
