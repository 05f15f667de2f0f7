import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";
import { servePage } from "../e2e/serve-page.ts";
import { plainHost } from "../unit/experiment-fixture.ts";
import { type BrowserName, type Driver, launch, visit } from "./driver.ts";

const LONGEST_MS = 180_000;

/** What people do in the lab, from the first look to a branch of their own; the same in every browser. */
export function journeysIn(name: BrowserName): void {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof servePage>>;
  const open = () => visit(browser, server.address);

  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(name), servePage()]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  describe(`in ${name}, by keyboard alone`, { timeout: LONGEST_MS }, () => {
    it("a first visit moves by itself; the clock is stepped, marks and views change", async () => {
      const lab = await open();
      await lab.until(() => Number(document.querySelector("[data-round]")?.getAttribute("data-round")) > 0);
      await lab.read(/2 runs trained\./);
      await lab.press("Home");
      await lab.roundIs(0);
      await lab.press("ArrowRight", "Shift+ArrowRight");
      await lab.roundIs(11);
      await lab.press("b");
      const best = await lab.round();
      expect(best).toBeGreaterThan(11);
      await lab.press("End");
      await lab.roundIs(120);
      const row = await rowOf(lab);
      await lab.press("ArrowDown");
      expect(await rowOf(lab)).toBe(row + 1);
      await lab.press("g");
      await lab.read(/Gradient −g, and the tree’s output/);
      await lab.press("g");
      await lab.read(/Newton target −g\/h, and the tree fitted to it/);
      await lab.press("g", "p");
      await lab.read(new RegExp(`of row ${row + 1}, predicted`));
      await lab.press("p", "Home", "Alt+ArrowRight");
      await lab.read(/split 1 of \d/);
      expect(lab.problems).toEqual([]);
      await lab.close();
    });

    it("panels fill the place, the projector's screen is stepped, commands are found", async () => {
      const lab = await open();
      await lab.read(/2 runs trained\./);
      await lab.press("f");
      await lab.see("button", "Back to all panels (F)");
      await lab.press("Escape", "Shift+f");
      await lab.read(/Step \d+ of \d+/);
      await lab.press("Home", "PageDown", "PageDown");
      await lab.roundIs(2);
      await lab.press("Escape");
      await lab.read(/2 runs trained\./);
      await lab.press("Control+k");
      await lab.see("combobox", "Search the commands");
      await lab.type("differ");
      await lab.press("Enter");
      await lab.read(/Settings that differ[\s\S]*Engine[\s\S]*gbdt[\s\S]*ngboost/);
      await lab.press("Escape", "?");
      await lab.see(
        "checkbox",
        "Single letters act Letters and digits on their own act as keys. Switch this off if you type by voice.",
      );
      await lab.press("Escape");
      expect(lab.problems).toEqual([]);
      await lab.close();
    });

    it("a branch goes on with another rate, shares the past, and can be undone", async () => {
      const lab = await open();
      await lab.read(/2 runs trained\./);
      await lab.press("Home", "Shift+ArrowRight", "Shift+ArrowRight", "n");
      await lab.until(() => document.activeElement?.getAttribute("aria-label") === "GBDT 2, Rate");
      await lab.press("Control+a");
      await lab.type("0.5");
      await lab.press("Enter");
      await lab.read(/Rounds 1 to 20 are shared\./);
      await tabTo(lab, "Go on from round 20");
      await lab.press("Enter");
      await lab.read(/3 runs trained\./);
      await lab.read(/rate 0\.10 → 0\.50/);
      await lab.page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await lab.press("Control+z", "Control+z");
      await lab.read(/2 runs trained\./);
      await lab.press("Control+Shift+z");
      await lab.read(/3 runs trained\./);
      expect(lab.problems).toEqual([]);
      await lab.close();
    });
  });

  describe(`in ${name}, by mouse`, { timeout: LONGEST_MS }, () => {
    it("plays, drags the clock, marks a row, changes views, reads a table, pins and duplicates", async () => {
      const lab = await open();
      await lab.read(/2 runs trained\./);
      await lab.click("button", "First round (Home)");
      await lab.click("button", "Play");
      await lab.click("button", "Pause");
      await drag(lab, ".loss-area", [0.2, 0.5], [0.5, 0.5]);
      const dragged = await lab.round();
      expect(dragged).toBeGreaterThan(40);
      expect(dragged).toBeLessThan(90);
      const before = await rowOf(lab);
      // Points lie where the data put them: one of these places is near one.
      for (const across of [0.3, 0.45, 0.6, 0.75, 0.9]) {
        if ((await rowOf(lab)) === before) await clickAt(lab, ".column-fit .panel-walk", across, 0.5);
      }
      expect(await rowOf(lab)).not.toBe(before);
      await lab.click("button", "Predicted vs actual");
      await lab.read(/Up: predicted\. Across: actual/);
      await lab.click("button", "Calibration");
      await lab.read(/A point prediction has no probabilities to check/);
      await lab.click("button", "Fit");
      await lab.page.hover(".column-fit");
      await lab.click("button", "GBDT, prediction: table and pictures");
      await lab.click("menuitem", "Show as table");
      await lab.read(/GBDT, prediction, round \d+/);
      await lab.press("Escape");
      await lab.click("button", "Acts for NGBoost");
      await lab.click("menuitem", "Pin its column");
      await lab.click("button", "Acts for GBDT");
      await lab.click("menuitem", "Duplicate");
      await lab.read(/3 runs trained\./);
      await lab.click("button", "Undo the last setting");
      await lab.read(/2 runs trained\./);
      expect(lab.problems).toEqual([]);
      await lab.close();
    });
  });

  describe(`in ${name}`, { timeout: LONGEST_MS }, () => {
    it("a reload loses nothing, and the model has the bits that every machine gives it", async () => {
      const lab = await open();
      await lab.read(/2 runs trained\./);
      await lab.page.evaluate(() => {
        const card = document.querySelector("[aria-label='Run GBDT']");
        [...(card?.querySelectorAll("button") ?? [])]
          .find((button) => button.textContent?.includes("More settings"))
          ?.click();
      });
      const shaOf = async () => {
        const sum = await lab.page.waitForSelector("[aria-label='Run GBDT'] [data-model-sha256]");
        return sum?.evaluate((element) => element.getAttribute("data-model-sha256"));
      };
      expect(await shaOf()).toBe(await startingModelSum());
      await lab.press("Home", "ArrowRight", "ArrowRight", "ArrowRight");
      await lab.page.waitForFunction(async () => {
        const known = (await indexedDB.databases()).some(({ name: one }) => one === "boosting-lab-work");
        if (!known) return false;
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open("boosting-lab-work");
          request.onsuccess = () => resolve(request.result);
        });
        const works = await new Promise<{ position: number }[]>((resolve) => {
          const all = database
            .transaction("work")
            .objectStore("work")
            .getAll(IDBKeyRange.bound("work/", "work0"));
          all.onsuccess = () => resolve(all.result);
        });
        database.close();
        return works.some(({ position }) => position === 3);
      });
      await lab.page.reload();
      await lab.read(/2 runs trained\./);
      expect(await lab.round()).toBe(3);
      await lab.close();
    });
  });
}

