import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(resolve(__dirname, "../package-lock.json"), "utf8");
const packages = Object.entries((JSON.parse(text) as { packages: Record<string, Locked> }).packages);

describe("package-lock.json", () => {
  it("holds the packages of every platform, or `npm ci` works on some alone", () => {
    const locked = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, "")));
    const optional = packages.flatMap(([, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}),
    );
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
    expect(optional.length).toBeGreaterThan(20);
  });

  it("names no registry, so that a mirror serves as well", () => {
    expect(packages.filter(([, { resolved }]) => resolved?.startsWith("http"))).toEqual([]);
  });
});
