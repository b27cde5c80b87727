import { progressOf } from "./progress";

class Screen {
  text = "";

  constructor(readonly isTTY: boolean) {}

  write(text: string): void {
    this.text += text;
  }
}

const CLEAR_LINE = "\r\u001b[2K";
const ci = process.env.CI;

beforeEach(() => {
  delete process.env.CI;
});

afterAll(() => {
  if (ci !== undefined) process.env.CI = ci;
});

describe("progress", () => {
  it("is one line a step that is done, where there is no terminal", async () => {
    const screen = new Screen(false);
    await expect(progressOf(false, screen).step("scan", () => Promise.resolve(7))).resolves.toBe(7);
    expect(screen.text).toMatch(/^scan: \d+\.\d s\n$/);
  });

  it("is a live line on a terminal, which leaves nothing behind", async () => {
    const screen = new Screen(true);
    await progressOf(false, screen).step("scan", () => Promise.resolve());
    expect(screen.text).toContain("scan 0.0 s");
    expect(screen.text).not.toContain("\n");
    expect(screen.text.endsWith(CLEAR_LINE)).toBe(true);
  });

  it("leaves nothing behind when the step fails either", async () => {
    const screen = new Screen(true);
    const failing = progressOf(false, screen).step("scan", () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(screen.text.endsWith(CLEAR_LINE)).toBe(true);
  });

  it("is plain in CI, even where that is a terminal", async () => {
    process.env.CI = "true";
    const screen = new Screen(true);
    await progressOf(false, screen).step("scan", () => Promise.resolve());
    expect(screen.text).toMatch(/^scan: \d+\.\d s\n$/);
  });

  it("is silent when the output is for a program", async () => {
    const screen = new Screen(true);
    await progressOf(true, screen).step("scan", () => Promise.resolve());
    expect(screen.text).toBe("");
  });
});
