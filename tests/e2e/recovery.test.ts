import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import { type SeenWork, untilKept, worksOf } from "./kept-works.ts";
import { importCsv, modelSumOf, openLab, runCard, shownRound, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const table = files.write(
  "own.csv",
  csvOf(300, (x, z) => String(3 * x - z)),
);

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function setRounds(page: Page, rounds: number): Promise<void> {
  const field = page.getByRole("textbox", { name: "Rounds" });
  await field.fill(String(rounds));
  await field.press("Enter");
}

describe("what was learnt survives", () => {
  it("a reload: settings, runs, round and the rows of an own table", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await importCsv(page, table, "y");
    await untilTrained(page);
    await runCard(page, "NGBoost").getByLabel("Distribution").selectOption({ label: "Student t" });
    await page
      .getByRole("button", { name: /^Train/ })
      .first()
      .click();
    const law = page.getByRole("article", { name: "NGBoost", exact: true }).getByText(/^S\(/).first();
    await law.waitFor();
    await untilTrained(page);
    const sum = await modelSumOf(page, "GBDT");
    await page.locator("body").press("Home");
    for (let i = 0; i < 7; i++) await page.locator("body").press("ArrowRight");
    // All its rounds can be kept before it is known that it ended.
    const isWhole = ({ newestRound, status }: SeenWork["runs"][number]) =>
      newestRound === 120 && status === "finished";
    await untilKept(
      page,
      ({ name, position, runs }) => name === "own.csv" && position === 7 && runs.every(isWhole),
    );
    await page.reload();
    await statusLine(page, /3 runs trained\./).waitFor();
    expect(await shownRound(page)).toBe(7);
    await law.waitFor();
    expect(await modelSumOf(page, "GBDT")).toBe(sum);
    await page.getByRole("button", { name: "Show the table" }).click();
    await page.getByRole("dialog").getByText("300").first().waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("a closed tab: a run that was cut off goes on from its last round, to the same bits", async () => {
    const first = await openLab(browser, server.address);
    const context = first.page.context();
    await untilTrained(first.page);
    for (const name of ["NGBoost", "GrowNet"]) {
      await runCard(first.page, name)
        .getByRole("button", { name: `Acts for ${name}` })
        .click();
      await first.page.getByRole("menuitem", { name: "Delete" }).click();
    }
    await setRounds(first.page, 3000);
    await runCard(first.page, "GBDT").getByRole("button", { name: "Train again" }).click();
    await statusLine(first.page, /Training, round/).waitFor();
    await first.page.getByRole("button", { name: "Pause training" }).click();
    // Rounds that were under way still arrive; then the header and what is kept agree.
    let pausedAt = -1;
    await expect
      .poll(
        async () => {
          const text = (await first.page.getByText(/paused at \d+/).textContent()) ?? "";
          pausedAt = Number(/\d+/.exec(text)?.[0]);
          const works = await worksOf(first.page);
          return works.some(({ runs }) => runs.length === 1 && runs[0]?.newestRound === pausedAt);
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await first.page.close();

    const second = await context.newPage();
    await second.goto(server.address);
    await untilTrained(second);
    await second.getByRole("button", { name: "Open it again" }).click();
    await second.getByText(new RegExp(`cut off at round ${pausedAt} of 3000`)).waitFor();
    await second.getByRole("alert").getByRole("button", { name: "Go on", exact: true }).click();
    await statusLine(second, /trained\./).waitFor();
    const sum = await modelSumOf(second, "GBDT");
    await runCard(second, "GBDT").getByRole("button", { name: "Acts for GBDT" }).click();
    await second.getByRole("menuitem", { name: "Train again" }).click();
    await statusLine(second, /Training/).waitFor();
    await statusLine(second, /trained\./).waitFor();
    expect(await modelSumOf(second, "GBDT")).toBe(sum);
    await context.close();
  });

  it("or not at all, where that is switched off", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await untilKept(page, ({ runs }) => runs.every(({ newestRound }) => newestRound === 120));
    await page.getByRole("button", { name: "Kept in this browser…" }).click();
    await page.getByRole("checkbox", { name: /^Keep my work in this browser/ }).uncheck();
    await expect.poll(() => worksOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("body").press("Home");
    await page.reload();
    await untilTrained(page);
    await page.getByRole("button", { name: "Kept in this browser…" }).click();
    await page.getByRole("dialog").getByText("Nothing is kept.").waitFor();
    expect(await worksOf(page)).toEqual([]);
    await page.context().close();
  });

  it("and can be seen and erased, all at once", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await untilKept(page, ({ runs }) => runs.every(({ newestRound }) => newestRound === 120));
    await page.getByRole("button", { name: "Kept in this browser…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("GBDT, GrowNet, NGBoost, on screen").waitFor();
    await dialog.getByRole("button", { name: "Erase all" }).click();
    await page.getByText("Everything was erased.").waitFor();
    expect(await worksOf(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
