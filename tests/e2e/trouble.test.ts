import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import { importCsv, modelSumOf, openLab, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const big = files.write(
  "big.csv",
  csvOf(20_000, (x, z, row) => (x * z + (row % 11)).toFixed(2)),
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

/** Ends the worker that trains, from inside, as a crash would: no event reaches the page. */
async function killTrainingWorker(page: Page): Promise<void> {
  const worker = page.workers().find((candidate) => candidate.url().includes("training.worker"));
  if (worker === undefined) throw new Error("There is no training worker.");
  await worker.evaluate(() => (globalThis as unknown as { close(): void }).close());
}

describe("when the worker dies in mid-run", () => {
  it("the page says so, keeps the rounds, and goes on to the same model", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await importCsv(page, big, "y");
    await statusLine(page, /Training, round ([5-9]|\d\d)/).waitFor();
    await killTrainingWorker(page);
    const goOn = page.getByRole("button", { name: /^Go on from round \d+$/ });
    await goOn.first().waitFor();
    expect(await page.getByRole("alert").getByText("worker.lost").count()).toBeGreaterThan(0);
    const kept = Number(/\d+$/.exec(((await goOn.first().textContent()) ?? "").trim())?.[0]);
    expect(kept).toBeGreaterThanOrEqual(1);
    while ((await goOn.count()) > 0) await goOn.first().click();
    await untilTrained(page);
    const sum = await modelSumOf(page, "GBDT");
    await page.context().close();

    const calm = await openLab(browser, server.address);
    await untilTrained(calm.page);
    await importCsv(calm.page, big, "y");
    await untilTrained(calm.page);
    expect(await modelSumOf(calm.page, "GBDT")).toBe(sum);
    await calm.page.context().close();
  });
});

describe("in a hidden tab", () => {
  it("training goes on without animation frames", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await importCsv(page, big, "y");
    await statusLine(page, /Training, round [1-9]/).waitFor();
    await page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await page
      .getByRole("status")
      .getByText(/trained/)
      .waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
