import { plural } from "../../terminal/plural";
import { html, type Html } from "../html";
import type { AcceptanceRow } from "../policies";
import type { Report } from "../report";
import { deadlineBadge, filter, nothing, type Section, severityBadge } from "./parts";

/** What is accepted, why, by whom and until when. */
export function suppressions({ acceptances, names }: Report): Section {
  const owners = [...new Set(acceptances.map(({ owner }) => owner))].sort();
  return {
    id: "suppressions",
    title: "Suppressions",
    count: acceptances.length,
    lead: "Findings that somebody decided to live with: why, who answers for it, and until when. The day after its last one, a suppression fails the gate.",
    body:
      acceptances.length === 0
        ? nothing("Nothing is suppressed.")
        : html`${filter("suppressions", "reason, check or path", [
              { name: "environment", label: "Environment", options: names },
              { name: "owner", label: "Owner", options: owners },
            ])}
            <ul class="decisions">
              ${acceptances.map((row) => decision(row, names))}
            </ul>`,
  };
}

function decision(row: AcceptanceRow, names: readonly string[]): Html {
  const { check, name, severity, reason, owner, deadline, where } = row;
  const environments = names.filter((each) => row.environments.includes(each));
  return html`<li
    class="decision u-${deadline.urgency}"
    data-row
    data-environment="${environments.join(" ")}"
    data-owner="${owner}"
  >
    <blockquote>${reason}</blockquote>
    <p class="meta">${severityBadge(severity)} <code>${check}</code> <span>${name}</span></p>
    <dl>
      <div>
        <dt>owner</dt>
        <dd>${owner}</dd>
      </div>
      <div>
        <dt>last day</dt>
        <dd><time datetime="${deadline.day}">${deadline.day}</time> ${deadlineBadge(deadline)}</dd>
      </div>
    </dl>
    <details>
      <summary>${plural(where.length, "resource")} in ${environments.join(", ")}</summary>
      <ul class="paths">
        ${where.map((path) => html`<li><code>${path}</code></li>`)}
      </ul>
    </details>
  </li>`;
}
