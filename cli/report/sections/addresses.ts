import type { AddressMap, Block, MappedRange } from "../address-map";
import { html, type Html } from "../html";
import type { Report } from "../report";
import { environmentTabs, nothing, number, scrolling, type Section } from "./parts";

/** The VPC is drawn in sixteen lines of four quarters. */
const LINES = 16;
const QUARTERS = 4;

const PURPOSES: readonly (readonly [Block["purpose"], string])[] = [
  ["private", "nodes, internal load balancers, endpoints"],
  ["public", "load balancers, NAT"],
  ["data", "data stores"],
  ["control-plane", "control plane: a /28 of the quarter that is kept for it"],
  ["pods", "pods"],
  ["hetzner", "servers at Hetzner"],
  ["free", "free"],
];

/** Who has which addresses, drawn to scale. */
export function addresses({ maps }: Report): Section {
  return {
    id: "addresses",
    title: "Addresses",
    lead: "Who has which addresses. Every area is to scale: a line of the VPC is a sixteenth of it. Touch or focus a block to read its range.",
    body:
      maps.length === 0
        ? nothing("None of the synthesized environments has data under envs/, so there is no plan to draw.")
        : environmentTabs(
            "addresses",
            "Environment of the address plan",
            maps.map((map) => ({ environment: map.environment, body: panel(map) })),
          ),
  };
}

function panel(map: AddressMap): Html {
  const { environment, vpc, pods, hetzner, ranges, mtu } = map;
  return html`<p class="inspector" data-inspector aria-live="polite">Touch or focus a block.</p>
    <div class="maps">
      <figure>
        <figcaption><b>VPC</b> <code>${vpc.cidr}</code> ${number(vpc.size)} addresses</figcaption>
        <div class="grid" role="group" aria-label="The VPC's range, to scale">${vpc.blocks.map(cell)}</div>
      </figure>
      <div class="beside">
        ${strip("Pods", `a quarter is a zone slot's, a secondary range of the VPC`, pods)}
        ${strip("Hetzner network", "the lower half is the cloud servers'", hetzner)}
        <figure>
          <figcaption><b>All ranges</b> at one scale: a bar's length is its number of addresses</figcaption>
          <ul class="bars">
            ${ranges.map((range) => bar(range, ranges[0]?.size ?? range.size))}
          </ul>
        </figure>
        <figure>
          <figcaption><b>Packets</b> at most this large, in bytes</figcaption>
          <dl class="mtu">
            ${mtu.map(
              ({ where, bytes }) =>
                html`<div>
                  <dt>${where}</dt>
                  <dd>${number(bytes)}</dd>
                </div>`,
            )}
          </dl>
        </figure>
      </div>
    </div>
    <ul class="legend" aria-label="Legend">
      ${PURPOSES.map(([purpose, label]) => html`<li><span class="swatch p-${purpose}"></span>${label}</li>`)}
    </ul>
    <details class="more">
      <summary>The same as a table</summary>
      ${table(environment, [...vpc.blocks, ...pods.blocks, ...hetzner.blocks, ...ranges])}
    </details>`;
}

/** Lines and quarters of a line, of a block of the VPC. */
function cell(block: Block): Html {
  const { from, share } = block;
  const row = Math.floor(from * LINES) + 1;
  const rows = Math.max(1, share * LINES);
  const column = Math.round((from * LINES * QUARTERS) % QUARTERS) + 1;
  const columns = rows > 1 ? QUARTERS : Math.max(1, Math.round(share * LINES * QUARTERS));
  return button(block, `grid-area:${row}/${column}/span ${rows}/span ${columns}`);
}

function strip(title: string, note: string, { cidr, size, blocks }: MappedRange): Html {
  return html`<figure>
    <figcaption><b>${title}</b> <code>${cidr}</code> ${number(size)} addresses; ${note}</figcaption>
    <div class="strip" role="group" aria-label="${title}, to scale">
      ${blocks.map((block) => button(block, `left:${percent(block.from)};width:${percent(block.share)}`))}
    </div>
  </figure>`;
}

/** Below this part of a strip there is no room for a word. */
const LEGIBLE = 0.1;

function button(block: Block, style: string): Html {
  const { name, purpose, cidr, share } = block;
  const [what = name, where] = name.split(", ");
  const words = inWords(block);
  const title = where?.startsWith("for ") === false ? where : name;
  const small = title === name ? cidr : `${what} ${cidr}`;
  return html`<button
    type="button"
    class="p-${purpose}"
    style="${style}"
    data-inspect="${words}"
    aria-label="${words}"
  >
    ${(share > LEGIBLE || style.startsWith("grid")) && html`<span>${title}</span> <small>${small}</small>`}
  </button>`;
}

function bar({ name, purpose, cidr, size }: Block, most: number): Html {
  return html`<li>
    <span class="name">${name}</span>
    <span class="length p-${purpose}" style="--reach:${percent(size / most)}"></span>
    <span class="range"><code>${cidr}</code> ${number(size)}</span>
  </li>`;
}

function inWords({ name, cidr, first, last, size, usable }: Block): string {
  const room = usable === null ? "" : `, ${number(usable)} usable (AWS keeps five)`;
  return `${name}: ${cidr}, ${first} to ${last}, ${number(size)} addresses${room}`;
}

function table(environment: string, blocks: readonly Block[]): Html {
  return scrolling(
    `Addresses of ${environment}`,
    html`<table>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">range</th>
          <th scope="col">first</th>
          <th scope="col">last</th>
          <th scope="col" class="number">addresses</th>
          <th scope="col" class="number">usable</th>
        </tr>
      </thead>
      <tbody>
        ${blocks.map(
          ({ name, cidr, first, last, size, usable }) =>
            html`<tr>
              <td>${name}</td>
              <td><code>${cidr}</code></td>
              <td>${first}</td>
              <td>${last}</td>
              <td class="number">${number(size)}</td>
              <td class="number">${usable === null ? "" : number(usable)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100000) / 1000}%`;
}
