import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { untilKept } from "./kept-works.ts";
import { openLab, runCard, shownRound, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";
import { multiplyKept, picturesDuring, readKeys, watchReading } from "./stored-runs.ts";

const COUNT = 500;
const SHOWN = 6;

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** One run of 120 rounds, kept at round 120. */
async function openSmall(): Promise<Awaited<ReturnType<typeof openLab>>> {
  const opened = await openLab(browser, server.address);
  const { page } = opened;
  await untilTrained(page);
  for (const name of ["NGBoost", "GrowNet"]) {
    await runCard(page, name)
      .getByRole("button", { name: `Acts for ${name}` })
      .click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
  }
  await page.locator("body").press("End");
  await untilKept(
    page,
    ({ runs, position }) => position === 120 && runs.length === 1 && runs[0]?.newestRound === 120,
  );
  return opened;
}

/** Away from the page, so that it writes nothing over what is laid down. */
async function withStored(page: Page, stored: Parameters<typeof multiplyKept>[1]): Promise<void> {
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`${server.address}icon.svg`);
  await multiplyKept(page, stored);
  await watchReading(page);
}

/** Recordings of which something was read. */
async function recordingsRead(page: Page): Promise<Set<string>> {
  const keys = await readKeys(page);
  return new Set(keys.flatMap((key) => (/^(start|rounds)\//.test(key) ? [key.split("/")[2] ?? ""] : [])));
}

async function millisecondsOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return Math.round(performance.now() - began);
}

const row = (page: Page, name: string) =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: `Show ${name}`, exact: true, includeHidden: true }) });

describe(`${COUNT} stored runs`, () => {
  it("of one work: the last view stands, recordings out of sight wait until they are asked for", async () => {
    const { page, problems } = await openSmall();
    await withStored(page, { runs: COUNT, shown: SHOWN, works: 0 });
    const lastView = await millisecondsOf(async () => {
      await page.goto(server.address);
      await statusLine(page, new RegExp(`${COUNT} runs trained`)).waitFor();
      const column = page.getByRole("article", { name: "GBDT 1", exact: true });
      await column.locator(".panel-svg, canvas").first().waitFor();
    });
    expect(await shownRound(page)).toBe(120);
    await expect.poll(async () => (await recordingsRead(page)).size).toBe(SHOWN);
    expect(await page.getByRole("region", { name: /^Run GBDT/ }).count()).toBe(20);
    const legend = page.getByRole("table", { name: "Runs at round 120" });
    expect(await legend.getByRole("row").count()).toBe(21);
    const told = await legend.getByRole("row").last().getByRole("cell").allTextContents();
    expect(told.join(" ")).toMatch(/^GBDT 20 0\.\d+ 0\.\d+ \d+$/);

    const compare = await millisecondsOf(async () => {
      await page.locator("#rail").getByRole("button", { name: "480 more in Compare" }).click();
      await row(page, "GBDT 1").waitFor();
    });
    const table = page.getByRole("table").and(page.locator("[aria-rowcount]"));
    expect(await table.getAttribute("aria-rowcount")).toBe(`${COUNT + 1}`);
    expect(await table.getByRole("row").count()).toBeLessThan(60);
    expect(await findings(page)).toEqual([]);
    const scroll = await picturesDuring(page, () =>
      page.locator(".runs-scroll").evaluate(async (box) => {
        for (let top = 0; top < box.scrollHeight; top += 400) {
          box.scrollTop = top;
          await new Promise(requestAnimationFrame);
        }
      }),
    );
    await row(page, `GBDT ${COUNT}`).waitFor();
    expect(await row(page, `GBDT ${COUNT}`).getAttribute("aria-rowindex")).toBe(`${COUNT + 1}`);
    await page.locator(".runs-scroll").press("Home");
    await row(page, "GBDT 1").waitFor();
    const sort = await picturesDuring(page, async () => {
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.locator("th[aria-sort=ascending]").waitFor();
    });
    const filter = await picturesDuring(page, async () => {
      await page.getByRole("searchbox").fill("GBDT 499");
      await row(page, "GBDT 1").waitFor({ state: "detached" });
    });
    // A run that is not read has its numbers all the same.
    expect(
      await row(page, "GBDT 499")
        .getByText(/^0\.\d{4}$/)
        .count(),
    ).toBeGreaterThan(0);
    expect((await recordingsRead(page)).size).toBe(SHOWN);
    await row(page, "GBDT 499").getByRole("button", { name: "Show GBDT 499" }).click();
    await expect.poll(async () => (await recordingsRead(page)).has("copy-499")).toBe(true);
    expect((await recordingsRead(page)).size).toBe(SHOWN + 1);
    console.log({ lastView, compare, scroll, sort, filter });
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("of as many works: the list stands, and was read at once", async () => {
    const { page, problems } = await openSmall();
    await withStored(page, { runs: 1, shown: 1, works: COUNT - 1 });
    await page.goto(server.address);
    await statusLine(page, /1 run trained/).waitFor();
    const dialog = page.getByRole("dialog");
    const list = await millisecondsOf(async () => {
      await page.getByRole("button", { name: "Kept in this browser…" }).click();
      await dialog.getByText("GBDT, on screen").waitFor();
    });
    expect(await dialog.getByRole("listitem").count()).toBe(COUNT);
    const works = (await readKeys(page)).filter((key) => key.startsWith("work/"));
    expect(works).toHaveLength(1);
    console.log({ list });
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
