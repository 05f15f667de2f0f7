import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifiedHash } from "../../src/cli/verified-hash.ts";
import { verifiedExperiments, verifiedTables } from "../../src/cli/verify-experiments.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { calmHost, cases } from "../contract/backend-cases.ts";
import { launchChromium, SOFTWARE_GPU } from "../e2e/chromium.ts";
import type * as bits from "./webgpu-bits.ts";

const server = createServer((_, response) =>
  response.setHeader("Content-Type", "text/html").end("<!doctype html>"),
);
let browser: Browser;
let code: string;

beforeAll(async () => {
  const build = await rolldown({ input: "tests/browser/webgpu-bits.ts", logLevel: "silent" });
  const { output } = await build.generate({ format: "iife", name: "bits", codeSplitting: false });
  code = output[0].code;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchChromium({}, SOFTWARE_GPU);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** A page where WebGPU may be used: only secure addresses may, and this machine's own is one. */
async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: code });
  expect(await page.evaluate("navigator.gpu.requestAdapter().then((adapter) => adapter !== null)")).toBe(
    true,
  );
  return page;
}

/** The software adapter is some hundred times slower than a GPU. */
const PATIENCE = 800_000;

describe("WebGPU on the software adapter", { timeout: PATIENCE }, () => {
  it("gives the bits of js in all cases of the contract", async () => {
    const page = await openPage();
    const hashes = (await page.evaluate("bits.caseHashes()")) as bits.CaseHashes[];
    expect(hashes).toHaveLength(cases.length);
    for (const { name, js, webgpu } of hashes) expect(webgpu, name).toBe(js);
  });

  it("gives them too without subgroups and with small buffers", async () => {
    const page = await openPage();
    const hashes = (await page.evaluate("bits.narrowHashes()")) as bits.CaseHashes[];
    expect(hashes.length).toBeGreaterThan(20);
    for (const { name, js, webgpu } of hashes) expect(webgpu, name).toBe(js);
  });

  it("gives the model hashes of Node in all verified experiments, as wasm and js in Chromium do", async () => {
    const expected = [];
    for (const experiment of verifiedExperiments) {
      const table = verifiedTables[experiment.table].make();
      expected.push(await verifiedHash(experiment, table, { backend: jsBackend, host: calmHost }));
    }
    expect(expected.length).toBeGreaterThanOrEqual(40);
    const page = await openPage();
    for (const wish of ["js", "wasm", "webgpu"]) {
      expect(await page.evaluate(`bits.verifiedHashes("${wish}")`), wish).toEqual(expected);
    }
  });

  it.each([1, 9])(
    "goes on with the same result when the device ends at submission %i",
    async (submissions) => {
      const page = await openPage();
      const outcome = (await page.evaluate(`bits.hashAfterLoss(${submissions})`)) as Awaited<
        ReturnType<typeof bits.hashAfterLoss>
      >;
      expect(outcome).toMatchObject({ reason: "destroyed", attempts: ["webgpu lost", "wasm taken"] });
      expect(outcome.hash).toBe(outcome.expected);
    },
  );

  it("is timed against wasm where there is enough to do, and left when slower", async () => {
    const page = await openPage();
    const { attempts, equal } = (await page.evaluate("bits.automaticAttempts()")) as Awaited<
      ReturnType<typeof bits.automaticAttempts>
    >;
    expect(equal).toBe(true);
    expect(attempts.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(["wasm taken", "webgpu slower"]);
    expect(attempts[1]!.treeMs!).toBeGreaterThan(attempts[0]!.treeMs!);
  });

  it("adds as many pairs to slots as the cost model says", async () => {
    const page = await openPage();
    const { additions, counted, rows, columns } = (await page.evaluate("bits.countedWork()")) as Awaited<
      ReturnType<typeof bits.countedWork>
    >;
    expect(counted).toBe(rows * columns);
    expect(additions).toBe(counted);
  });
});
