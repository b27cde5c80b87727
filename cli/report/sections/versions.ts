import { html, type Html } from "../html";
import type { Report } from "../report";
import type { MinorRow, VersionRow } from "../versions";
import { deadlineBadge, filter, scrolling, type Section } from "./parts";

/** How far ahead the bars look, in days: two years. */
const HORIZON = 730;

/** What is pinned, and how long its makers look after it. */
export function versions({ versions: all, minors, today, names }: Report): Section {
  const layers = [...new Set(all.map(({ layer }) => layer))];
  return {
    id: "versions",
    title: "Versions",
    count: all.length,
    lead: `Everything that is pinned, and how long its makers support it, seen from ${today}. Bars reach two years ahead.`,
    body: html`<h3>Kubernetes on EKS</h3>
      ${kubernetes(minors)}
      <h3>Pinned versions</h3>
      ${filter("versions", "name or version", [{ name: "layer", label: "Layer", options: layers }])}
      ${scrolling("Pinned versions", table(all, names))}`,
  };
}

function kubernetes(minors: readonly MinorRow[]): Html {
  return html`<ul class="minors">
    <li aria-hidden="true">
      <span class="axis"
        >${["today", "6 months", "1 year", "18 months"].map((tick) => html`<span>${tick}</span>`)}</span
      >
    </li>
    ${minors.map(
      ({ minor, deadline, environments, pinned }) =>
        html`<li class="u-${deadline.urgency}">
          <b>${minor}</b>
          <span class="track" style="--reach:${reach(deadline.daysLeft)}%"></span>
          <span class="says"
            >${deadlineBadge(deadline)} standard support to
            ${deadline.day}${
              environments.length > 0 && html` · <strong>runs ${environments.join(", ")}</strong>`
            }${!pinned && " · not pinned"}</span
          >
        </li>`,
    )}
  </ul>`;
}

function table(rows: readonly VersionRow[], names: readonly string[]): Html {
  return html`<table class="rows versions">
    <thead>
      <tr>
        <th scope="col">what</th>
        <th scope="col">version</th>
        <th scope="col">layer</th>
        <th scope="col">in</th>
        <th scope="col">supported until</th>
        <th scope="col">left</th>
        <th scope="col">source</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, version, layer, deadline, environments, source }) =>
          html`<tr data-layer="${layer}" class="u-${deadline.urgency}">
            <th scope="row">${name}</th>
            <td><code>${version}</code></td>
            <td>${layer}</td>
            <td class="whole">${users(environments, names)}</td>
            <td>${deadline.day ?? html`<span class="none">not published</span>`}</td>
            <td>
              ${
                deadline.day !== null &&
                html`<span class="track" style="--reach:${reach(deadline.daysLeft)}%"></span>
                  ${deadlineBadge(deadline)}`
              }
            </td>
            <td class="source">${source}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function users(environments: readonly string[], names: readonly string[]): Html {
  if (environments.length === 0) return html`<span class="none">no stack</span>`;
  return html`${environments.length === names.length && names.length > 1 ? "all" : environments.join(", ")}`;
}

function reach(daysLeft: number | null): number {
  return Math.round((1000 * Math.min(HORIZON, Math.max(0, daysLeft ?? 0))) / HORIZON) / 10;
}
