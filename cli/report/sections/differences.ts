import { html, type Html } from "../html";
import type { FieldRow } from "../differences";
import type { Report } from "../report";
import { resourceCounts } from "./overview";
import { filter, nothing, scrolling, type Section } from "./parts";

/** The longest word that is shown as a whole, in characters, and how much of a longer one. */
const LONGEST = 60;
const BEGINNING = 16;

/** Where the environments are not the same. */
export function differences(report: Report): Section {
  const { fields, environments } = report;
  const differing = fields.filter(({ differs }) => differs);
  return {
    id: "differences",
    title: "Differences",
    count: differing.length,
    lead: `The environments' data field by field: ${differing.length} of ${fields.length} fields differ. Equal values of a row share a mark.`,
    body: html`<div class="fields">
        <h3>Fields</h3>
        ${
          fields.length === 0
            ? nothing("None of the synthesized environments has data under envs/.")
            : html`${filter("differences", "field or value")}
                <p class="options">
                  <label
                    ><input type="checkbox" id="every-field" /> show fields that are the same everywhere,
                    too</label
                  >
                </p>
                ${scrolling(
                  "Fields",
                  table(
                    fields,
                    environments.map(({ name }) => name),
                  ),
                )}`
        }
      </div>
      <h3>Resources by layer and environment</h3>
      ${resourceCounts(report)}`,
  };
}

function table(fields: readonly FieldRow[], names: readonly string[]): Html {
  return html`<table class="rows">
    <thead>
      <tr>
        <th scope="col">field</th>
        ${names.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${fields.map(({ path, values, differs }) => {
        const distinct = [...new Set(values)];
        return html`<tr ${!differs && html`class="same"`}>
          <th scope="row"><code>${path}</code></th>
          ${values.map((value) =>
            value === null
              ? html`<td class="none">not set</td>`
              : html`<td ${differs && html`class="mark-${distinct.indexOf(value)}"`}>${folded(value)}</td>`,
          )}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** A key or a digest that would fill the table, folded to its beginning. */
function folded(value: string): Html {
  if (value.length <= LONGEST || value.includes(" ")) return html`${value}`;
  return html`<details>
    <summary>${value.slice(0, BEGINNING)}…</summary>
    ${value}
  </details>`;
}
