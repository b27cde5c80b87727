import { html, type Html } from "../html";
import type { Report } from "../report";
import { narrowDrawing } from "../topology/narrow";
import { svgOf } from "../topology/svg";
import { allIn, isGroup, type Topology, type TopologyGroup, type TopologyNode } from "../topology/topology";
import { wideDrawing } from "../topology/wide";
import { environmentTabs, nothing, scrolling, type Section } from "./parts";

/** What there is in each environment, and what talks to what. */
export function topology({ topologies }: Report): Section {
  return {
    id: "topology",
    title: "Topology",
    lead: "What there is in each environment and what talks to what, drawn from what was synthesized. A layer that is off is not there.",
    body:
      topologies.length === 0
        ? nothing(
            "None of the synthesized environments has data under envs/, so there is nothing to draw from.",
          )
        : environmentTabs(
            "topology",
            "Environment of the topology",
            topologies.map((each) => ({ environment: each.environment, body: panel(each) })),
          ),
  };
}

function panel(each: Topology): Html {
  return html`<div
      class="drawing scroll"
      role="region"
      aria-label="Topology of ${each.environment}"
      tabindex="0"
    >
      ${svgOf(wideDrawing(each), each.environment, "wide")}${svgOf(narrowDrawing(each), each.environment, "narrow")}
    </div>
    <details class="more" open>
      <summary>What talks to what</summary>
      ${links(each)}
    </details>
    <details class="more">
      <summary>Everything in the drawing, as a list</summary>
      <ul class="outline">
        ${each.parts.map(outline)}
      </ul>
    </details>`;
}

function links({ environment, parts, links: all }: Topology): Html {
  const titles = new Map(parts.flatMap(allIn).map(({ id, title }) => [id, title]));
  return scrolling(
    `What talks to what in ${environment}`,
    html`<table>
      <thead>
        <tr>
          <th scope="col">from</th>
          <th scope="col">to</th>
          <th scope="col">how</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ from, to, how, bothWays }) =>
            html`<tr>
              <td>${titles.get(from)}</td>
              <td>${bothWays === true ? "⇄ " : "→ "}${titles.get(to)}</td>
              <td>${how}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function outline(part: TopologyNode | TopologyGroup): Html {
  if (!isGroup(part)) return html`<li><b>${part.title}</b>: ${part.facts.join("; ")}</li>`;
  return html`<li>
    <b>${part.title}</b>${part.subtitle !== undefined && `, ${part.subtitle}`}
    <ul>
      ${part.children.map(outline)}
    </ul>
  </li>`;
}
