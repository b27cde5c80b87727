import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const documents = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

const LINK = /\]\((?!https?:|#)([^)#]+)/g;
const PATH = /`((?:bench|checkov-policies|cli|constructs|docs|envs|stacks|tests|tools)\/[\w./-]*)`/g;
const MAKE = /`?\bmake ([a-z]+)(?=`|\s*(?:#|$))/gm;
const PITBOSS = /\bnpx pitboss ([a-z]+)/g;

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function mentions(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, mentioned]) => mentioned!);
}

it("finds links, paths and commands at all", () => {
  const text = read("README.md");
  expect(mentions(text, LINK).length).toBeGreaterThan(5);
  expect(mentions(text, PATH).length).toBeGreaterThan(5);
  expect(mentions(text, MAKE)).toEqual(expect.arrayContaining(["up", "test"]));
  expect(mentions(text, PITBOSS)).toContain("doctor");
});

describe.each(documents)("%s", (document) => {
  const text = read(document);

  it("links to files that are there", () => {
    const links = mentions(text, LINK);
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  it("names folders and files of the repository that are there", () => {
    expect(mentions(text, PATH).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("tells commands that exist", () => {
    const targets = mentions(read("Makefile"), /^([a-z]+):/gm);
    const commands = readdirSync(join(root, "cli/commands")).map((file) =>
      file.replace(/(\.test)?\.ts$/, ""),
    );
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    expect(targets).toEqual(expect.arrayContaining(mentions(text, MAKE)));
    expect(commands).toEqual(expect.arrayContaining(mentions(text, PITBOSS)));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(mentions(text, /\bnpm run ([a-z]+)/g)));
  });
});
