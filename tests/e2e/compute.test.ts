import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lab as commandLine, csvOf, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium, SOFTWARE_GPU } from "./chromium.ts";
import { importCsv, modelSumOf, openLab, runCard, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const table = files.write(
  "table.csv",
  csvOf(2_000, (x, z, row) => (x * z + (row % 11)).toFixed(2)),
);

const short = files.write(
  "short.csv",
  csvOf(300, (x, z, row) => (x * z + (row % 11)).toFixed(2)),
);

let browser: Browser;
let withGpu: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, withGpu, server] = await Promise.all([
    launchChromium(),
    launchChromium({}, SOFTWARE_GPU),
    servePage(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await withGpu?.close();
  await server?.close();
});

async function openSpeed(page: Page) {
  await page.getByRole("button", { name: "How fast is this tab?…" }).click();
  return page.getByRole("dialog", { name: "How fast is this tab?" });
}

async function computeWith(page: Page, way: string): Promise<void> {
  const dialog = await openSpeed(page);
  await dialog.getByRole("radio", { name: new RegExp(`^${way}`) }).check();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

describe("how fast is this tab", () => {
  it("measures every way, shows the same model in each, and says why WebGPU is missing", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const dialog = await openSpeed(page);
    await dialog.getByRole("button", { name: "Measure this tab" }).click();
    await dialog.getByRole("row", { name: /^WebGPU/ }).waitFor();
    await dialog.getByRole("button", { name: "Measure this tab" }).waitFor();
    expect(await dialog.getByRole("row", { name: /^(JavaScript|WebAssembly).* the same$/ }).count()).toBe(2);
    const sums = await dialog
      .locator("[data-model-sha256]")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-model-sha256")));
    expect(new Set(sums).size).toBe(1);
    expect(await dialog.getByRole("row", { name: /^WebGPU/ }).textContent()).toContain("gives no adapter");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("trains where the reader wants it, and remembers it", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await modelSumOf(page, "GBDT");
    await runCard(page, "GBDT")
      .getByText(/^WebAssembly, \d+ threads?$/)
      .waitFor();
    await computeWith(page, "JavaScript");
    await importCsv(page, table, "y");
    await untilTrained(page);
    await modelSumOf(page, "GBDT");
    await runCard(page, "GBDT").getByText("JavaScript", { exact: true }).waitFor();
    await page.reload();
    const dialog = await openSpeed(page);
    expect(await dialog.getByRole("radio", { name: /^JavaScript/ }).isChecked()).toBe(true);
    await page.context().close();
  });

  it("refuses WebGPU by name where there is none, with a code and a way on", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await computeWith(page, "WebGPU");
    await importCsv(page, table, "y");
    await page.getByRole("alert").getByText("backend.unavailable").first().waitFor();
    await page
      .getByText(/gives no adapter\. Use another backend/)
      .first()
      .waitFor();
    for (const label of ["GBDT", "GrowNet", "NGBoost"]) {
      await page.getByRole("button", { name: "Compute automatically" }).first().click();
      await runCard(page, label).waitFor();
    }
    await untilTrained(page);
    await page.context().close();
  });
});

describe("a GPU", () => {
  it("serves two runs at a time, to the models of the processor", async () => {
    const sums = [];
    for (const [one, ways] of [
      [withGpu, "WebGPU"],
      [browser, "Automatic"],
    ] as const) {
      const { page, problems } = await openLab(one, server.address);
      await untilTrained(page);
      await computeWith(page, ways);
      await importCsv(page, short, "y");
      await untilTrained(page);
      sums.push([await modelSumOf(page, "GBDT"), await modelSumOf(page, "NGBoost")]);
      if (one === withGpu) {
        for (const run of ["GBDT", "NGBoost"])
          await runCard(page, run).getByText("WebGPU", { exact: true }).waitFor();
      }
      expect(problems).toEqual([]);
      await page.context().close();
    }
    expect(sums[0]).toEqual(sums[1]);
  });
});

describe("a GPU that is lost in mid-run", () => {
  it("is replaced: the run goes on from its last round to the same model, and the page says so", async () => {
    const { page } = await openLab(withGpu, server.address);
    await untilTrained(page);
    await computeWith(page, "WebGPU");
    await importCsv(page, table, "y");
    await statusLine(page, /Training, round ([5-9]|\d\d)/).waitFor();
    const session = await withGpu.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await page
      .getByText(/WebGPU was lost in the middle of training/)
      .first()
      .waitFor();
    await untilTrained(page);
    const sum = await modelSumOf(page, "GBDT");
    await runCard(page, "GBDT")
      .getByText(/^WebGPU was lost: /)
      .waitFor();
    await page.context().close();

    const calm = await openLab(browser, server.address);
    await untilTrained(calm.page);
    await importCsv(calm.page, table, "y");
    await untilTrained(calm.page);
    expect(await modelSumOf(calm.page, "GBDT")).toBe(sum);
    await calm.page.context().close();
  });
});

describe("a link with a receipt", () => {
  it("is bit-equal on WebGPU, on WebAssembly and in plain JavaScript, wherever it was made", async () => {
    const { stdout } = commandLine(["run", "#d=friedman&e=gbdt&depth=3&e=ngboost&rounds=6", "--json"]);
    const { link } = JSON.parse(stdout);
    for (const [on, way, name] of [
      [withGpu, "webgpu", "WebGPU"],
      [browser, "wasm", "WebAssembly"],
      [browser, "js", "JavaScript"],
    ] as const) {
      const { page, problems } = await openLab(on, server.address);
      await page.evaluate((wish) => localStorage.setItem("boosting-lab.backend", wish), way);
      await page.goto(`${server.address}${link}`);
      await page.reload();
      await page.getByRole("alert").getByText("Bit-equal: the data, the settings").waitFor();
      await modelSumOf(page, "GBDT");
      await runCard(page, "GBDT")
        .getByText(new RegExp(`^${name}`))
        .waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });
});
