import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { Chromium, pathOf, type View } from "../../tests/chromium";
import { contrastsIn, idsIn, looseTexts, namelessIn } from "../../tests/looks";
import { fullPlatform } from "./__fixtures__/full-platform";
import { pageOf } from "./page";
import { reportOf } from "./report";

const DESK: View = { width: 1440, height: 900 };
const PHONE: View = { width: 360, height: 740 };
const SECTIONS = [
  "overview",
  "topology",
  "resources",
  "addresses",
  "policies",
  "suppressions",
  "versions",
  "differences",
];

jest.setTimeout(60_000);

const browser = new Chromium();
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pitboss-report-"));
  file = join(folder, "report.html");
  writeFileSync(file, pageOf(reportOf(fullPlatform())));
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** The rows of a section that are to be seen. */
function rows(page: Page, section: string) {
  return page.locator(`#${section} .rows tbody tr:visible`);
}

function selected(page: Page) {
  return page.locator("nav.sections [role=tab][aria-selected=true]").getAttribute("href");
}

async function tabTo(page: Page, section: string) {
  await page.click(`#tab-${section}`);
}

describe("the report in a browser", () => {
  it("asks for nothing but itself, and has nothing to complain of", async () => {
    const { page, complaints, requests } = await browser.open(file, DESK);
    for (const section of SECTIONS) await tabTo(page, section);
    expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([`file://${file}`]);
    expect(complaints).toEqual([]);
  });

  it("shows one section at a time, the verdict above all of them", async () => {
    const { page } = await browser.open(file, DESK);
    for (const section of SECTIONS) {
      await tabTo(page, section);
      expect(await idsIn(page, "main > section:not([hidden])")).toEqual([section]);
      expect(await page.locator("h1").innerText()).toBe("The gate passed");
    }
  });

  it("goes where an address points, however deep, and keeps to one environment in every section", async () => {
    const { page } = await browser.open(`${file}#topology-prod`, DESK);
    expect(await selected(page)).toBe("#topology");
    expect(await page.locator("#topology-prod").isVisible()).toBe(true);
    await page.click("#tab-topology-staging");
    await tabTo(page, "addresses");
    expect(await page.locator("#addresses-staging").isVisible()).toBe(true);
    expect(await page.locator("#addresses-prod").isVisible()).toBe(false);
  });

  it("has tabs that the arrow keys, Home and End move through, and that Tab leaves", async () => {
    const { page } = await browser.open(file, DESK);
    await page.focus("#tab-overview");
    for (const [key, section] of [
      ["ArrowRight", "topology"],
      ["End", "differences"],
      ["ArrowRight", "overview"],
      ["ArrowLeft", "differences"],
      ["Home", "overview"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await selected(page)).toBe(`#${section}`);
      expect(await page.evaluate("document.activeElement.id")).toBe(`tab-${section}`);
    }
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('nav')")).toBeNull();
  });

  it("skips to the content with the first key", async () => {
    const { page } = await browser.open(file, DESK);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
  });

  it("finds resources by words and by environment, and says so when there are none", async () => {
    const { page } = await browser.open(file, DESK);
    await page.keyboard.press("/");
    expect(await selected(page)).toBe("#resources");
    await page.keyboard.type("hcloud_server sentries");
    expect(await rows(page, "resources").count()).toBe(2);
    await page.selectOption("#resources select[name=layer]", "network");
    expect(await rows(page, "resources").count()).toBe(0);
    expect(await page.locator("#resources .filter + .nothing").innerText()).toBe("Nothing matches.");
    await page.selectOption("#resources select[name=layer]", "");
    await page.fill("#resources input[name=words]", "");
    await page.selectOption("#resources select[name=environment]", "dev");
    // dev has nothing of its own in the fixture, and nothing of the layers that it has off.
    const found = await rows(page, "resources").locator("td:last-child").allInnerTexts();
    expect(new Set(found)).toEqual(new Set(["all"]));
    await page.keyboard.press("/");
    await page.keyboard.type("no such thing");
    await page.keyboard.press("Escape");
    expect(await rows(page, "resources").count()).toBeGreaterThan(10);
  });

  it("filters findings by severity, and names a check in every row that is found by it", async () => {
    const { page } = await browser.open(file, DESK);
    await tabTo(page, "policies");
    await page.selectOption("#policies select[name=severity]", "MEDIUM");
    expect(await rows(page, "policies").count()).toBe(2);
    await page.fill("#policies input[name=words]", "access logging prod");
    expect(await rows(page, "policies").count()).toBe(1);
  });

  it("shows fields that are the same everywhere only when asked", async () => {
    const { page } = await browser.open(file, DESK);
    await tabTo(page, "differences");
    const same = page.locator("#differences tr.same").first();
    expect(await same.isVisible()).toBe(false);
    await page.check("#every-field");
    expect(await same.isVisible()).toBe(true);
  });

  it("says a block's range when it has the focus", async () => {
    const { page } = await browser.open(file, DESK);
    await tabTo(page, "addresses");
    await page.locator("#addresses-dev .grid button").first().focus();
    expect(await page.locator("#addresses-dev .inspector").innerText()).toBe(
      "Nodes, euc1-az1: 10.16.0.0/19, 10.16.0.0 to 10.16.31.255, 8,192 addresses, 8,187 usable (AWS keeps five)",
    );
  });

  it("changes its colours on a click, and remembers it", async () => {
    const { page } = await browser.open(file, { ...DESK, colorScheme: "dark" });
    const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await paper();
    await page.click("[data-theme-toggle]");
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await paper()).toBe(light);
  });
});

