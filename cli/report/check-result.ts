import { join } from "node:path";
import { z } from "zod";
import { readArtifact } from "../artifact";
import type { GateReport } from "../gate/report";
import { SEVERITIES } from "../gate/severities";

const severity = z.enum(SEVERITIES);

const finding = z.object({
  check: z.string(),
  name: z.string(),
  severity,
  unmapped: z.boolean(),
  verdict: z.enum(["failing", "open", "suppressed"]),
  stack: z.string(),
  environment: z.string(),
  layer: z.string(),
  resource: z.string(),
  path: z.string().nullable(),
  file: z.string(),
  line: z.number(),
  guideline: z.string().nullable(),
  checkovResource: z.string(),
  suppression: z
    .object({ reason: z.string(), owner: z.string(), expires: z.string(), daysLeft: z.number() })
    .nullable(),
});

const gateReport: z.ZodType<GateReport> = z.object({
  schemaVersion: z.literal(1),
  passed: z.boolean(),
  today: z.string(),
  checkovVersion: z.string(),
  stacks: z.array(
    z.object({
      stack: z.string(),
      environment: z.string(),
      layer: z.string(),
      resources: z.number(),
      unchecked: z.number(),
      checksPassed: z.number(),
      unsuppressed: z.record(severity, z.number()),
      suppressed: z.number(),
    }),
  ),
  problems: z.array(
    z.object({
      kind: z.enum([
        "not-parsed",
        "nothing-checked",
        "not-checked",
        "expired-suppression",
        "unsupported",
        "stale-suppression",
      ]),
      stack: z.string().nullable(),
      message: z.string(),
    }),
  ),
  findings: z.array(finding),
  unmapped: z.array(z.string()),
});

/**
 * Reads what the last `pitboss check` left in an output folder.
 *
 * @throws Failure when there is nothing (usage), or it is of another shape (refused).
 */
export function readCheckResult(output: string): GateReport {
  const file = join(output, "check", "report.json");
  return readArtifact(file, { schema: gateReport, what: "the verdict of a check", command: "pitboss check" });
}
