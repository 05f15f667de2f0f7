import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium, SOFTWARE_GPU } from "./chromium.ts";
import { importCsv, modelSumOf, openLab, runCard, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const table = files.write(
  "table.csv",
  csvOf(200, (x, z, row) => (x * z + (row % 11)).toFixed(2)),
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

async function computeWith(page: Page, way: string): Promise<void> {
  await page.getByRole("button", { name: "How fast is this tab?…" }).click();
  const dialog = page.getByRole("dialog", { name: "How fast is this tab?" });
  await dialog.getByRole("radio", { name: new RegExp(`^${way}`) }).check();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** A run of nets that has been trained by the own kernel. */
async function addNets(page: Page) {
  await importCsv(page, table, "y");
  await untilTrained(page);
  await page.getByRole("button", { name: "Add a run" }).click();
  await page.getByRole("menuitem", { name: /^GrowNet/ }).click();
  await modelSumOf(page, "GrowNet");
  return runCard(page, "GrowNet");
}

async function trainBy(page: Page, name: string, rounds: number): Promise<void> {
  const card = runCard(page, "GrowNet");
  await card.getByLabel("Trained by").selectOption({ label: name });
  await card.getByRole("textbox", { name: "Rounds" }).fill(String(rounds));
  await page.keyboard.press("Enter");
  await card.getByRole("button", { name: "Train again" }).click();
}

describe("nets trained by tfjs", () => {
  it.each(["WebAssembly", "JavaScript"])(
    "run in the page under its policy, by %s, and their card says so",
    async (way) => {
      const { page, problems, requests } = await openLab(browser, server.address);
      await untilTrained(page);
      expect(requests.filter((url) => /tfjs|open-tensors/.test(url))).toEqual([]);
      await computeWith(page, way);
      const card = await addNets(page);
      const own = await modelSumOf(page, "GrowNet");
      await trainBy(page, "tfjs", 4);
      const name = way === "JavaScript" ? "tfjs in JavaScript" : "tfjs on WebAssembly";
      await card.getByText(name, { exact: true }).waitFor();
      await card.getByText(/has the same bits only on the same of its backends/).waitFor();
      await untilTrained(page);
      expect(await modelSumOf(page, "GrowNet")).not.toBe(own);
      expect(requests.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url))).toEqual(
        [],
      );
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  it("are timed against the own kernel on the first net where the faster is wanted", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const card = await addNets(page);
    await trainBy(page, "the faster", 4);
    await card.getByText(/^tfjs on WebAssembly.* ms for the first net, own kernel .* ms$/).waitFor();
    await untilTrained(page);
    await modelSumOf(page, "GrowNet");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("refuse what tensors can not do, and say what they can", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    const card = await addNets(page);
    await card.getByLabel("Optimiser").selectOption({ label: "Lion" });
    await trainBy(page, "tfjs", 4);
    await page
      .getByText(/tfjs trains nets with sgd, adam, adamw, amsgrad/)
      .first()
      .waitFor();
    await page.context().close();
  });
});

describe("nets trained by tfjs on a GPU", () => {
  it("end on the own kernel when the GPU is lost in mid-run, and the page says so", async () => {
    const { page } = await openLab(withGpu, server.address);
    await untilTrained(page);
    await computeWith(page, "WebGPU");
    const card = await addNets(page);
    await trainBy(page, "tfjs", 40);
    await card.getByText("tfjs on WebGPU", { exact: true }).waitFor();
    await statusLine(page, /Training, round [2-9]/).waitFor();
    const session = await withGpu.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await page
      .getByText(/tfjs on WebGPU was lost in the middle of training/)
      .first()
      .waitFor();
    await untilTrained(page);
    await modelSumOf(page, "GrowNet");
    await card.getByText(/^tfjs on WebGPU was lost; the stage began anew on the own kernel/).waitFor();
    await page.context().close();
  });
});
