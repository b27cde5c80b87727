import { plural } from "../../terminal/plural";
import { html, type Html } from "../html";
import type { Report } from "../report";
import type { LayerResources, ResourceRow } from "../resource-rows";
import { filter, number, scrolling, type Section } from "./parts";

/** Every resource, layer by layer. */
export function resources({ layers, names, summary }: Report): Section {
  const rows = layers.reduce((sum, layer) => sum + layer.rows.length, 0);
  return {
    id: "resources",
    title: "Resources",
    count: summary.resources,
    lead: `${number(summary.resources)} resources; what environments have in common stands in one of ${number(rows)} rows.`,
    body: html`${filter("resources", "type, path or name", [
        { name: "environment", label: "Environment", options: names },
        { name: "layer", label: "Layer", options: layers.map(({ layer }) => layer) },
      ])}
      <p class="options">
        <label><input type="checkbox" id="addresses-too" /> show Terraform addresses</label>
      </p>
      ${layers.map((layer, index) => layerTable(layer, names, index === 0))}`,
  };
}

function layerTable({ layer, rows, counts }: LayerResources, names: readonly string[], open: boolean): Html {
  const perEnvironment = names.map((name) => `${name} ${counts[name] ?? "off"}`).join(" · ");
  return html`<details class="group" data-group data-layer="${layer}" ${open && html`open`}>
    <summary>
      <h3>${layer}</h3>
      <span class="tally" data-tally>${plural(rows.length, "row")}</span
      ><span class="aside">${perEnvironment}</span>
    </summary>
    ${scrolling(
      `Resources of ${layer}`,
      html`<table class="rows">
        <thead>
          <tr>
            <th scope="col">construct path</th>
            <th scope="col">type</th>
            <th scope="col">what it says of itself</th>
            <th scope="col">in</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => rowOf(row, names))}
        </tbody>
      </table>`,
    )}
  </details>`;
}

function rowOf(row: ResourceRow, names: readonly string[]): Html {
  const { path, type, address, says, environments, findings } = row;
  const [only] = says;
  const saying =
    says.length < 2
      ? html`${only?.text}`
      : says.map((each) => html`<div><b>${each.environments.join(", ")}</b> ${each.text}</div>`);
  const everywhere = environments.length === names.length;
  // prettier-ignore
  return html`<tr data-environment="${environments.join(" ")}"><td><code>${path}</code>${findings > 0 && html` <a class="badge s-low" href="#policies">${findings} open</a>`}<small class="address">${address}</small></td><td class="whole"><code>${type}</code></td><td>${saying}</td><td class="whole">${everywhere ? "all" : environments.join(", ")}</td></tr>`;
}
