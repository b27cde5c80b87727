import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

/** Nothing of Chromium's own goes out to the network, and nothing needs a graphics card. */
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-sync",
  "--no-first-run",
];

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: "light" | "dark";
  /** @default true */
  readonly javaScriptEnabled?: boolean;
}

/** A page, with all that went wrong in it and all that it asked for. */
export interface OpenPage {
  readonly page: Page;
  /** What the console complained of, and errors that nobody caught. */
  readonly complaints: readonly string[];
  /** The addresses that it asked for, its own among them. */
  readonly requests: readonly string[];
}

/** Chromium, started when a page is first asked for, with a profile of its own that goes when it closes. */
export class Chromium {
  private browser: Browser | undefined;

  /** Opens a file, as somebody who has never been there. */
  async open(file: string, { width, height, ...view }: View): Promise<OpenPage> {
    this.browser ??= await chromium.launch({ executablePath: pathOf("chromium"), args: SWITCHES });
    const context = await this.browser.newContext({ viewport: { width, height }, ...view });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`file://${file}`);
    return { page, complaints, requests };
  }

  async close(): Promise<void> {
    await this.browser?.close();
  }
}

/**
 * Where a program is.
 *
 * @throws Error when it is not installed: a test that nobody ran proves nothing, so it is not skipped.
 */
export function pathOf(program: string, path = process.env.PATH ?? ""): string {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next folder may have it.
    }
  }
  throw new Error(
    `expected ${program} on the PATH, got none: install Debian's package chromium, or brew install --cask chromium. ` +
      "`pitboss doctor` says what else is missing.",
  );
}
