/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What a template takes: markup goes in as it is, everything else is escaped, and what is absent leaves nothing. */
export type Part = Html | string | number | false | null | undefined | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML shows it, inside an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/**
 * A template of markup: html`<td title="${title}">${name}</td>`. Attributes must be quoted. The indentation of the
 * template's own lines is left out, for a page has thousands of rows.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, index) => {
    const own = string.replace(/\s*\n\s*/g, "\n");
    return index < parts.length ? own + textOf(parts[index]) : own;
  });
  return new Html(text.join("").replace(/^\n|\n$/g, ""));
}

/**
 * Text that is markup already: a file of ours. Nothing that comes from a stack or an environment ever goes through here.
 */
export function trusted(text: string): Html {
  return new Html(text);
}

function textOf(part: Part): string {
  if (part === undefined || part === null || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string") return escaped(part);
  if (typeof part === "number") return String(part);
  return part.map(textOf).join("");
}
