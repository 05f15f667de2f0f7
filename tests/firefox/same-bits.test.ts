import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "puppeteer-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifiedHash } from "../../src/cli/verified-hash.ts";
import { verifiedExperiments, verifiedTables } from "../../src/cli/verify-experiments.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { experimentToMeasure } from "../../src/store/actions/measure-tab.ts";
import { calmHost } from "../contract/backend-cases.ts";
import { servePage } from "../e2e/serve-page.ts";
import { launch, visit } from "../journeys/driver.ts";

const server = createServer((_, response) =>
  response.setHeader("Content-Type", "text/html").end("<!doctype html>"),
);
let browser: Browser;
let lab: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  [browser, lab] = await Promise.all([launch("firefox"), servePage()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
  server.close();
});

async function bundled(): Promise<string> {
  const build = await rolldown({ input: "tests/browser/webgpu-bits.ts", logLevel: "silent" });
  const { output } = await build.generate({ format: "iife", name: "bits", codeSplitting: false });
  return output[0].code;
}

/** In some sandboxes Firefox computes inexact numbers a hundred times slower than elsewhere. */
const PATIENCE = 300_000;

describe("Firefox", { timeout: PATIENCE }, () => {
  it("gives the model hashes of Node in all verified experiments", async () => {
    const expected = [];
    for (const experiment of verifiedExperiments) {
      const table = verifiedTables[experiment.table].make();
      expected.push(await verifiedHash(experiment, table, { backend: jsBackend, host: calmHost }));
    }
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.addScriptTag({ content: await bundled() });
    expect(await page.evaluate(`bits.verifiedHashes("wasm")`)).toEqual(expected);
    expect(await page.evaluate(`bits.verifiedHashes("js", 14)`)).toEqual(expected.slice(0, 14));
  });

  it("measures itself with threads in an isolated page, to the model of Node", async () => {
    const experiment = experimentToMeasure();
    const { source } = experiment.data;
    if (source.kind !== "builtin") throw new Error("the measured table is not built in");
    const table = (await loadMaker(source.id))!(source.values);
    const context = { backend: jsBackend, host: calmHost, recording: "last-round" } as const;
    let expected = "";
    for await (const event of runExperiment(experiment, { table }, context)) {
      if (event.kind === "end") expected = modelSha256(event.model);
    }
    const driver = await visit(browser, lab.address);
    const { page } = driver;
    await driver.read(/trained\./);
    await driver.click("button", "How fast is this tab?…");
    await driver.click("button", "Measure this tab");
    const measured = () => page.evaluate(() => document.querySelectorAll(".speed-table tbody tr").length);
    await expect.poll(measured, { timeout: PATIENCE, interval: 500 }).toBe(3);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll(".speed-table tbody tr")].map((row) => ({
        way: row.querySelector("th")?.textContent,
        sum: row.querySelector("[data-model-sha256]")?.getAttribute("data-model-sha256"),
      })),
    );
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    const threads = cores > 2 ? cores - 1 : cores;
    expect(rows.slice(0, 2)).toEqual([
      { way: "JavaScript", sum: expected },
      { way: `WebAssembly, ${threads} ${threads === 1 ? "thread" : "threads"}`, sum: expected },
    ]);
  });
});