/** Model of the starting experiment's GBDT, trained here in Node by the plain backend. */
async function startingModelSum(): Promise<string> {
  const { runs, ...setup } = startingExperiment();
  const experiment = { ...setup, runs: runs.filter(({ engine }) => engine === "gbdt") };
  const { source } = experiment.data;
  if (source.kind !== "builtin") throw new Error("The starting data are made by a formula.");
  const make = await loadMaker(source.id);
  if (make === null) throw new Error("There is no such formula.");
  const context = { backend: jsBackend, host: plainHost(), recording: "last-round" } as const;
  for await (const event of runExperiment(experiment, { table: make(source.values) }, context)) {
    if (event.kind === "end") return modelSha256(event.model);
  }
  throw new Error("The run has no end.");
}

async function rowOf(lab: Driver): Promise<number> {
  return lab.page.$eval("[aria-label='Row that is marked']", (field) =>
    Number((field as HTMLInputElement).value),
  );
}

async function tabTo(lab: Driver, text: string): Promise<void> {
  for (let step = 0; step < 40; step++) {
    const at = await lab.page.evaluate(() => document.activeElement?.textContent ?? "");
    if (at.trim() === text) return;
    await lab.press("Tab");
  }
  throw new Error(`Tab does not reach "${text}".`);
}

async function placeIn(lab: Driver, selector: string, across: number, down: number) {
  const element = await lab.page.waitForSelector(selector);
  const box = await element?.boundingBox();
  if (!box) throw new Error(`${selector} is not on screen.`);
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

async function clickAt(lab: Driver, selector: string, across: number, down: number): Promise<void> {
  const { x, y } = await placeIn(lab, selector, across, down);
  await lab.page.mouse.click(x, y);
}

async function drag(
  lab: Driver,
  selector: string,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const start = await placeIn(lab, selector, ...from);
  const end = await placeIn(lab, selector, ...to);
  await lab.page.mouse.move(start.x, start.y);
  await lab.page.mouse.down();
  await lab.page.mouse.move(end.x, end.y, { steps: 8 });
  await lab.page.mouse.up();
}
