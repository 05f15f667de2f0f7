import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "puppeteer-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifiedHash } from "../../src/cli/verified-hash.ts";
import { verifiedExperiments, verifiedTables } from "../../src/cli/verify-experiments.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { calmHost } from "../contract/backend-cases.ts";
import { launch } from "../journeys/driver.ts";

const server = createServer((_, response) =>
  response.setHeader("Content-Type", "text/html").end("<!doctype html>"),
);
let browser: Browser;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launch("firefox");
});
afterAll(async () => {
  await browser?.close();
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
});
