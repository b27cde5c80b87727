// Adds to package-lock.json the optional packages of other platforms that npm left out. npm locks only what the registry it
// talks to can serve; a mirror that carries some platforms alone would otherwise break `npm ci`, and every other platform.
// Such an entry has no integrity: npm verifies it against the registry's own.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const CPUS = {
  arm: "arm",
  arm64: "arm64",
  ia32: "ia32",
  loong64: "loong64",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  x64: "x64",
};

/** `@swc/core-linux-arm-gnueabihf` is for the arm processor under linux. */
function platformOf(name) {
  const match = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)/.exec(name);
  const cpu = CPUS[match?.[2]];
  if (cpu === undefined)
    throw new Error(`expected a name that ends in a platform and a processor, got "${name}"`);
  return { cpu: [cpu], os: [match[1]] };
}

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const added = {};
for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const path = `node_modules/${name}`;
    const locked = Object.keys(lock.packages).some((other) => other.endsWith(path));
    if (!locked) added[path] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
  }
}
const packages = { ...lock.packages, ...added };
lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, "en")),
);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} packages of other platforms added to ${FILE}`);
