import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { openLab, savedText, untilTrained } from "./lab-page.ts";
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

const title = (page: Page) => page.getByRole("heading", { name: /^Row \d+, round by round$/ });
const slider = (page: Page) => page.getByRole("slider", { name: "Round", exact: true });

async function openRow(page: Page): Promise<number> {
  await untilTrained(page);
  await page.getByRole("button", { name: "Row", exact: true }).click();
  await title(page).waitFor();
  return shownRow(page);
}

async function shownRow(page: Page): Promise<number> {
  return Number(/\d+/.exec((await title(page).textContent()) ?? "")?.[0]);
}

/** A strip of a run, by its name. */
const strip = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

describe("the row screen", () => {
  it("tells one row in every run, and goes from row to row and round to round", async () => {
    const { page, problems } = await openLab(browser, server.address);
    const first = await openRow(page);
    for (const name of ["GBDT", "GrowNet", "NGBoost"]) {
      await strip(page, name).locator(".row-line").first().waitFor();
    }
    await page.getByRole("button", { name: /^Next row/ }).click();
    await page.getByRole("heading", { name: `Row ${first + 1}, round by round` }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.getByRole("heading", { name: `Row ${first}, round by round` }).waitFor();
    await slider(page).fill("40");
    await page.getByRole("heading", { name: "Prediction at round 40" }).waitFor();
    await strip(page, "GBDT")
      .getByText(/^round 40 adds /)
      .waitFor();
    expect(await slider(page).getAttribute("aria-valuetext")).toMatch(
      /^round 40 of 120, GBDT .*, GrowNet .*, NGBoost /,
    );
    await title(page).click();
    await page.keyboard.press("ArrowRight");
    await strip(page, "GBDT")
      .getByText(/^round 41 adds /)
      .waitFor();
    await page.getByText("round 0", { exact: true }).first().waitFor({ state: "attached" });
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("explains what a round added, and what was fitted there", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await openRow(page);
    await slider(page).fill("40");
    await strip(page, "GBDT")
      .getByRole("button", { name: /^round 40 adds/ })
      .focus();
    const formula = page.getByRole("tooltip");
    await formula.getByText(/^learning rate 0\.10 × leaf value [+−][\d.]+ = [+−][\d.]+$/).waitFor();
    await formula.getByText("F39 + added = F40").waitFor();
    await strip(page, "GrowNet")
      .getByRole("button", { name: /^round 40 adds/ })
      .focus();
    await formula.getByText(/^net’s weight α 0\.10 × net output /).waitFor();
    await page.getByRole("button", { name: "Gradient, leaf" }).click();
    await strip(page, "NGBoost")
      .getByText(/leaf \d+ with \d+ training rows says /)
      .waitFor();
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("finds rows worth a look", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await openRow(page);
    // which rows tell most changes with the round, and the clock may still be on its way
    await page.getByRole("slider", { name: "Round", exact: true }).press("End");
    const seen: number[] = [];
    for (const name of ["Largest error", "Largest error", "Widest interval", "Learnt last"]) {
      const before = await shownRow(page);
      await page.getByRole("button", { name, exact: true }).click();
      await expect.poll(() => shownRow(page)).not.toBe(before);
      seen.push(await shownRow(page));
    }
    expect(seen[0]).not.toBe(seen[1]);
    await page.getByText(/^Row \d+: half learnt at round \d+\.$/).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("is a table and a file too", async () => {
    const { page, problems } = await openLab(browser, server.address);
    const row = await openRow(page);
    const menu = page.getByRole("button", { name: `Row ${row}, biography: table and pictures` });
    await menu.press("Enter");
    await page.getByRole("menuitem", { name: "Show as table" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("columnheader", { name: "added by the round" }).waitFor();
    expect(await dialog.getByRole("row").count()).toBe(1 + 3 * 121);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await menu.press("Enter");
    const csv = await savedText(page, page.getByRole("menuitem", { name: "Save what is drawn, CSV" }));
    expect(csv.split("\n")[0]).toBe(
      "run,round,y,5 %,95 %,added by the round,gradient,hessian,learner's output,leaf",
    );
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("tells classes by their probabilities, and all of them beside", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await page.getByRole("button", { name: "Change data" }).click();
    await page.getByRole("button", { name: "Use Shapes in the plane" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await openRow(page);
    await page.getByText("Probability of 1, bars: added to the log-odds").waitFor();
    await page.getByRole("heading", { name: "Every class by round" }).waitFor();
    expect(await page.getByRole("button", { name: "Widest interval" }).count()).toBe(0);
    await slider(page).fill("9");
    await strip(page, "GBDT")
      .getByRole("button", { name: /^round 9 adds/ })
      .focus();
    await page
      .getByRole("tooltip")
      .getByText(/^1 \/ \(1 \+ exp\(−F\)\) with F = /)
      .waitFor();
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("stands in one column on a phone, with one clock within reach", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await openRow(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("slider", { name: "Round, short clock" }).fill("7");
    await page.getByRole("heading", { name: "Prediction at round 7" }).waitFor();
    expect(await slider(page).isVisible()).toBe(false);
    await expect
      .poll(() =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      )
      .toBeLessThanOrEqual(0);
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
