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
const SCREEN = { width: 1440, height: 900 };
const LONG_MS = 40_000;
const SELECTORS: { readonly [role: string]: string } = {
  button: "button:not([role])",
  checkbox: "input[type=checkbox]",
};

/** The same hands for every browser: what a journey does, and what it waits for. */
export interface Driver {
  readonly page: Page;
  /** Keys one after the other: "Shift+f", "ArrowRight", "b". */
  press(...combinations: string[]): Promise<void>;
  type(text: string): Promise<void>;
  click(role: string, name: string): Promise<void>;
  /** Until the element of this role and name is there and can be seen. */
  see(role: string, name: string): Promise<void>;
  /** Until the whole text of the page matches. */
  read(pattern: RegExp): Promise<void>;
  /** Until the page's own answer is true. */
  until<Args extends unknown[]>(holds: (...args: Args) => unknown, ...args: Args): Promise<void>;
  round(): Promise<number>;
  /** Until the clock stands at a round. */
  roundIs(round: number): Promise<void>;
  /** What the page saves as a file when this is done. */
  saved(act: () => Promise<void>): Promise<string>;
  /** Closes the page. It must have thrown nothing, told the console of no error, and kept to its security policy. */
  finish(): Promise<void>;
}

export async function launch(name: BrowserName): Promise<Browser> {
  const executablePath = findBrowser(name);
  if (executablePath === null) throw new Error(installAdvice(name));
  return name === "firefox"
    ? puppeteer.launch({
        browser: "firefox",
        executablePath,
        headless: true,
        // Older Firefoxes know no command for the size of a page: their window is as large as the screen wanted.
        defaultViewport: null,
        args: [`--width=${SCREEN.width}`, `--height=${SCREEN.height}`],
      })
    : puppeteer.launch({ executablePath, headless: true, args: QUIET, defaultViewport: SCREEN });
}

export async function visit(browser: Browser, address: string): Promise<Driver> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(LONG_MS);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  // Asked in the page: a browser's own report of errors holds those of its remote control too.
  await page.evaluateOnNewDocument(() => {
    window.addEventListener("error", ({ message }) => console.error(message));
    window.addEventListener("unhandledrejection", ({ reason }) => console.error(`${reason}`));
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`security policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(address);
  /** Asked again and again: the browsers' own waiting compiles text in the page, which its policy forbids. */
  const until = async <Args extends unknown[]>(
    holds: (...args: Args) => unknown,
    ...args: Args
  ): Promise<void> => {
    await expect
      .poll(() => page.evaluate(holds as (...given: unknown[]) => unknown, ...args), { timeout: LONG_MS })
      .toBeTruthy();
  };
  /** The visible element of a role and name. Found in the page: the browsers' own search by name takes seconds in one. */
  const named = async (role: string, name: string) => {
    const find = (selector: string, wanted: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].find((element) => {
        const label = element.closest("label")?.textContent ?? element.textContent ?? "";
        const said = element.getAttribute("aria-label") ?? label;
        return said.trim() === wanted && element.getClientRects().length > 0;
      }) ?? null;
    const selector = SELECTORS[role] ?? `[role=${role}]`;
    let found: ElementHandle<HTMLElement> | null = null;
    await expect
      .poll(
        async () => {
          found = (await page.evaluateHandle(find, selector, name)).asElement() as typeof found;
          return found !== null;
        },
        { timeout: LONG_MS, message: `${role} “${name}”` },
      )
      .toBe(true);
    return found as unknown as ElementHandle<HTMLElement>;
  };
  const round = () =>
    page.$eval("input[aria-label='Round']", (input) => Number((input as HTMLInputElement).value));
  return {
    page,
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
    read: (pattern) =>
      until(
        // biome-ignore lint/performance/useDomNodeTextContent: what people read, without what is hidden
        (source) => new RegExp(source).test(document.body.innerText),
        pattern.source,
      ),
    until,
    async roundIs(wanted) {
      await expect.poll(round, { timeout: LONG_MS }).toBe(wanted);
    },
    async saved(act) {
      await page.evaluate(() => {
        const make = URL.createObjectURL;
        const texts: Promise<string>[] = [];
        URL.createObjectURL = (made: Blob | MediaSource) => {
          if (made instanceof Blob) texts.push(made.text());
          return make.call(URL, made);
        };
        Object.assign(window, { savedTexts: texts });
      });
      await act();
      const saved = () => (window as unknown as { savedTexts: Promise<string>[] }).savedTexts[0];
      await until(saved);
      return String(await page.evaluate(saved));
    },
    async finish() {
      await context.close();
      expect(problems).toEqual([]);
    },
  };
}
