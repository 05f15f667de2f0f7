import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ParamValues } from "../../src/core/params.ts";
import { experimentToFragment } from "../../src/share/share-link.ts";
import { startingExperiment, startingRun } from "../../src/store/starting-experiment.ts";
import { launchChromium, SOFTWARE_GPU } from "./chromium.ts";
import { modelSumOf, openLab, runCard, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

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

/** The link of an experiment with nets alone. */
function linkOf(values: ParamValues, rounds: number): string {
  const run = { ...startingRun("grownet", "regression", values), rounds };
  return `${server.address}${experimentToFragment({ ...startingExperiment(), runs: [run] })}`;
}

/** Opens the page, has it compute in one way, and then train nets by tfjs. */
async function trainNets(on: Browser, way: string, values: ParamValues, rounds: number) {
  const { page, problems, requests } = await openLab(on, linkOf({}, 2));
  await untilTrained(page);
  expect(requests.filter((url) => /tfjs|open-tensors/.test(url))).toEqual([]);
  const own = await modelSumOf(page, "GrowNet");
  await computeWith(page, way);
  // Not from one link to the next: a page that is loaded anew computes as was wished.
  await page.goto("about:blank");
  await page.goto(linkOf(values, rounds));
  const card = runCard(page, "GrowNet");
  await card.getByRole("button", { name: "More settings" }).click();
  return { page, problems, requests, card, own };
}

describe("nets trained by tfjs", () => {
  it.each([
    ["Automatic", "tfjs on WebAssembly"],
    ["JavaScript", "tfjs in JavaScript"],
  ])("run in the page under its policy, by %s, and their card says so", async (way, name) => {
    const { page, problems, requests, card, own } = await trainNets(browser, way, { net_backend: "tfjs" }, 2);
    await card.getByText(name, { exact: true }).waitFor();
    await card.getByText(/has the same bits only on the same of its backends/).waitFor();
    await untilTrained(page);
    expect(await modelSumOf(page, "GrowNet")).not.toBe(own);
    const elsewhere = requests.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url));
    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("are timed against the own kernel on the first net where the faster is wanted", async () => {
    const { page, problems, card } = await trainNets(browser, "Automatic", { net_backend: "auto" }, 3);
    await card.getByText(/^tfjs on WebAssembly.* ms for the first net, own kernel .* ms$/).waitFor();
    await untilTrained(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("train by a rule that steps beside the device, with dropout and embedded categories", async () => {
    const values = { net_backend: "tfjs", optimizer: "lion", dropout: 0.2, categories: "embedded" };
    const { page, problems, card } = await trainNets(browser, "Automatic", values, 2);
    await card.getByText("tfjs on WebAssembly", { exact: true }).waitFor();
    await untilTrained(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("nets trained by tfjs on a GPU", () => {
  it("end on the own kernel when the GPU is lost in mid-run, and the page says so", async () => {
    const { page, card } = await trainNets(withGpu, "WebGPU", { net_backend: "tfjs" }, 40);
    await card.getByText("tfjs on WebGPU", { exact: true }).waitFor();
    await statusLine(page, /Training, round [2-9]/).waitFor();
    const session = await withGpu.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await page
      .getByText(/tfjs on WebGPU was lost in the middle of training/)
      .first()
      .waitFor();
    await untilTrained(page);
    await card.getByText(/^tfjs on WebGPU was lost; the stage began anew on the own kernel/).waitFor();
    await page.context().close();
  });
});
