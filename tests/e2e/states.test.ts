import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { openLab, runCard, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const column = (page: Page, name: string): Locator => page.getByRole("article", { name, exact: true });

/** Where a column and its pictures stand, in whole pixels. */
async function frames(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".run-column, .run-column > header, .chart-frame")]
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(" ");
      })
      .join("\n"),
  );
}

async function train(page: Page, rounds: number): Promise<void> {
  const field = page.getByRole("textbox", { name: "Rounds" });
  await field.fill(String(rounds));
  await field.press("Enter");
  await page.getByRole("button", { name: "Train all again" }).click();
  await statusLine(page, /Training, round [1-9]/).waitFor();
}

async function axeInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

describe("the loss curves", () => {
  it("end where the clock's track ends, also in a window of another size", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await page.locator(".loss-plotly .js-line").first().waitFor();
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 1280, height: 720 },
      { width: 1600, height: 900 },
    ]) {
      await page.setViewportSize(viewport);
      await page.waitForFunction(() => {
        const rightOf = (element: Element) => Math.round(element.getBoundingClientRect().right);
        const lines = [...document.querySelectorAll(".loss-plotly .js-line")].map(rightOf);
        const end = rightOf(document.querySelector(".loss-overlay")!) - 82;
        return lines.length > 0 && lines.every((right) => Math.abs(right - end) <= 2);
      });
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("what was opened", () => {
  it("gives the keyboard's place back when it closes", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    const keys = page.getByRole("button", { name: "Keyboard" });
    await keys.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("Keyboard");
    await page.getByRole("button", { name: "Acts for GBDT" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    expect(await focused()).toBe("Acts for GBDT");
    await page.context().close();
  });
});

describe("a column", () => {
  it("finished, running, paused and stopped: the frame stays where it is, axe finds nothing", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const finished = await frames(page);
    await column(page, "GBDT")
      .getByText(/^best (at \d+|round)$/)
      .waitFor();
    await axeInBothThemes(page);

    await train(page, 20_000);
    for (const name of ["GBDT", "NGBoost"]) {
      await column(page, name)
        .getByText(/^round [1-9]\d* of 20000/)
        .waitFor();
    }
    await page.locator(".run-column.trained").nth(1).waitFor();
    expect(await frames(page)).toBe(finished);

    await page.getByRole("button", { name: "Pause training" }).click();
    await column(page, "GBDT")
      .getByText(/paused at \d+/)
      .waitFor();
    expect(await frames(page)).toBe(finished);
    await axeInBothThemes(page);

    await page.getByRole("button", { name: "Go on training" }).click();
    await column(page, "GBDT")
      .getByText(/^round \d+ of/)
      .waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await column(page, "GBDT")
      .getByText(/stopped at \d+, model kept|past best/)
      .waitFor();
    expect(await frames(page)).toBe(finished);
    await axeInBothThemes(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("loading: says what is read, until the data are there", async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/data\.worker/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(server.address);
    await column(page, "GBDT").getByText("reading the data").waitFor();
    expect(await findings(page)).toEqual([]);
    release();
    await untilTrained(page);
    await context.close();
  });

  it("empty: one button that trains", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    for (const name of ["NGBoost", "GrowNet", "GBDT"]) {
      await runCard(page, name)
        .getByRole("button", { name: `Acts for ${name}` })
        .click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
    }
    await page.getByText("No run yet.").first().waitFor();
    await axeInBothThemes(page);
    await page.getByRole("button", { name: "Train GBDT" }).click();
    await untilTrained(page);
    await page.context().close();
  });

  it("failed: what happened, what was kept, and one fix that works", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await page.getByRole("button", { name: "More settings" }).last().click();
    const share = page.getByRole("textbox", { name: "Validation share" });
    await share.fill("0");
    await share.press("Enter");
    const patience = page.getByRole("textbox", { name: "Stop after no gain for" });
    await patience.fill("5");
    await patience.press("Enter");
    await page.getByRole("button", { name: "Train all again" }).click();
    await column(page, "GBDT")
      .getByText(/^failed/)
      .waitFor();
    await axeInBothThemes(page);
    await column(page, "GBDT").getByRole("button", { name: "Use 0.1 for validation" }).click();
    await column(page, "GBDT")
      .getByText(/best (at|round)/)
      .waitFor();
    await page.context().close();
  });
});

describe("a distribution", () => {
  it("follows the clock in its theatre, its calibration and its plane, walks by keys, and is a table", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const ngboost = column(page, "NGBoost");
    const clock = page.getByRole("slider", { name: "Round", exact: true });
    // A first visit plays by itself; a key at the clock takes it over.
    await page.locator("body").press("Home");
    await clock.fill("20");
    await ngboost.getByText(/^round 0 N\(.*; round 20 N\([^;]*; actual /).waitFor();
    await expect.poll(() => ngboost.locator(".ridge-now text").textContent()).toBe("20");
    expect(await ngboost.locator(".ridge").count()).toBe(3);
    await page.getByRole("button", { name: "Calibration", exact: true }).click();
    await ngboost.getByRole("button", { name: /distributions after 20 rounds\. Coverage: / }).waitFor();
    await axeInBothThemes(page);
    await page.getByRole("button", { name: "Descent", exact: true }).click();
    const plane = (round: number) =>
      ngboost.getByRole("button", { name: new RegExp(`Parameters of row .*; after ${round} rounds μ `) });
    await plane(20).waitFor();
    await axeInBothThemes(page);
    const row = page.getByRole("textbox", { name: "Row that is marked" });
    const before = await row.inputValue();
    await plane(20).press("ArrowRight");
    expect(await row.inputValue()).not.toBe(before);
    await clock.fill("40");
    await plane(40).waitFor();
    await page.getByRole("button", { name: "NGBoost, prediction: table and pictures" }).press("Enter");
    await page.getByRole("menuitem", { name: "Show as table" }).click();
    await page.getByRole("dialog").getByRole("columnheader", { name: "step size ρ" }).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("other screens", () => {
  it("presentation, commands, keys, link, settings that differ, table of a picture: axe finds nothing", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const dialog = page.getByRole("dialog");
    for (const key of ["Control+k", "?", "q"]) {
      await page.locator("body").press(key);
      await dialog.waitFor();
      await axeInBothThemes(page);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Settings that differ" }).click();
    await dialog.waitFor();
    await axeInBothThemes(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "GBDT, prediction: table and pictures" }).press("Enter");
    await page.getByRole("menuitem", { name: "Show as table" }).click();
    await dialog.getByRole("columnheader", { name: "row", exact: true }).waitFor();
    await axeInBothThemes(page);
    await page.keyboard.press("Escape");
    await page.locator("body").press("Shift+F");
    await page.getByText(/^Step \d+ of \d+$/).waitFor();
    await axeInBothThemes(page);
    await page.setViewportSize({ width: 1280, height: 720 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(1280);
    await page.keyboard.press("Escape");
    await statusLine(page, /trained\./).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it.each([
    [1440, 900],
    [1280, 720],
    [1000, 700],
    [720, 450],
    [390, 844],
  ])("at %d x %d nothing is cut off and nothing scrolls sideways", async (width, height) => {
    const { page } = await openLab(browser, server.address);
    await page.setViewportSize({ width, height });
    await untilTrained(page);
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(scroll).toBeLessThanOrEqual(width);
    const cut = await page.evaluate((right) => {
      const seen = [...document.querySelectorAll(".top-bar *, .toolbar *, .clock-card *")];
      return seen
        .filter(
          (element) =>
            element.getClientRects().length > 0 && !element.closest("svg, .hidden-text, .wide-only"),
        )
        .filter((element) => element.getBoundingClientRect().right > right + 1)
        .map((element) => `${element.tagName} ${element.className}`);
    }, width);
    expect(cut).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});
