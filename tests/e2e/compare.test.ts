import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { untilKept } from "./kept-works.ts";
import { openLab, untilTrained } from "./lab-page.ts";
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

const noise = (page: Page) => page.getByRole("region", { name: "Is it noise?" });
const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

async function openCompare() {
  const opened = await openLab(browser, server.address);
  await untilTrained(opened.page);
  await opened.page.getByRole("button", { name: "Compare", exact: true }).click();
  await opened.page.getByRole("heading", { name: "Noisy sine, 3 runs, 1 seed" }).waitFor();
  return opened;
}

describe("the comparison of runs", () => {
  it("says what one split leaves open, then trains all runs with more seeds and decides or does not", async () => {
    const { page, problems } = await openCompare();
    await noise(page)
      .getByText(/GrowNet: [+−]0\.\d+, between/)
      .waitFor();
    await noise(page).getByLabel("Seeds").fill("3");
    await noise(page).getByRole("button", { name: "Repeat with 3 seeds" }).click();
    await page.getByRole("heading", { name: "Noisy sine, 3 runs, 3 seeds" }).waitFor();
    await noise(page).getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
    await noise(page)
      .getByRole("listitem")
      .filter({ hasText: /NGBoost .*± 0\.\d+/ })
      .waitFor();
    await noise(page)
      .getByText(/Probably better \S+ %, same \S+ %, worse \S+ %\./)
      .first()
      .waitFor();
    expect(await row(page, "GBDT").getByText("baseline", { exact: true }).count()).toBe(1);
    expect(
      await row(page, "GrowNet")
        .getByText(/^0\.\d{4} ± 0\.\d{4}$/)
        .count(),
    ).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Make GrowNet the baseline" }).click();
    await noise(page).getByText("test RMSE minus GrowNet, repeat by repeat").waitFor();
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("repeats by cross-validation", async () => {
    const { page, problems } = await openCompare();
    await noise(page).getByLabel("Repeat by").selectOption({ label: "5 folds" });
    await page.getByRole("heading", { name: "Noisy sine, 3 runs, 0 of 5 folds" }).waitFor();
    await noise(page).getByRole("button", { name: "Repeat with 5 folds" }).click();
    await page.getByRole("heading", { name: "Noisy sine, 3 runs, 5 folds" }).waitFor();
    await noise(page)
      .getByRole("listitem")
      .filter({ hasText: /NGBoost .*± 0\.\d+/ })
      .waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("stops in the middle and keeps what was finished", async () => {
    const { page, problems } = await openCompare();
    await noise(page).getByLabel("Seeds").fill("60");
    await noise(page).getByRole("button", { name: "Repeat with 60 seeds" }).click();
    await page.getByRole("heading", { name: /, 3 runs, [2-9] seeds/ }).waitFor();
    await noise(page).getByRole("button", { name: "Stop" }).click();
    await noise(page).getByRole("button", { name: "Repeat with 60 seeds" }).waitFor();
    await page.getByRole("heading", { name: /, 3 runs, ([2-9]|[1-5]\d) seeds/ }).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("holds runs against each other by time and size, and has its numbers as a table", async () => {
    const { page, problems } = await openCompare();
    for (const [axis, title] of [
      ["Time", "Validation RMSE by time"],
      ["Leaves", "Validation RMSE by leaves and weights"],
      ["Rounds", "Validation RMSE by round"],
    ] as const) {
      await page.getByRole("button", { name: axis, exact: true }).click();
      await page.getByRole("heading", { name: title }).waitFor();
    }
    await page.getByRole("button", { name: "Validation RMSE by round: pictures and numbers" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Save picture, SVG" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("validation-rmse-by-round.svg");
    const picture = await readFile((await download.path()) ?? "", "utf8");
    expect(picture).toContain("Validation RMSE by round</text>");
    expect(picture).toContain("#s=2.");
    await page.getByLabel("Metric").selectOption({ label: "MAE" });
    await page.getByRole("button", { name: "Show as table" }).click();
    const numbers = page.getByRole("table", { name: "Mean over seeds" });
    expect(await numbers.getByRole("columnheader").allTextContents()).toEqual([
      "rounds",
      "GBDT",
      "GrowNet",
      "NGBoost",
    ]);
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("has a table to sort, filter, star and note, which goes out as CSV; marks stay after a reload", async () => {
    const { page, problems } = await openCompare();
    const names = () => page.getByRole("rowheader").allTextContents();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    expect((await names())[0]).toContain("NGBoost");
    await page.getByRole("button", { name: "Star NGBoost" }).click();
    await page.getByLabel("Note on NGBoost").fill("the best of them, so far");
    await page.getByLabel("Filter runs").fill("ngb");
    expect(await page.getByRole("rowheader").count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save table as CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("noisy-sine-runs.csv");
    const csv = await readFile((await download.path()) ?? "", "utf8");
    expect(csv.split("\n")).toHaveLength(3);
    expect(csv).toContain("NGBoost,yes,0.");
    expect(csv).toContain('"the best of them, so far"');
    await untilKept(page, ({ runs }) => runs.some(({ note }) => note !== undefined));
    await page.reload();
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("button", { name: "Star NGBoost", pressed: true }).waitFor();
    expect(await page.getByLabel("Note on NGBoost").inputValue()).toBe("the best of them, so far");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
