import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, scratchFolder } from "../unit/cli-process.ts";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { chooseCsv, importCsv, openLab, untilTrained } from "./lab-page.ts";
import { serveElsewhere } from "./other-server.ts";
import { servePage } from "./serve-page.ts";

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;
let elsewhere: Awaited<ReturnType<typeof serveElsewhere>>;
const files = scratchFolder();
const csv = files.write(
  "mine.csv",
  csvOf(90, (x, z) => (x + z).toFixed(2)),
);

beforeAll(async () => {
  [browser, server, elsewhere] = await Promise.all([launchChromium(), servePage(), serveElsewhere()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await elsewhere?.close();
});

/** Saves what a button of the export dialog gives. */
async function saved(page: Page, button: string, name: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const path = files.path(name);
  await (await download).saveAs(path);
  return path;
}

describe("a whole experiment as a file", () => {
  it("opens on another page with its rows and names, and is told bit-equal", async () => {
    const first = await openLab(browser, server.address);
    await importCsv(first.page, csv, "y");
    await untilTrained(first.page);
    await first.page.getByRole("button", { name: "Compare", exact: true }).click();
    await first.page.getByRole("button", { name: "Star GBDT" }).click();
    await first.page.getByLabel("Note on GBDT").fill("so far the best");
    await first.page.getByRole("button", { name: "Export", exact: true }).click();
    await first.page.getByLabel("With the rows").check();
    await first.page.getByText("whoever gets the file can read all of them").waitFor();
    expect(await findings(first.page)).toEqual([]);
    const whole = await saved(first.page, "Whole experiment, .boostlab", "whole.boostlab");
    await first.page.getByLabel("With the rows").uncheck();
    const light = await saved(first.page, "Whole experiment, .boostlab", "light.boostlab");
    expect(first.problems).toEqual([]);
    await first.page.context().close();

    const second = await openLab(browser, server.address);
    await untilTrained(second.page);
    await chooseCsv(second.page, whole);
    await second.page.getByText("Bit-equal: the data, the settings, every model").waitFor();
    await second.page.getByRole("button", { name: "Compare", exact: true }).click();
    await second.page.getByRole("button", { name: "Star GBDT", pressed: true }).waitFor();
    expect(await second.page.getByLabel("Note on GBDT").inputValue()).toBe("so far the best");
    expect(second.problems).toEqual([]);
    await second.page.context().close();

    const third = await openLab(browser, server.address);
    await untilTrained(third.page);
    await chooseCsv(third.page, light);
    const chooser = third.page.waitForEvent("filechooser");
    await third.page.getByRole("complementary").getByRole("button", { name: "Open table…" }).click();
    await (await chooser).setFiles(csv);
    await third.page.getByText("Bit-equal: the data, the settings, every model").waitFor();
    expect(third.problems).toEqual([]);
    await third.page.context().close();
  });
});

describe("the report", () => {
  it("opens from the disk without a word to anybody", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByLabel("Seeds").fill("3");
    await page.getByRole("button", { name: "Repeat with 3 seeds" }).click();
    await page.getByRole("heading", { name: "Noisy sine, 3 runs, 3 seeds" }).waitFor();
    await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
    const report = await saved(page, "Save report, HTML", "report.html");
    expect(problems).toEqual([]);
    await page.context().close();

    const opened = await openLab(browser, pathToFileURL(report).href);
    await opened.page.getByRole("heading", { name: "Noisy sine: comparison of runs" }).waitFor();
    expect(await opened.page.locator("svg.wide").count()).toBe(2);
    expect(await opened.page.getByRole("row").filter({ hasText: "NGBoost" }).count()).toBeGreaterThan(2);
    expect(await findings(opened.page)).toEqual([]);
    await opened.page.setViewportSize({ width: 390, height: 800 });
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const link = await opened.page.getByRole("link", { name: "Open this experiment" }).getAttribute("href");
    expect(opened.problems).toEqual([]);
    expect(opened.requests).toEqual([pathToFileURL(report).href]);
    await opened.page.context().close();

    const again = await openLab(browser, link ?? "");
    await again.page.getByText("Bit-equal: the data, the settings, every model").waitFor();
    await again.page.context().close();
  });
});

describe("a frame in somebody else's page", () => {
  it("trains the experiment of its snippet without isolation, and leads to the whole lab", async () => {
    const { page } = await openLab(browser, `${server.address}#d=moons&n=300&e=gbdt,ngboost&rounds=20`);
    await untilTrained(page);
    // So few rounds may be trained before the keys are fetched.
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByText("QR code and link").click();
    await page.getByRole("checkbox", { name: "What is left" }).check();
    const snippet = await page.getByLabel("Snippet").inputValue();
    expect(await findings(page)).toEqual([]);
    await page.context().close();
    expect(snippet).toContain("?embed=1&amp;panel=loss,fit,rest#s=2.");

    const host = await openLab(browser, `${elsewhere.address}/page`);
    await host.page.setContent(`<!doctype html><title>A blog</title><h1>Words</h1>${snippet}`);
    const frame = host.page.frameLocator("iframe");
    await frame.getByText("Bit-equal: the data, the settings, every model").waitFor();
    await frame.locator('[data-round="20"]').waitFor();
    expect(await frame.getByRole("article", { name: "GBDT" }).count()).toBe(1);
    expect(await frame.locator(".column-rest").first().isVisible()).toBe(true);
    expect(await frame.locator(".column-learner").first().isVisible()).toBe(false);
    const inner = host.page.frames()[1];
    expect(await inner?.evaluate(() => [crossOriginIsolated, window.top === window])).toEqual([false, false]);
    const [popup] = await Promise.all([
      host.page.waitForEvent("popup"),
      frame.getByRole("link", { name: "Open in Boosting Lab" }).click(),
    ]);
    await untilTrained(popup);
    expect(new URL(popup.url()).search).toBe("");
    expect(popup.url()).toContain("#s=2.");
    expect(host.problems).toEqual([]);
    await host.page.context().close();
  });

  it("is refused to the whole page", async () => {
    const host = await openLab(browser, `${elsewhere.address}/page`);
    await host.page.setContent(`<iframe src="${server.address}" title="Lab"></iframe>`);
    await expect.poll(() => host.problems.join()).toContain("frame-ancestors");
    await host.page.context().close();
  });

  it("says what its address asks for in vain", async () => {
    const { page, problems } = await openLab(
      browser,
      `${server.address}?embed=1&panel=fits&theme=dark&lang=de`,
    );
    await page.getByText('The address asks for "fits", which is no panel.').waitFor();
    await page.locator('[data-round="120"]').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("the query of the whole page", () => {
  it("offers a table and fetches it only when that is pressed", async () => {
    const table = `${elsewhere.address}/table.csv`;
    const { page, problems } = await openLab(browser, `${server.address}?data=${encodeURIComponent(table)}`);
    await page.getByText("Nothing is fetched from there until you say so").waitFor();
    await untilTrained(page);
    expect(elsewhere.asked.filter(({ url }) => url === "/table.csv")).toEqual([]);
    await page.getByRole("button", { name: /^Fetch it from / }).click();
    await page.getByRole("main", { name: /^Import / }).waitFor();
    expect(elsewhere.asked.filter(({ url }) => url === "/table.csv")).toHaveLength(1);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("presents", async () => {
    const { page, problems } = await openLab(browser, `${server.address}?present=1#d=moons&e=gbdt&rounds=10`);
    await page.locator(".present").waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
