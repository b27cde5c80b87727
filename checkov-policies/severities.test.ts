import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CHECKOV = join(__dirname, "..", ".venv", "bin", "checkov");
const MAP = join(__dirname, "severities.yaml");
const DOCS = join(__dirname, "..", "docs", "severities.md");
const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
const ENTRY = /^(CKV2?_[A-Z0-9]+_\d+): (CRITICAL|HIGH|MEDIUM|LOW) # \S.*$/;

/** What a check of ours judges: AWS and Kubernetes resources, data and providers, any resource at all, and modules. */
const OUR_ENTITY = /^(data\.)?(aws|kubernetes)(_|$)|^(\*|all|module)$/;

function linesOfMap(): readonly string[] {
  return readFileSync(MAP, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function entriesOfMap(): readonly { readonly id: string; readonly severity: string }[] {
  return linesOfMap().flatMap((line) => {
    const [, id, severity] = ENTRY.exec(line) ?? [];
    return id === undefined || severity === undefined ? [] : [{ id, severity }];
  });
}

/**
 * The ids that Checkov lists for our entities. The listing of the framework `terraform_json`, with which we scan, is
 * empty; its runner uses the registries of `terraform`.
 */
function idsOfCheckov(): ReadonlySet<string> {
  if (!existsSync(CHECKOV)) {
    throw new Error(`No Checkov at ${CHECKOV}; expected the Python environment that \`make test\` sets up.`);
  }
  const table = execFileSync(CHECKOV, ["--list", "--framework", "terraform"], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const rows = table.split("\n").map((row) => row.split("|").map((cell) => cell.trim()));
  return new Set(
    rows.flatMap(([, , id, , entity]) =>
      id?.startsWith("CKV") && entity !== undefined && OUR_ENTITY.test(entity) ? [id] : [],
    ),
  );
}

describe("the severity map", () => {
  const ids = entriesOfMap().map((entry) => entry.id);

  it("has one well-formed line a check: id, severity and the check's name", () => {
    expect(linesOfMap().filter((line) => !ENTRY.test(line))).toEqual([]);
  });

  it("names an id once, in natural order", () => {
    const natural = new Intl.Collator("en", { numeric: true });
    expect(ids).toEqual([...new Set(ids)].sort((first, second) => natural.compare(first, second)));
  });

  it("is as long as the documentation says", () => {
    const documented = readFileSync(DOCS, "utf8");
    for (const severity of SEVERITIES) {
      const count = entriesOfMap().filter((entry) => entry.severity === severity).length;
      expect(documented).toMatch(new RegExp(`^\\| ${severity} +\\| +${count} \\|`, "m"));
    }
  });

  describe("against the installed Checkov", () => {
    let known: ReadonlySet<string>;

    beforeAll(() => {
      known = idsOfCheckov();
    }, 120_000);

    it("finds the listing it compares with", () => {
      expect(known.size).toBeGreaterThan(400);
    });

    it("misses no check, for one without a severity fails the gate as HIGH", () => {
      expect([...known].filter((id) => !ids.includes(id))).toEqual([]);
    });

    it("names no check that Checkov does not know", () => {
      expect(ids.filter((id) => !known.has(id))).toEqual([]);
    });
  });
});
