import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Chromium } from "../../tests/chromium";
import { looseTexts } from "../../tests/looks";
import { TemporaryProject } from "../../tests/temporary-project";
import { checkOf } from "../report/__fixtures__/full-platform";
import { readSynthesis } from "../synthesis/stacks";

const REPOSITORY = resolve(__dirname, "../..");
/** All eight layers in three environments have to stay below it. */
const MOST_BYTES = 2_500_000;

jest.setTimeout(120_000);

function pitboss(words: readonly string[]) {
  return spawnSync(process.execPath, [join(REPOSITORY, "dist", "cli", "main.js"), ...words], {
    cwd: REPOSITORY,
    encoding: "utf8",
    env: { PATH: process.env.PATH, NO_COLOR: "1" },
  });
}

describe("pitboss report on this repository", () => {
  const browser = new Chromium();
  let output: string;
  let file: string;

  beforeAll(() => {
    output = mkdtempSync(join(tmpdir(), "pitboss-output-"));
    file = join(output, "report.html");
    const { status, stderr } = spawnSync(process.execPath, [join(REPOSITORY, "dist", "main.js")], {
      cwd: REPOSITORY,
      encoding: "utf8",
      env: { PATH: process.env.PATH, CDKTF_OUTDIR: output },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { stacks } = readSynthesis(output, []);
    spawnSync("mkdir", [join(output, "check")]);
    writeFileSync(join(output, "check", "report.json"), JSON.stringify(checkOf(stacks)));
  });

  afterAll(async () => {
    await browser.close();
    rmSync(output, { recursive: true });
  });

  it("writes one file, says where and how large, and writes the same again", () => {
    const { status, stdout, stderr } = pitboss(["report", "--output", output]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^✓ Report: \S+report\.html, [\d.]+ [kM]B\. Open it in a browser\.\n$/);
    const first = readFileSync(file, "utf8");
    expect(Buffer.byteLength(first)).toBeLessThan(MOST_BYTES);
    pitboss(["report", "--output", output]);
    expect(readFileSync(file, "utf8")).toBe(first);
  });

  it("counts days from the day that it is told", () => {
    pitboss(["report", "--output", output, "--today", "2027-03-28"]);
    expect(readFileSync(file, "utf8")).toContain("ended 1 day ago");
    expect(pitboss(["report", "--today", "2027-02-30"]).status).toBe(2);
  });

  it("draws every environment so that no text leaves its box, at a desk and on a phone", async () => {
    pitboss(["report", "--output", output]);
    for (const [width, variant] of [
      [1440, "wide"],
      [360, "narrow"],
    ] as const) {
      const { page, complaints } = await browser.open(file, { width, height: 800 });
      expect(complaints).toEqual([]);
      await page.click("#tab-topology");
      for (const environment of ["dev", "staging", "prod"]) {
        await page.click(`#tab-topology-${environment}`);
        const drawing = `#topology-${environment} svg.${variant}`;
        expect(await page.locator(drawing).isVisible()).toBe(true);
        expect([environment, await looseTexts(page, drawing)]).toEqual([environment, []]);
      }
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
  });

  it("shows the layers that there are, each with its resources", async () => {
    const { page } = await browser.open(`${file}#resources`, { width: 1440, height: 900 });
    const layers = new Set(readSynthesis(output, []).stacks.map(({ layer }) => layer));
    const shown = await page.locator("#resources details > summary h3").allInnerTexts();
    expect(shown.sort()).toEqual([...layers].sort());
  });
});

describe("pitboss report", () => {
  let project: TemporaryProject;

  beforeEach(() => {
    project = new TemporaryProject();
    project.holds({ "dev-data": { resource: {} } });
  });

  afterEach(() => {
    project.remove();
  });

  it("says what to do when nothing was checked yet", () => {
    project.pitboss(["synth"]);
    const { status, stderr } = project.pitboss(["report"]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      "check/report.json: expected the verdict of a check, got none: run pitboss check first",
    );
  });

  it.each([
    ["no JSON", "{"],
    ["of another version", '{ "schemaVersion": 2 }'],
  ])("refuses a verdict that is %s", (_, text) => {
    project.pitboss(["synth"]);
    project.writes("cdktf.out/check/report.json", text);
    const { status, stderr } = project.pitboss(["report"]);
    expect(status).toBe(1);
    expect(stderr).toContain("run pitboss check again");
  });

  it("writes a report of what the gate refused, too", () => {
    project.pitboss(["synth"]);
    const problem = { kind: "nothing-checked", stack: "dev-data", message: "dev-data holds nothing" };
    const { stacks } = readSynthesis(join(project.root, "cdktf.out"), []);
    const check = { ...checkOf(stacks), passed: false, problems: [problem] };
    project.writes("cdktf.out/check/report.json", JSON.stringify(check));
    expect(project.pitboss(["report"]).status).toBe(0);
    const page = project.reads("cdktf.out/report.html");
    expect(page).toContain("The gate refused");
    expect(page).toContain("<li>dev-data holds nothing</li>");
  });
});
