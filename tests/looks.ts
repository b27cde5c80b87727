import type { Page } from "playwright-core";

/** A text on a page, and how well it stands out. */
export interface Contrast {
  readonly text: string;
  readonly contrast: number;
  /** What WCAG 2.2 asks (1.4.3, AA): 4.5, or 3 for large letters. */
  readonly needed: number;
}

/**
 * The contrast of every text that is to be seen. Runs in the page, as text: what it measures, the browser alone knows.
 * https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
const CONTRASTS = `(() => {
  const channels = (colour) => {
    const numbers = (colour.match(/-?[\\d.]+(e-?\\d+)?/g) ?? []).map(Number);
    const scale = colour.startsWith("color(") ? 1 : 255;
    const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
    return [red / scale, green / scale, blue / scale, alpha];
  };
  const over = (top, below) => [0, 1, 2].map((index) => top[index] * top[3] + below[index] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [1, 1, 1, 1]);
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const found = new Map();
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
    if (own === "" || !element.checkVisibility() || element.closest("title, option")) continue;
    const style = getComputedStyle(element);
    const behind = ground(element);
    const colour = over(channels(element.closest("svg") ? style.fill : style.color), behind);
    const [light, dark] = [luminance(colour), luminance(behind)].sort((left, right) => right - left);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = Math.round((100 * (light + 0.05)) / (dark + 0.05)) / 100;
    found.set(colour + " on " + behind + large, { text: own.slice(0, 40) + " (" + element.className + ")", contrast, needed: large ? 3 : 4.5 });
    found.set(own, { text: own.slice(0, 40), contrast, needed: large ? 3 : 4.5 });
  }
  return [...found.values()];
})()`;

/** The contrast of every text of a page that is to be seen. */
export function contrastsIn(page: Page): Promise<readonly Contrast[]> {
  return page.evaluate(CONTRASTS);
}

const LOOSE = `(selector) =>
  [...document.querySelectorAll(selector + " [data-box]")].flatMap((group) => {
    const [x, y, width, height] = group.dataset.box.split(" ").map(Number);
    return [...group.querySelectorAll("text")]
      .filter((text) => {
        const box = text.getBBox();
        return box.x < x || box.y < y || box.x + box.width > x + width || box.y + box.height > y + height;
      })
      .map((text) => text.textContent);
  })`;

/** The texts of a drawing that reach out of the box that they belong to (`data-box`: x, y, width, height). */
export function looseTexts(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate(`(${LOOSE})(${JSON.stringify(selector)})`);
}

const NAMELESS = `[...document.querySelectorAll("button, a, input, select, summary, [role=region], [role=tab]")]
  .filter((each) => {
    const labels = [...(each.labels ?? [])].map((label) => label.textContent);
    return [each.getAttribute("aria-label"), each.textContent, ...labels].join("").trim() === "";
  })
  .map((each) => each.outerHTML)`;

/** What can be operated and has no name that a screen reader could say, as its markup. */
export function namelessIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(NAMELESS);
}

/** The ids on a page, in its order. */
export function idsIn(page: Page, selector = "[id]"): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map(({ id }) => id)`);
}
