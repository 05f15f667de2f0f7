import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, SOFTWARE_GPU } from "../e2e/chromium.ts";
import type * as bits from "./tensor-bits.ts";

const WASM_FOLDER = "node_modules/@tensorflow/tfjs-backend-wasm/dist";
const server = createServer(({ url = "/" }, response) => {
  if (/^\/tfjs-backend-wasm[\w-]*\.wasm$/.test(url)) {
    response.setHeader("Content-Type", "application/wasm").end(readFileSync(`${WASM_FOLDER}${url}`));
  } else response.setHeader("Content-Type", "text/html").end("<!doctype html>");
});
let browser: Browser;
let code: string;

beforeAll(async () => {
  const build = await rolldown({
    input: "tests/browser/tensor-bits.ts",
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "iife", name: "bits", codeSplitting: false });
  code = output[0].code;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchChromium({}, SOFTWARE_GPU);
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: code });
  return page;
}

/** The software adapter is some hundred times slower than a GPU. */
const PATIENCE = 500_000;

describe("tfjs in Chromium", { timeout: PATIENCE }, () => {
  it.each(["cpu", "wasm", "webgpu"])("agrees with the own kernel over a stage: %s", async (kind) => {
    const page = await openPage();
    const { found, left } = (await page.evaluate(`bits.differences("${kind}")`)) as Awaited<
      ReturnType<typeof bits.differences>
    >;
    expect(found).toHaveLength(4);
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
    const { before, after } = (await page.evaluate(`bits.leftAfterRuns("${kind}", ${runs})`)) as Awaited<
      ReturnType<typeof bits.leftAfterRuns>
    >;
    expect(after).toEqual(before);
    await page.close();
  });
});
