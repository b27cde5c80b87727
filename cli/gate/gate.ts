import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Project } from "../project";
import type { Synthesis } from "../synthesis/stacks";
import { json } from "../terminal/json";
import type { Progress } from "../terminal/progress";
import { auditOf } from "./audit";
import { baselineOf, checkovConfig } from "./baseline";
import { runCheckov } from "./checkov";
import type { GateReport } from "./report";
import { sarifOf } from "./sarif";
import { writeScanCopies } from "./scan-copy";
import { SeverityMap } from "./severities";
import { judge } from "./verdict";

const REPORTS = [
  "report.json",
  "results.sarif",
  ".checkov.baseline",
  "checkov.yaml",
  "suppressions.md",
] as const;

interface GateInput {
  readonly project: Project;
  /** The folder that is synthesized to. */
  readonly output: string;
  /** Makes or reads what to judge; called when no report of an earlier run is left. */
  readonly synthesis: () => Promise<Synthesis>;
  /** The day to judge expiries on, `YYYY-MM-DD`. */
  readonly today: string;
  readonly progress: Progress;
}

/**
 * Scans a synthesis and judges it; leaves the report, SARIF, Checkov's baseline and the audit table in `check/` of the
 * output folder, and no report at all when it throws.
 *
 * @throws what `synthesis` throws; Failure when Checkov is missing or crashes (tool), or the severities cannot be
 * understood (refused).
 */
export async function passThroughGate(input: GateInput): Promise<GateReport> {
  const { project, output, today, progress } = input;
  const policies = join(project.root, "checkov-policies");
  const folder = join(output, "check");
  // What an earlier run left must not be read as this one's, whatever happens now. But the folder may be a wrong one, in
  // which `check` is somebody's work: so only what the gate writes goes.
  for (const name of [...REPORTS, "scan"]) rmSync(join(folder, name), { recursive: true, force: true });
  const synthesis = await input.synthesis();
  mkdirSync(folder, { recursive: true });
  const severities = SeverityMap.read(join(policies, "severities.yaml"));
  writeScanCopies(join(folder, "scan"), synthesis.stacks);
  const checkov = await progress.step("scan", () => runCheckov({ root: project.root, folder, policies }));
  const report = judge({ synthesis, checkov, severities, today });
  const fromRoot = (path: string): string => relative(project.root, path);
  const artifacts: Readonly<Record<(typeof REPORTS)[number], string>> = {
    "report.json": json(report),
    "results.sarif": json(sarifOf(report, fromRoot(output))),
    ".checkov.baseline": json(baselineOf(report)),
    "checkov.yaml": checkovConfig(report, {
      scan: fromRoot(join(folder, "scan")),
      baseline: fromRoot(join(folder, ".checkov.baseline")),
      policies: fromRoot(policies),
    }),
    "suppressions.md": auditOf(report),
  };
  for (const name of REPORTS) writeFileSync(join(folder, name), artifacts[name]);
  return report;
}
