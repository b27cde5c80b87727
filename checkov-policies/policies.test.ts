import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CHECKOV = join(__dirname, "..", ".venv", "bin", "checkov");
const FIXTURES = join(__dirname, "fixtures");
const DOCS = join(__dirname, "..", "docs", "policies.md");
const POLICY_FILE = /^((sec|rel|ops|perf|cost|sus)\d{2})-[a-z0-9-]+\.(py|yaml)$/;
const PILLARS: Readonly<Record<string, string>> = {
  SEC: "Security",
  REL: "Reliability",
  OPS: "Operational excellence",
  PERF: "Performance efficiency",
  COST: "Cost optimization",
  SUS: "Sustainability",
};

interface Policy {
  /** The id by which Checkov knows it; graph checks, which YAML expresses, are CKV2. */
  readonly id: string;
  /** Its Well-Architected id: `SEC13`. */
  readonly wellArchitectedId: string;
  /** The file's name without its ending, which its fixtures bear too. */
  readonly stem: string;
}

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly guideline: string | null;
  readonly resource: string;
  readonly severity: string | null;
}

interface Report {
  readonly results: {
    readonly passed_checks: readonly Finding[];
    readonly failed_checks: readonly Finding[];
    readonly parsing_errors: readonly string[];
  };
}

/**
 * A synthesized stack whose names say what a policy makes of them: `pass_…` and `fail_…`. It must leave everything else out
 * of its report: what it cannot know (`unknown_…`), and what is there only to be referred to.
 */
interface Fixture {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly provider?: Readonly<Record<string, readonly { readonly alias: string }[]>>;
}

type Verdict = "pass" | "fail";

const policies: readonly Policy[] = readdirSync(__dirname).flatMap((file) => {
  const wellArchitectedId = POLICY_FILE.exec(file)?.[1]?.toUpperCase();
  if (wellArchitectedId === undefined) return [];
  const prefix = file.endsWith(".yaml") ? "CKV2_PB" : "CKV_PB";
  return [{ id: `${prefix}_${wellArchitectedId}`, wellArchitectedId, stem: file.replace(/\.\w+$/, "") }];
});

/** Checkov takes three seconds to start and no time to scan: one run judges every fixture. */
function scanOfFixtures(): Report {
  const output = execFileSync(
    CHECKOV,
    [
      ...["--directory", FIXTURES, "--framework", "terraform_json", "--skip-download"],
      ...["--external-checks-dir", __dirname, "--check", policies.map(({ id }) => id).join(",")],
      ...["--output", "json", "--compact", "--soft-fail"],
    ],
    {
      encoding: "utf8",
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      maxBuffer: 64 * 1024 * 1024,
      stdio: "pipe",
    },
  );
  return JSON.parse(output) as Report;
}

function expected(policy: Policy, verdict: Verdict): string[] {
  const file = join(FIXTURES, policy.stem, `${verdict}.tf.json`);
  const { resource = {}, data = {}, provider = {} } = JSON.parse(readFileSync(file, "utf8")) as Fixture;
  const isExpected = (name: string) => name.startsWith(`${verdict}_`);
  return [
    ...[resource, data]
      .flatMap(Object.values<Readonly<Record<string, unknown>>>)
      .flatMap((named) => Object.keys(named).filter(isExpected)),
    ...Object.entries(provider).flatMap(([type, blocks]) =>
      blocks.filter(({ alias }) => isExpected(alias)).map(() => type),
    ),
  ].sort();
}

/** Python checks report `resource.<name>`, `data.<name>` and `provider.<type>`, graph checks `<type>.<name>`. */
function reported(findings: readonly Finding[], policy: Policy, fixture: Verdict): string[] {
  return findings
    .filter(({ check_id }) => check_id === policy.id)
    .filter(({ file_path }) => file_path === `/${policy.stem}/${fixture}.tf.json`)
    .map(({ resource }) => resource.replace(/^.*\./, ""))
    .sort();
}

/** The cells of a policy's row in the documentation. */
function documented({ id, wellArchitectedId }: Policy): string[] {
  const anchor = `<a id="${wellArchitectedId.toLowerCase()}"></a>\`${id}\``;
  const row = readFileSync(DOCS, "utf8")
    .split("\n")
    .find((line) => line.includes(anchor));
  return (row ?? "").split("|").map((cell) => cell.trim());
}

describe("our Checkov policies", () => {
  let results: Report["results"];

  beforeAll(() => {
    ({ results } = scanOfFixtures());
  }, 120_000);

  it("cover the six pillars of Well-Architected", () => {
    const covered = policies.map(({ wellArchitectedId }) => wellArchitectedId.replace(/\d+$/, ""));
    expect([...new Set(covered)].sort()).toEqual(Object.keys(PILLARS).sort());
  });

  it("are more than twenty, each with its own Well-Architected id", () => {
    const ids = new Set(policies.map(({ wellArchitectedId }) => wellArchitectedId));
    expect(ids.size).toBe(policies.length);
    expect(ids.size).toBeGreaterThan(20);
  });

  it("have all the fixtures that there are", () => {
    expect(readdirSync(FIXTURES).sort()).toEqual(policies.map(({ stem }) => stem).sort());
  });

  it("are judged on fixtures that Checkov can parse", () => {
    expect(results.parsing_errors).toEqual([]);
  });

  describe.each(policies)("$id ($stem)", (policy) => {
    it.each(["pass", "fail"] as const)("says %s where its fixture says so, and nothing else", (verdict) => {
      const names = expected(policy, verdict);
      expect(names).not.toEqual([]);
      expect({
        pass: reported(results.passed_checks, policy, verdict),
        fail: reported(results.failed_checks, policy, verdict),
      }).toEqual({ pass: [], fail: [], [verdict]: names });
    });

    it("says what it asks, how grave a failure is, and where to read on", () => {
      const finding = results.failed_checks.find(({ check_id }) => check_id === policy.id);
      expect(finding).toMatchObject({
        check_name: expect.stringMatching(new RegExp(`^${policy.wellArchitectedId} [A-Z].{20,}`)) as string,
        guideline: `docs/policies.md#${policy.wellArchitectedId.toLowerCase()}`,
        severity: expect.stringMatching(/^(LOW|MEDIUM|HIGH|CRITICAL)$/) as string,
      });
    });

    it("is documented as it is", () => {
      const finding = results.failed_checks.find(({ check_id }) => check_id === policy.id);
      const [, , pillar, what, why, severity, builtIn] = documented(policy);
      expect({ pillar, severity, what: `${policy.wellArchitectedId} ${what ?? ""}` }).toEqual({
        pillar: PILLARS[policy.wellArchitectedId.replace(/\d+$/, "")],
        severity: finding?.severity,
        what: finding?.check_name,
      });
      expect(why).toMatch(/\w/);
      expect(builtIn).toMatch(/\w/);
    });
  });
});
