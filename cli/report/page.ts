import { createHash } from "node:crypto";
import { plural } from "../terminal/plural";
import { behaviour, style } from "./assets";
import { html, type Html, trusted } from "./html";
import type { Report } from "./report";
import { addresses } from "./sections/addresses";
import { differences } from "./sections/differences";
import { overview } from "./sections/overview";
import { number, type Section } from "./sections/parts";
import { policies } from "./sections/policies";
import { resources } from "./sections/resources";
import { suppressions } from "./sections/suppressions";
import { topology } from "./sections/topology";
import { versions } from "./sections/versions";

const SECTIONS = [overview, topology, resources, addresses, policies, suppressions, versions, differences];

/** A chip of the house, as the page's mark and its icon. */
const CHIP =
  '<circle cx="16" cy="16" r="15" fill="#0b6047"/>' +
  '<circle cx="16" cy="16" r="12.5" fill="none" stroke="#f6f4ee" stroke-width="4.5" stroke-dasharray="6.54 6.54"/>' +
  '<circle cx="16" cy="16" r="8.5" fill="#f6f4ee"/><circle cx="16" cy="16" r="3.5" fill="#0b6047"/>';

/** The report as one page that needs nothing but itself. The same report gives the same bytes. */
export function pageOf(report: Report): string {
  const script = behaviour();
  const sections = SECTIONS.map((section) => section(report));
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="${policyFor(script)}" />
      <meta name="color-scheme" content="light dark" />
      <title>Pitboss: ${report.names.join(", ")}, ${report.check.today}</title>
      <link rel="icon" href="data:image/svg+xml,${icon()}" />
      <style>
        ${trusted(style())}
      </style>
      ${scriptTag(script)}
    </head>
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      ${header(report)}
      <nav class="sections" aria-label="Sections">
        <div data-tabs="section" aria-label="Sections">${sections.map(tab)}</div>
      </nav>
      <main id="main" tabindex="-1">${sections.map(panel)}</main>
      <footer>
        <p>
          Written by <code>pitboss report</code> from the last synthesis and its check of
          ${report.check.today}. Read in
          ${report.names.length === 1 ? "one environment" : `${report.names.length} environments`}:
          ${report.names.join(", ")}. <kbd>/</kbd> searches, arrow keys move between tabs.
        </p>
      </footer>
    </body>
  </html>`;
  return `<!doctype html>\n${page.text}\n`;
}

function header({ summary, check, names }: Report): Html {
  const { passed, headline, sentence, notes, environments } = summary;
  return html`<header class="${passed ? "passed" : "refused"}">
    <div class="bar">
      <p class="brand">
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">${trusted(CHIP)}</svg> Pitboss
        <span>${names.join(" · ")}</span>
      </p>
      <button type="button" class="theme" data-theme-toggle>Dark</button>
    </div>
    <div class="verdict">
      <p class="stamp" aria-hidden="true">${passed ? "✓" : "✗"}</p>
      <div>
        <h1>${headline}</h1>
        <p class="sentence">${sentence}</p>
        <p class="judged">
          Judged on <time datetime="${check.today}">${check.today}</time> (UTC) by Checkov
          ${check.checkovVersion} and our own policies.
        </p>
        ${
          notes.length > 0 &&
          html`<ul class="notes" aria-label="Notes">
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        }
      </div>
      <ul class="by-environment" aria-label="By environment">
        ${environments.map(
          ({ name, state, stacks, checksPassed }) =>
            html`<li class="${state === "not checked" ? "unchecked" : state}">
              <b>${name}</b> <span>${state}</span>
              <small>${plural(stacks, "stack")}, ${number(checksPassed)} checks held</small>
            </li>`,
        )}
      </ul>
    </div>
  </header>`;
}

function tab({ id, title, count }: Section): Html {
  return html`<a href="#${id}">${title}${count !== undefined && html` <small>${number(count)}</small>`}</a>`;
}

function panel({ id, title, lead, body }: Section): Html {
  return html`<section class="section" id="${id}" aria-labelledby="h-${id}">
    <h2 id="h-${id}">${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section>`;
}

/** Only the page's own script runs, whatever a name in it tries; and nothing is ever asked of the network. */
function policyFor(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function scriptTag(script: string): Html {
  return trusted(`<script>${script}</script>`);
}

function icon(): string {
  return encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${CHIP}</svg>`);
}