describe("the report, looked at", () => {
  it.each(["light", "dark"] as const)(
    "can be read in %s: no text has less contrast than WCAG AA asks",
    async (colorScheme) => {
      const { page } = await browser.open(file, { ...DESK, colorScheme });
      for (const section of SECTIONS) {
        await tabTo(page, section);
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
        const texts = await contrastsIn(page);
        expect(texts.length).toBeGreaterThan(20);
        expect(texts.filter(({ contrast, needed }) => contrast < needed)).toEqual([]);
      }
    },
  );

  it.each([
    ["a desk", DESK, "wide"],
    ["a phone", PHONE, "narrow"],
  ] as const)("has no text outside its box in the drawings for %s", async (_, view, variant) => {
    const { page } = await browser.open(file, view);
    await tabTo(page, "topology");
    for (const environment of ["dev", "staging", "prod"]) {
      await page.click(`#tab-topology-${environment}`);
      const drawing = `#topology-${environment} svg.${variant}`;
      expect(await page.locator(drawing).isVisible()).toBe(true);
      expect(await looseTexts(page, drawing)).toEqual([]);
    }
  });

  it("never scrolls sideways on a phone", async () => {
    const { page } = await browser.open(file, PHONE);
    for (const section of SECTIONS) {
      await tabTo(page, section);
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect([section, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([section, 360]);
    }
  });

  it("shows on a phone which section an address leads to", async () => {
    const { page } = await browser.open(file, PHONE);
    await page.evaluate("location.hash = 'differences'");
    await page.waitForFunction("document.getElementById('tab-differences').ariaSelected === 'true'");
    const tab = await page.locator("#tab-differences").boundingBox();
    expect(tab!.x).toBeGreaterThanOrEqual(0);
    expect(tab!.x + tab!.width).toBeLessThanOrEqual(PHONE.width);
  });

  it("is all there without its script, and on paper", async () => {
    const { page: plain } = await browser.open(file, { ...DESK, javaScriptEnabled: false });
    const { page: printed } = await browser.open(file, DESK);
    await printed.emulateMedia({ media: "print" });
    for (const page of [plain, printed]) {
      expect(await page.locator("main > section:visible").count()).toBe(SECTIONS.length);
      expect(await page.locator("#topology-prod svg.wide").isVisible()).toBe(true);
    }
  });

  it("names everything that can be operated, and gives no id twice", async () => {
    const { page } = await browser.open(file, DESK);
    const ids = await idsIn(page);
    expect(ids.length).toBeGreaterThan(30);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(await namelessIn(page)).toEqual([]);
  });
});

it("a Chromium that is missing fails the tests, and says how to get it", () => {
  expect(() => pathOf("chromium", "/nowhere")).toThrow(
    "expected chromium on the PATH, got none: install Debian's package chromium, or brew install --cask chromium",
  );
});
