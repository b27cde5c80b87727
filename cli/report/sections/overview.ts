import type { Environment } from "../../../envs/environment";
import { html, type Html } from "../html";
import type { Report } from "../report";
import { deadlineBadge, number, scrolling, type Section } from "./parts";

const DUES = 8;

/** The verdict, what comes due, and the environments at a glance. */
export function overview(report: Report): Section {
  return {
    id: "overview",
    title: "Overview",
    lead: "What was judged, what comes due, and what there is.",
    body: html`${tiles(report)}${reasons(report)}
      <div class="columns">
        ${dues(report)}
        <section aria-labelledby="h-counts">
          <h3 id="h-counts">Resources by layer and environment</h3>
          ${resourceCounts(report)}
        </section>
      </div>
      ${report.environments.length > 0 && cards(report)}`,
  };
}

function tiles({ summary }: Report): Html {
  const all: readonly (readonly [string, number, string])[] = [
    ["resources", summary.resources, ""],
    ["checks passed", summary.checksPassed, "good"],
    ["critical or high, open", summary.failing, summary.failing > 0 ? "bad" : "good"],
    ["lesser, open", summary.open, ""],
    ["suppressed", summary.suppressed, ""],
  ];
  return html`<dl class="tiles">
    ${all.map(
      ([label, value, tone]) =>
        html`<div class="tile ${tone}">
          <dt>${label}</dt>
          <dd>${number(value)}</dd>
        </div>`,
    )}
  </dl>`;
}

function reasons({ summary }: Report): Html {
  if (summary.reasons.length === 0) return html``;
  return html`<section class="reasons" aria-labelledby="h-reasons">
    <h3 id="h-reasons">Why it refused</h3>
    <ol>
      ${summary.reasons.map((reason) => html`<li>${reason}</li>`)}
    </ol>
  </section>`;
}

function dues({ dues: all, today }: Report): Html {
  const first = all.slice(0, DUES);
  return html`<section aria-labelledby="h-dues">
    <h3 id="h-dues">What comes due</h3>
    <ol class="dues">
      ${first.map(
        ({ deadline, what, action, section }) =>
          html`<li class="u-${deadline.urgency}">
            <time datetime="${deadline.day}">${deadline.day}</time>
            <span class="due"><a href="#${section}">${what}</a><small>${action}</small></span>
            ${deadlineBadge(deadline)}
          </li>`,
      )}
    </ol>
    <p class="aside">
      ${
        all.length > first.length
          ? `The first ${first.length} of ${all.length}, seen from ${today}.`
          : `Seen from ${today}.`
      }
    </p>
  </section>`;
}

/** Layers down, environments across; the darker, the more. */
export function resourceCounts({ layers, names }: Report): Html {
  const most = Math.max(1, ...layers.flatMap(({ counts }) => Object.values(counts)));
  const sum = (name: string): number => layers.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);
  return scrolling(
    "Resources by layer and environment",
    html`<table class="heat">
      <thead>
        <tr>
          <th scope="col">layer</th>
          ${names.map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${layers.map(
          ({ layer, counts }) =>
            html`<tr>
              <th scope="row">${layer}</th>
              ${names.map((name) => {
                const count = counts[name];
                if (count === undefined) return html`<td class="number none">off</td>`;
                return html`<td class="number" style="--heat:${Math.round((100 * count) / most)}%">
                  ${number(count)}
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all</th>
          ${names.map((name) => html`<td class="number">${number(sum(name))}</td>`)}
        </tr>
      </tfoot>
    </table>`,
  );
}

function cards(report: Report): Html {
  return html`<section aria-labelledby="h-environments">
    <h3 id="h-environments">Environments</h3>
    <ul class="cards">
      ${report.environments.map((environment) => card(environment, report))}
    </ul>
  </section>`;
}

function card(environment: Environment, { layers }: Report): Html {
  const { name, account, region, production, owner, cluster, budget } = environment;
  const own = layers.filter(({ counts }) => counts[name] !== undefined);
  const facts: readonly (readonly [string, string])[] = [
    ["account", account],
    ["region", region],
    ["owner", `${owner.team}, ${owner.costCenter}`],
    ["data", owner.dataClass],
    ["Kubernetes", cluster.kubernetesVersion],
    ["nodes, at most", number(cluster.maxNodes)],
    ["budget a month", `$${number(budget.monthlyUsd)}`],
    ["layers", String(own.length)],
  ];
  return html`<li class="environment">
    <h4>
      <a href="#topology-${name}">${name}</a
      >${production && html` <span class="badge players">players play here</span>`}
    </h4>
    <dl>
      ${facts.map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}
