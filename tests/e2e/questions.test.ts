import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
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

const questions = (page: Page) => page.getByRole("region", { name: "Ask further" });
const ask = (page: Page, name: string) => questions(page).getByRole("button", { name, exact: true }).click();
const train = (page: Page) => questions(page).getByRole("button", { name: /^Train (\d+) models?$/ });
const untilDone = (page: Page) => questions(page).getByText("All trainings are done.").waitFor();

async function openQuestions(link: string) {
  const opened = await openLab(browser, `${server.address}${link}`);
  await untilTrained(opened.page);
  await opened.page.getByRole("button", { name: "Compare", exact: true }).click();
  await questions(opened.page).waitFor();
  return opened;
}

describe("questions to the recordings", () => {
  it("tell what the rounds past the best did, and judge parts of the rows", async () => {
    const { page, problems } = await openQuestions("#d=sine&e=gbdt&rounds=60");
    await ask(page, "Past the best round");
    await questions(page)
      .getByText(/^GBDT is best at round \d+\. The \d+ rounds after it/)
      .first()
      .waitFor();
    expect(await findings(page)).toEqual([]);
    await ask(page, "Slices");
    await questions(page)
      .getByText(/^By x: the worst part is /)
      .first()
      .waitFor();
    await questions(page).getByRole("button", { name: "Show as table" }).click();
    await questions(page).getByRole("region", { name: "The numbers of the picture" }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("weigh false alarms against misses for two classes", async () => {
    const { page, problems } = await openQuestions("#d=shapes&e=gbdt&rounds=15");
    await ask(page, "Threshold and costs");
    await questions(page)
      .getByText(/^A calibrated model is cheapest at 0\.17\.$/)
      .waitFor();
    await questions(page).getByLabel("A miss costs").fill("1");
    await questions(page)
      .getByText(/^A calibrated model is cheapest at 0\.50\.$/)
      .waitFor();
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("questions that need a few more trainings", () => {
  it("map rates against rounds; a cell is read by keyboard, and all is known when one comes back", async () => {
    const { page, problems } = await openQuestions("#d=sine&e=gbdt&rounds=15");
    await ask(page, "Rate and rounds");
    await questions(page)
      .getByText(/^6 trainings, about /)
      .waitFor();
    await train(page).click();
    await untilDone(page);
    await questions(page)
      .getByText(/^Best: 0\.\d{4} at rate 0\.\d+, round \d+\./)
      .first()
      .waitFor();
    await questions(page)
      .getByRole("button", { name: /^Read the map/ })
      .press("ArrowUp");
    await questions(page)
      .getByText(/^Rate 0\.\d+, round \d+: RMSE 0\.\d{4}$/)
      .waitFor();
    expect(await findings(page)).toEqual([]);
    await questions(page).getByRole("button", { name: "Show as table" }).click();
    expect(await questions(page).getByRole("columnheader").count()).toBe(8);
    await ask(page, "Rate and rounds");
    await ask(page, "Rate and rounds");
    await untilDone(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("draw a learning curve on the same test rows; stopping keeps what was finished", async () => {
    const { page, problems } = await openQuestions("#d=sine&e=gbdt,ngboost&rounds=15");
    await ask(page, "More rows");
    await questions(page).getByRole("button", { name: "Train 28 models" }).click();
    await questions(page)
      .getByText(/^Training ([3-9]|1\d) of 28: /)
      .waitFor();
    await questions(page).getByRole("button", { name: "Stop" }).click();
    await train(page).waitFor();
    const left = Number((await train(page).textContent())?.match(/\d+/)?.[0]);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(28);
    await train(page).click();
    await untilDone(page);
    await questions(page)
      .getByText(/^GBDT: from \d+ to 132 training rows RMSE changed by /)
      .first()
      .waitFor();
    expect(await findings(page)).toEqual([]);
    await questions(page).getByRole("button", { name: "Show as table" }).click();
    expect(await questions(page).getByRole("columnheader").allTextContents()).toEqual([
      "training rows",
      "GBDT",
      "NGBoost",
    ]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("part the error of refits into what they share and what they do not", async () => {
    const { page, problems } = await openQuestions("#d=sine&e=gbdt,ngboost&rounds=15");
    await ask(page, "Bias and variance");
    await questions(page).getByLabel("Refits").fill("3");
    await questions(page).getByRole("button", { name: "Train 6 models" }).click();
    await untilDone(page);
    await questions(page)
      .getByText(/^GBDT, each of 3 refits at its best validation round: /)
      .first()
      .waitFor();
    await questions(page)
      .getByText(/their noise is known: about 0\.\d+/)
      .first()
      .waitFor();
    const cells = await questions(page)
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: "NGBoost" }) })
      .getByRole("cell")
      .allTextContents();
    const [error, shared, variance] = cells.map(Number);
    expect(shared + variance).toBeCloseTo(error, 2);
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("rank runs over several data sets, each with its own columns", async () => {
    const { page, problems } = await openQuestions("#d=sine&e=gbdt,ngboost&rounds=15");
    await ask(page, "Several data sets");
    for (const name of ["Friedman 1", "Friedman 2", "Friedman 3", "Boston"])
      await questions(page).getByLabel(name).uncheck();
    await questions(page).getByRole("button", { name: "Train 12 models" }).click();
    await untilDone(page);
    await questions(page)
      .getByText(/^Friedman's test that all runs are alike: p [=<] 0\.\d+\..* with 2 runs on 3 data sets/)
      .first()
      .waitFor();
    expect(await questions(page).getByRole("rowheader").allTextContents()).toEqual([
      "Noisy sine",
      "Wages 1985",
      "Steps",
      "Average rank",
    ]);
    expect(await findings(page)).toEqual([]);
    await questions(page).getByLabel("Steps").uncheck();
    await questions(page).getByText("All trainings are done.").waitFor({ state: "detached" });
    await questions(page).getByText("Choose at least 3 data sets.").waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
