import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, SOFTWARE_GPU } from "../e2e/chromium.ts";
import { serveTensorPage } from "../run/tensor-page.mjs";
import type * as bits from "./tensor-bits.ts";

let browser: Browser;
let served: Awaited<ReturnType<typeof serveTensorPage>>;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium({}, SOFTWARE_GPU), serveTensorPage()]);
});
afterAll(async () => {
  await browser?.close();
  served?.close();
});

async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(served.address);
  await page.addScriptTag({ content: served.code });
  return page;
}

/** The software adapter is some hundred times slower than a GPU. */
const PATIENCE = 500_000;
const MEGABYTE = 1_048_576;

describe("tfjs in Chromium", { timeout: PATIENCE }, () => {
  it.each(["cpu", "wasm", "webgpu"])("agrees with the own kernel over a stage: %s", async (kind) => {
    const page = await openPage();
    const { found, left } = (await page.evaluate(`bits.differences("${kind}")`)) as Awaited<
      ReturnType<typeof bits.differences>
    >;
    expect(found).toHaveLength(7);
    for (const { fit, correct, moved } of found) {
      expect(moved).toBeGreaterThan(1e-2);
      expect(fit).toBeLessThan(1e-4);
      expect(correct).toBeLessThan(1e-4);
    }
    expect(left).toBe(0);
    await page.close();
  });

  it.each([
    ["wasm", 200],
    ["webgpu", 20],
  ])("returns all tensors of %s after %i runs", async (kind, runs) => {
    const page = await openPage();
    const session = await page.context().newCDPSession(page);
    const heap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    };
    await page.evaluate(`bits.leftAfterRuns("${kind}", 3)`);
    const heapBefore = await heap();
    const { before, after } = (await page.evaluate(`bits.leftAfterRuns("${kind}", ${runs})`)) as Awaited<
      ReturnType<typeof bits.leftAfterRuns>
    >;
    expect(after).toEqual(before);
    expect((await heap()) - heapBefore).toBeLessThan(MEGABYTE);
    await page.close();
  });
});
