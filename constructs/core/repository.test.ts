import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { projectFolderAbove, repositoryFolder } from "./repository";

describe("the folder of a project", () => {
  const root = mkdtempSync(join(tmpdir(), "pitboss-repository-"));
  const deep = join(root, "project", "stacks", "one");

  beforeAll(() => {
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(root, "project", "cdktf.json"), "{}");
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it("is the nearest that cdktf.json marks, at or above", () => {
    expect(projectFolderAbove(deep)).toBe(join(root, "project"));
    expect(projectFolderAbove(join(root, "project"))).toBe(join(root, "project"));
  });

  it("is none where nothing is marked", () => {
    expect(projectFolderAbove(root)).toBeUndefined();
  });

  it("is this repository's for what runs here", () => {
    expect(repositoryFolder()).toBe(resolve(__dirname, "../.."));
  });
});
