import { fullPlatform } from "./__fixtures__/full-platform";
import { pageOf } from "./page";
import { reportOf } from "./report";

const page = pageOf(reportOf(fullPlatform()));
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;

describe("the page", () => {
  it("is the same, byte for byte, from the same input", () => {
    expect(pageOf(reportOf(fullPlatform()))).toBe(page);
  });

  it("refers to nothing outside itself", () => {
    expect(
      [...page.matchAll(/<(?:link|img|iframe|object|embed|source|use|image|audio|video)\b[^>]*>/g)].map(
        String,
      ),
    ).toEqual([expect.stringMatching(/^<link rel="icon" href="data:image\/svg\+xml,/)]);
    const reaching =
      /@import|url\(|\ssrc=|srcset=|fetch\(|XMLHttpRequest|new WebSocket|sendBeacon|http-equiv="refresh"/;
    expect(reaching.exec(page)).toBeNull();
    for (const [, target] of page.matchAll(/\shref="([^"]*)"/g)) expect(target).toMatch(/^(#|data:)/);
  });

  it("lets no script run but its own", () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    const [, policy = ""] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
    expect(policy.replaceAll("&#39;", "'")).toMatch(/^default-src 'none';.*script-src 'sha256-[\w+/]+=*';/);
  });

  it("links only to what is there", () => {
    const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(id);
  });

  it("takes names for text, whatever is in them", () => {
    const input = fullPlatform();
    const [first, ...others] = input.synthesis.stacks;
    const hostile = {
      ...first!,
      name: `${HOSTILE}-x`,
      layer: HOSTILE,
      document: {
        ...first!.document,
        resource: { [HOSTILE]: { [HOSTILE]: { name: HOSTILE, "//": { metadata: { path: HOSTILE } } } } },
      },
    };
    const finding = {
      ...input.check.findings[0]!,
      name: HOSTILE,
      path: HOSTILE,
      check: HOSTILE,
      guideline: HOSTILE,
    };
    const suppression = { reason: HOSTILE, owner: HOSTILE, expires: "2027-01-01", daysLeft: 1 };
    const report = reportOf({
      ...input,
      synthesis: { stacks: [hostile, ...others], unreadable: [{ ...hostile, problem: HOSTILE }] },
      check: {
        ...input.check,
        passed: false,
        findings: [{ ...finding, suppression }],
        checkovVersion: HOSTILE,
      },
      pinned: [{ name: HOSTILE, version: HOSTILE, layer: HOSTILE, source: HOSTILE }],
    });
    const text = pageOf(report);
    expect(text).toContain("&lt;script&gt;alert(2)");
    expect(text).not.toContain("<img");
    expect(text.match(/<script/g)).toHaveLength(1);
  });

  it("says what it cannot draw when the data of no environment is known", () => {
    const text = pageOf(reportOf({ ...fullPlatform(), environments: [] }));
    expect(text).toContain("there is nothing to draw from");
    expect(text).toContain("there is no plan to draw");
  });
});
