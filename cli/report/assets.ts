import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFolder } from "../../constructs/core/repository";

/** The parts of the page's style, in the order in which one overrules another. */
const STYLES = [
  "colours",
  "page",
  "verdict",
  "sections",
  "tables",
  "overview",
  "filters",
  "topology",
  "addresses",
  "suppressions",
  "versions",
  "small-screens",
  "paper",
];

/** The page's style: `style/*.css`. */
export function style(): string {
  return STYLES.map((name) => fileBeside(join("style", `${name}.css`))).join("\n");
}

/** What the page does in a browser. */
export function behaviour(): string {
  return fileBeside("behaviour.js");
}

function fileBeside(name: string): string {
  return readFileSync(join(repositoryFolder(), "cli", "report", name), "utf8");
}
