import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BoostingLabApi } from "../../src/store/api/page-api.ts";
import { lab as commandLine } from "../unit/cli-process.ts";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { untilKept } from "./kept-works.ts";
import { modelSumOf, openLab, runCard, untilTrained } from "./lab-page.ts";
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

type Scripted = Window & { readonly boostingLab: BoostingLabApi };

const tune = (page: Page) => page.getByRole("region", { name: "Tune", exact: true });
const trials = (page: Page) => tune(page).getByRole("table", { name: "Trials" }).getByRole("rowheader");

async function openTune() {
  const opened = await openLab(browser, server.address);
  const { page } = opened;
  await untilTrained(page);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await page.getByRole("button", { name: "Tune…" }).click();
  await tune(page).waitFor();
  return opened;
}

async function search(page: Page, method: string, count: number): Promise<void> {
  await tune(page).getByRole("button", { name: method, exact: true }).click();
  await tune(page).getByRole("spinbutton", { name: "Trials" }).fill(`${count}`);
  await tune(page)
    .getByRole("button", { name: `Start ${count} trials` })
    .click();
}

async function untilDone(page: Page): Promise<void> {
  await tune(page)
    .getByRole("button", { name: /^Start/ })
    .waitFor();
}

describe("the search for better settings", () => {
  it("says what it costs, trains six drawn trials, shows and sorts them, and puts one into the lab", async () => {
    const { page, problems } = await openTune();
    await tune(page).getByRole("spinbutton", { name: "Trials" }).fill("6");
    await tune(page)
      .getByText(/At most 720 rounds, about .+\./)
      .waitFor();
    await tune(page)
      .getByText(/of \d+ parameters$/)
      .click();
    const most = tune(page).getByRole("textbox", { name: "Highest Rate", exact: true });
    await most.fill("7");
    await most.press("Enter");
    await tune(page).getByText("Rate can be 1 at most.").waitFor();
    expect(await findings(page)).toEqual([]);
    await tune(page).getByRole("button", { name: "Use 1", exact: true }).click();
    await most.fill("0.3");
    await most.press("Enter");
    await tune(page).getByRole("textbox", { name: "Lowest Rate", exact: true }).fill("0.25");
    await tune(page)
      .getByText(/of \d+ parameters$/)
      .click();
    await search(page, "Random", 6);
    await untilDone(page);
    await page.mouse.move(0, 0);
    const rates = await tune(page)
      .getByRole("table", { name: "Trials" })
      .locator("tbody tr td:nth-child(5)")
      .allTextContents();
    // The first trial is the run itself, whatever the range.
    expect(rates.map(Number).filter((rate) => rate < 0.25 || rate > 0.3)).toEqual([0.1]);
    expect(await trials(page).count()).toBe(6);
    await tune(page)
      .getByText(/Trial 6: drawn to fill the ranges evenly, .* It came to 0\.\d{4}\./)
      .waitFor();
    expect((await trials(page).first().textContent())?.endsWith("best")).toBe(true);
    await tune(page).getByRole("button", { name: "Trial", exact: true }).click();
    expect(await trials(page).first().textContent()).toMatch(/^1/);
    await tune(page).getByRole("button", { name: "Show trial 1 in the pictures" }).hover();
    await tune(page)
      .getByText(/Trial 1: the run's own settings/)
      .waitFor();
    expect(await tune(page).getByRole("columnheader", { name: "test RMSE" }).count()).toBe(0);
    await tune(page).getByLabel("Show test values").check();
    await tune(page).getByRole("columnheader", { name: "test RMSE" }).waitFor();
    await tune(page).getByRole("button", { name: "Add trial 3 to the lab" }).click();
    await page.getByRole("rowheader", { name: "GBDT, trial 3" }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: "Lab", exact: true }).click();
    await runCard(page, "GBDT, trial 3").waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("lets a model choose, says why, and stacks the best", async () => {
    const { page, problems } = await openTune();
    await search(page, "Bayesian", 9);
    await untilDone(page);
    await tune(page)
      .getByText(
        /Trial 9: an improvement of \S+ was expected at rate \S+, depth \d+.* where the model predicted 0\.\d+ ± 0\.\d+\./,
      )
      .waitFor();
    await tune(page).getByRole("button", { name: "Stack the best 5" }).click();
    await tune(page)
      .getByText(/Stack less best trial on \d+ test rows: RMSE [+−]0\.\d{4}, between/)
      .waitFor();
    const weights = await tune(page)
      .getByRole("table", { name: "Weights of the stack" })
      .getByRole("cell")
      .allTextContents();
    expect(weights).toHaveLength(5);
    expect(weights.every((weight) => Number(weight.replace("<", "")) >= 0)).toBe(true);
    expect(await findings(page)).toEqual([]);
    await tune(page).getByRole("button", { name: "Keep as a run" }).click();
    await page.getByRole("rowheader", { name: "GBDT, stack" }).waitFor();
    await page.getByRole("button", { name: "Lab", exact: true }).click();
    await untilTrained(page);
    const sum = await modelSumOf(page, "GBDT, stack");
    expect(await runCard(page, "GBDT, stack").getByRole("list", { name: "Members" }).textContent()).toMatch(
      /^1 GBDT, .*5 GBDT, /,
    );
    await runCard(page, "GBDT, stack").getByRole("button", { name: "Acts for GBDT, stack" }).click();
    await page.getByRole("menuitem", { name: "Pin its column" }).click();
    await page.getByRole("table", { name: /^How much each member counts after round [1-9]/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    const link = await page.evaluate(() => (window as unknown as Scripted).boostingLab.link());
    expect(commandLine(["reproduce", link]).stdout).toContain("Bit-equal");
    await untilKept(page, ({ runs }) => runs.length === 4 && runs.every((run) => run.newestRound === 120));
    await page.reload();
    await untilTrained(page);
    expect(await modelSumOf(page, "GBDT, stack")).toBe(sum);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("halves, and stops a long search at once; what was finished stays", async () => {
    const { page, problems } = await openTune();
    await search(page, "Halving", 9);
    await untilDone(page);
    expect(await tune(page).getByRole("cell", { name: "ended early" }).count()).toBe(8);
    await tune(page)
      .getByText(/It went through every rung: 13, 40, 120 rounds\./)
      .waitFor();
    await tune(page).getByRole("combobox").selectOption({ label: "GrowNet" });
    await search(page, "Random", 100);
    await tune(page)
      .getByText(/^Trial [3-9] of 100, about .+ left$/)
      .waitFor();
    await tune(page).getByRole("button", { name: "Stop" }).click();
    await untilDone(page);
    expect(await trials(page).count()).toBeGreaterThan(1);
    expect(await trials(page).count()).toBeLessThan(20);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
