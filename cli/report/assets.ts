import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

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

/** The compiler leaves what is no TypeScript where it is, so it is found from the folder of `package.json`, wherever this runs. */
function fileBeside(name: string): string {
  return readFileSync(join(packageAbove(__dirname), "cli", "report", name), "utf8");
}

function packageAbove(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no package.json above ${__dirname}`);
  return packageAbove(parent);
}
