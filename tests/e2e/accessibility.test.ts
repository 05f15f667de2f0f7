import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, scratchFolder } from "../unit/cli-process.ts";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { chooseCsv, importCsv, importScreen, openLab, trapsFound, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const classes = files.write(
  "classes.csv",
  csvOf(150, (x, z) => (x > 6 ? "high" : z > 5 ? "middle" : "low")),
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

async function readyPage(): Promise<Page> {
  const { page } = await openLab(browser, server.address);
  await untilTrained(page);
  return page;
}

describe("axe finds nothing serious", () => {
  it("in the lab", async () => {
    const page = await readyPage();
    await page.getByRole("button", { name: "More settings" }).first().click();
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it("in every view of classes", async () => {
    const page = await readyPage();
    await importCsv(page, classes, "y");
    await untilTrained(page);
    const views = page.getByRole("group", { name: "View" }).getByRole("button");
    for (const view of await views.all()) {
      if (await view.isDisabled()) continue;
      await view.click();
      expect(await findings(page)).toEqual([]);
    }
    await page.context().close();
  });

  it("in the list of data, the three decisions, the export, the keys and the speed of the tab", async () => {
    const page = await readyPage();
    const dialog = page.getByRole("dialog");
    for (const name of ["Change data", "Export", "Keyboard", "How fast is this tab?…"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await dialog.waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
    await chooseCsv(page, classes);
    const screen = importScreen(page);
    await screen.getByLabel("Predict").waitFor();
    await trapsFound(page);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it("on a phone, where nothing is cut off", async () => {
    const page = await readyPage();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await findings(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await page.context().close();
  });
});
