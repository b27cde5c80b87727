import { plural } from "../terminal/plural";
import type { Finding, GateReport } from "./report";

/** The accepted findings as a table in Markdown, for whoever has to answer for them. */
export function auditOf({ findings, today }: GateReport): string {
  const accepted = findings.filter(({ suppression }) => suppression !== null);
  const heading = `# Accepted findings\n\nAs of ${today}: ${accepted.length}. From the day after its last one, a suppression fails the gate.\n`;
  if (accepted.length === 0) return heading;
  const header = ["Check", "Severity", "Where", "Resource", "Reason", "Owner", "Expires", "Days left"];
  const rows = [header, header.map(() => "---"), ...accepted.map(rowOf)];
  return `${heading}\n${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
}

function rowOf({ check, name, severity, path, resource, suppression }: Finding): readonly string[] {
  const { reason = "", owner = "", expires = "", daysLeft = 0 } = suppression ?? {};
  return [
    `${check}: ${cell(name)}`,
    severity,
    code(path ?? resource),
    code(resource),
    cell(reason),
    cell(owner),
    expires,
    daysLeft < 0 ? `expired ${plural(-daysLeft, "day")} ago` : String(daysLeft),
  ];
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

/** One line, with no bar that would end the cell. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}
