import type { Finding, GateReport } from "../../gate/report";
import { SEVERITIES } from "../../gate/severities";
import { plural } from "../../terminal/plural";
import { html, type Html } from "../html";
import type { CheckRow } from "../policies";
import type { Report } from "../report";
import { filter, nothing, number, scrolling, type Section, severityBadge } from "./parts";

const WORDS = { failing: "fails the gate", open: "open", suppressed: "suppressed" } as const;

/** What the policies found, and what they passed. */
export function policies({ check, checks, names }: Report): Section {
  const { findings, checkovVersion } = check;
  return {
    id: "policies",
    title: "Policies",
    count: findings.length,
    lead: `What Checkov ${checkovVersion} and our own policies found. Critical and high findings fail the gate unless somebody has accepted them; the others stay open.`,
    body: html`${stackCounts(check)}
      <h3>Findings</h3>
      ${
        findings.length === 0
          ? nothing("No check found anything.")
          : html`${filter("policies", "check, path or words", [
              { name: "severity", label: "Severity", options: SEVERITIES },
              { name: "environment", label: "Environment", options: names },
              { name: "layer", label: "Layer", options: [...new Set(findings.map(({ layer }) => layer))] },
              { name: "verdict", label: "Verdict", options: ["failing", "open", "suppressed"] },
            ])}${checks.map(checkGroup)}`
      }`,
  };
}

function checkGroup({ check, name, severity, verdict, guideline, findings }: CheckRow): Html {
  return html`<details class="group" data-group ${verdict === "failing" && html`open`}>
    <summary>
      ${severityBadge(severity)}
      <h4><code>${check}</code> ${name}</h4>
      <span class="tally" data-tally>${plural(findings.length, "finding")}</span>
      <span class="aside">${WORDS[verdict]}</span>
    </summary>
    ${guideline !== null && html`<p class="aside">About it: ${guideline}</p>`}
    ${scrolling(
      `Findings of ${check}`,
      html`<table class="rows">
        <thead>
          <tr>
            <th scope="col">construct path</th>
            <th scope="col">resource</th>
            <th scope="col">verdict</th>
            <th scope="col">line</th>
          </tr>
        </thead>
        <tbody>
          ${findings.map(findingRow)}
        </tbody>
      </table>`,
    )}
  </details>`;
}

function findingRow(finding: Finding): Html {
  const { stack, environment, layer, severity, verdict, path, resource, file, line } = finding;
  // The summary is not in the row, and is searched with it.
  const words = `${finding.check} ${finding.name}`;
  // prettier-ignore
  return html`<tr data-environment="${environment}" data-layer="${layer}" data-severity="${severity}" data-verdict="${verdict}" data-words="${words}"><td><code>${path ?? stack}</code></td><td><code>${resource}</code></td><td>${WORDS[verdict]}</td><td><code>${file}:${line}</code></td></tr>`;
}

function stackCounts({ stacks }: GateReport): Html {
  const heads = [
    "resources",
    "unchecked",
    "passed",
    ...SEVERITIES.map((each) => each.toLowerCase()),
    "suppressed",
  ];
  return html`<details class="more" open>
    <summary>What was checked, stack by stack</summary>
    ${scrolling(
      "What was checked, stack by stack",
      html`<table>
        <thead>
          <tr>
            <th scope="col">stack</th>
            ${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${stacks.map((stack) => {
            const open = SEVERITIES.map((severity) => stack.unsuppressed[severity]);
            const numbers = [stack.resources, stack.unchecked, stack.checksPassed, ...open, stack.suppressed];
            return html`<tr>
              <th scope="row">${stack.stack}</th>
              ${numbers.map((value) => (value === 0 ? html`<td class="number none">0</td>` : html`<td class="number">${number(value)}</td>`))}
            </tr>`;
          })}
        </tbody>
      </table>`,
    )}
  </details>`;
}
