import puppeteer, { type Browser, type ElementHandle, type KeyInput, type Page } from "puppeteer-core";
import { expect } from "vitest";
import { findBrowser, installAdvice } from "../run/find-browser.mjs";

export type BrowserName = "chromium" | "firefox";

const QUIET = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];
const LONG_MS = 40_000;
const SELECTORS: { readonly [role: string]: string } = {
  button: "button:not([role])",
  checkbox: "input[type=checkbox]",
};

/** The same hands for every browser: what a journey does, and what it waits for. */
export interface Driver {
  readonly page: Page;
  /** Errors that the page threw. */
  readonly problems: readonly string[];
  /** Keys one after the other: "Shift+f", "ArrowRight", "b". */
  press(...combinations: string[]): Promise<void>;
  type(text: string): Promise<void>;
  click(role: string, name: string): Promise<void>;
  /** Until the element of this role and name is there and can be seen. */
  see(role: string, name: string): Promise<void>;
  /** Until the whole text of the page matches. */
  read(pattern: RegExp): Promise<void>;
  /** Until the page's own answer is true. */
  until(holds: () => boolean): Promise<void>;
  round(): Promise<number>;
  /** Until the clock stands at a round. */
  roundIs(round: number): Promise<void>;
  close(): Promise<void>;
}

export async function launch(name: BrowserName): Promise<Browser> {
  const executablePath = findBrowser(name);
  if (executablePath === null) throw new Error(installAdvice(name));
  return name === "firefox"
    ? puppeteer.launch({ browser: "firefox", executablePath, headless: true })
    : puppeteer.launch({ executablePath, headless: true, args: QUIET });
}

export async function visit(browser: Browser, address: string): Promise<Driver> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(LONG_MS);
  await page.setViewport({ width: 1440, height: 900 });
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(address);
  /** The visible element of a role and name. Found in the page: the browsers' own search by name takes seconds in one. */
  const named = async (role: string, name: string) => {
    const handle = await page.waitForFunction(
      (selector, wanted) =>
        [...document.querySelectorAll<HTMLElement>(selector)].find((element) => {
          const label = element.closest("label")?.textContent ?? element.textContent ?? "";
          const said = element.getAttribute("aria-label") ?? label;
          return said.trim() === wanted && element.getClientRects().length > 0;
        }) ?? false,
      {},
      SELECTORS[role] ?? `[role=${role}]`,
      name,
    );
    return handle.asElement() as ElementHandle<HTMLElement>;
  };
  const round = () =>
    page.$eval("input[aria-label='Round']", (input) => Number((input as HTMLInputElement).value));
  return {
    page,
    problems,
    round,
    async press(...combinations) {
      for (const combination of combinations) {
        const keys = combination.split("+") as KeyInput[];
        const last = keys.pop() as KeyInput;
        for (const key of keys) await page.keyboard.down(key);
        await page.keyboard.press(last);
        for (const key of keys.reverse()) await page.keyboard.up(key);
      }
    },
    type: (text) => page.keyboard.type(text),
    click: async (role, name) => (await named(role, name)).click(),
    async see(role, name) {
      await named(role, name);
    },
    async read(pattern) {
      await page.waitForFunction(
        // biome-ignore lint/performance/useDomNodeTextContent: what people read, without what is hidden
        (source) => new RegExp(source).test(document.body.innerText),
        {},
        pattern.source,
      );
    },
    async until(holds) {
      await page.waitForFunction(holds);
    },
    async roundIs(wanted) {
      await expect.poll(round, { timeout: LONG_MS }).toBe(wanted);
    },
    close: () => context.close(),
  };
}
