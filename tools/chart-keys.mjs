// Notes which keys a chart's values have, so that a test can refuse one that it does not know:
//
//   node tools/chart-keys.mjs argo-cd <folder of the unpacked chart> [version]
//
// The version is asked for where the folder is a repository's, which puts it into Chart.yaml at the release: Karpenter's.
// Of the chart's own maps it notes the top one, those of the keys that helm-values/<component> uses, and every deeper one
// that it goes into. A map that is empty in the chart takes any key, and so do those named as open.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";

const [component, chart, released] = process.argv.slice(2);
if (component === undefined || chart === undefined) {
  console.error("usage: node tools/chart-keys.mjs <component> <folder of the unpacked chart> [version]");
  process.exit(2);
}

/** Maps whose keys are the names of settings, of which the chart lists some: its README says so. */
const OPEN =
  { "argo-cd": ["configs.cm", "configs.params", "configs.rbac", "global.nodeSelector"] }[component] ?? [];

const read = (file) => parse(readFileSync(file, "utf8")) ?? {};
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A parent's values lie over those of its subcharts. */
function merged(below, above) {
  if (!isMap(below) || !isMap(above)) return above;
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in above ? merged(below[key], above[key]) : below[key]]),
  );
}

function valuesOf(folder) {
  const subcharts = existsSync(join(folder, "charts")) ? readdirSync(join(folder, "charts")) : [];
  const below = Object.fromEntries(subcharts.map((name) => [name, valuesOf(join(folder, "charts", name))]));
  return merged(below, read(join(folder, "values.yaml")));
}

/** The maps of our values that are to be looked into, by their path. */
function mapsOf(values, path = []) {
  const own = Object.entries(values).filter(([, value]) => isMap(value));
  return [path.join("."), ...own.flatMap(([key, value]) => mapsOf(value, [...path, key]))];
}

const known = valuesOf(chart);
const at = (path) => path.split(".").reduce((value, key) => (key === "" ? value : value?.[key]), known);
const folder = join("helm-values", component);
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const paths = new Set(files.flatMap((name) => mapsOf(read(join(folder, name)))));
const keys = {};
for (const path of [...paths].sort()) {
  const map = at(path);
  if (!isMap(map)) continue;
  const open = OPEN.includes(path) || Object.keys(map).length === 0;
  keys[path] = open ? "any" : Object.keys(map).sort();
}
const { name, version } = read(join(chart, "Chart.yaml"));
if (name !== component) throw new Error(`${basename(chart)}: expected the chart ${component}, got ${name}`);
writeFileSync(
  join(folder, "chart-keys.json"),
  `${JSON.stringify({ version: released ?? version, keys }, null, 2)}\n`,
);
