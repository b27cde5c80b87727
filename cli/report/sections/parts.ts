import type { Severity } from "../../gate/severities";
import { type Deadline, inWords } from "../deadlines";
import { html, type Html, type Part } from "../html";

/** A section of the page, which the tabs show one at a time. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** One sentence on what there is to see. */
  readonly lead: string;
  readonly body: Html;
  /** What the tab counts. @default nothing */
  readonly count?: number;
}

const FORMAT = new Intl.NumberFormat("en");

/** `65,536` */
export function number(value: number): string {
  return FORMAT.format(value);
}

/** How grave something is, in a word and a colour. */
export function severityBadge(severity: Severity): Html {
  return html`<span class="badge s-${severity.toLowerCase()}">${severity}</span>`;
}

/** How long there is, in words and a colour. */
export function deadlineBadge(deadline: Deadline): Html {
  return html`<span class="badge u-${deadline.urgency}">${inWords(deadline)}</span>`;
}

/** A box that a wide table scrolls in, by itself; reachable with the keyboard, as everything that scrolls has to be. */
export function scrolling(label: string, table: Part): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}

/** One panel for each environment, and what chooses among them. */
export function environmentTabs(
  section: string,
  label: string,
  panels: readonly { readonly environment: string; readonly body: Html }[],
): Html {
  return html`<div class="switch" data-tabs="environment" aria-label="${label}">
      ${panels.map(({ environment }) => html`<a href="#${section}-${environment}" data-name="${environment}">${environment}</a>`)}
    </div>
    ${panels.map(
      ({ environment, body }) =>
        html`<div class="panel" id="${section}-${environment}">
          <h3 class="panel-title">${environment}</h3>
          ${body}
        </div>`,
    )}`;
}

/** A choice of a filter. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

/** What narrows the rows of a section down: words, and choices. */
export function filter(section: string, placeholder: string, choices: readonly Choice[] = []): Html {
  return html`<form class="filter" data-filter="${section}" role="search" aria-label="Filter ${section}">
    <label class="search"
      ><span>Search</span
      ><input
        type="search"
        name="words"
        placeholder="${placeholder}"
        autocomplete="off"
        spellcheck="false"
      /><kbd>/</kbd></label
    >
    ${choices.map(
      ({ name, label, options }) =>
        html`<label
          ><span>${label}</span
          ><select name="${name}">
            <option value="">all</option>
            ${options.map((option) => html`<option>${option}</option>`)}
          </select></label
        >`,
    )}
    <output class="matches" aria-live="polite"></output>
  </form>`;
}

/** What is said where there is nothing to show. */
export function nothing(text: string): Html {
  return html`<p class="nothing">${text}</p>`;
}
