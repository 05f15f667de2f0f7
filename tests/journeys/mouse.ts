import { expect, it } from "vitest";
import type { Driver } from "./driver.ts";
import { clickAt, drag, rowOf, untilPanels } from "./hands.ts";

/** What people do with a mouse. */
export function mouseJourneys(open: () => Promise<Driver>): void {
  it("plays, drags the clock, marks a row, reads a table, saves it, fills the place with a panel", async () => {
    const lab = await open();
    await lab.read(/3 runs trained\./);
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
    const menu = "GBDT, prediction: table and pictures";
    await lab.page.hover(".column-fit");
    await lab.click("button", menu);
    await lab.click("menuitem", "Show as table");
    await lab.read(new RegExp(`GBDT, prediction, round ${dragged}`));
    const shown = await lab.page.$$eval("dialog[open] tr", (lines) =>
      lines
        .slice(0, 3)
        .map((line) => [...(line as HTMLTableRowElement).cells].map((cell) => cell.textContent)),
    );
    expect(shown[0]?.slice(0, 2)).toEqual(["row", "set"]);
    await lab.press("Escape");
    await lab.page.hover(".column-fit");
    const csv = await lab.saved(async () => {
      await lab.click("button", menu);
      await lab.click("menuitem", "Save what is drawn, CSV");
    });
    const [head, first] = csv.split(/\r?\n/).filter((line) => !line.startsWith("#"));
    expect(head?.split(",").slice(0, 2)).toEqual(["row", "set"]);
    expect(first?.split(",").slice(0, 2)).toEqual(shown[1]?.slice(0, 2));
    await lab.page.hover(".column-fit");
    await lab.click("button", menu);
    await lab.click("menuitem", "Full panel (F)");
    await untilPanels(lab, 1);
    await lab.click("button", "Back to all panels (F)");
    await untilPanels(lab, 9);
    await lab.finish();
  });

  it("pins, hides, duplicates and takes back", async () => {
    const lab = await open();
    await lab.read(/3 runs trained\./);
    const columns = () =>
      lab.page.$$eval(".run-column h2", (names) => names.map((name) => name.textContent ?? ""));
    await lab.click("checkbox", "Show GBDT");
    await untilPanels(lab, 6);
    expect(await columns()).toEqual(["GrowNet", "NGBoost"]);
    await lab.click("checkbox", "Show GBDT");
    await untilPanels(lab, 9);
    for (const runs of [4, 5]) {
      await lab.click("button", "Acts for GBDT");
      await lab.click("menuitem", "Duplicate");
      await lab.read(new RegExp(`${runs} runs trained\\.`));
    }
    expect(await columns()).toEqual(["GBDT", "GrowNet", "NGBoost"]);
    await lab.click("button", "Acts for GBDT 3");
    await lab.click("menuitem", "Pin its column");
    await lab.until(() => [...document.querySelectorAll(".run-column h2")].at(-1)?.textContent === "GBDT 3");
    expect(await columns()).toEqual(["GBDT", "GrowNet", "GBDT 3"]);
    await lab.click("button", "Acts for GBDT 3");
    await lab.click("menuitem", "Unpin its column");
    for (const runs of [4, 3]) {
      await lab.click("button", "Undo the last setting");
      await lab.read(new RegExp(`${runs} runs trained\\.`));
    }
    await lab.finish();
  });

  it("looks at numbers and at classes in every view", async () => {
    const lab = await open();
    await lab.read(/3 runs trained\./);
    await lab.click("button", "Predicted vs actual");
    await lab.read(/Up: predicted\. Across: actual/);
    await lab.click("button", "Calibration");
    await lab.read(/A point prediction has no probabilities to check/);
    await lab.read(/PIT: flat is right/);
    await lab.click("button", "Change data");
    await lab.click("button", "Use Shapes in the plane");
    await lab.until(() => document.querySelector(".run-column.trained .column-fit canvas") !== null);
    // Nets over a whole plane are much to compute for a browser in a sandbox: light-start.ts.
    await lab.click("button", "Acts for GrowNet");
    await lab.click("menuitem", "Delete");
    await lab.page.select(".toolbar select, select[aria-label=View]", "surface");
    await lab.read(/2 runs trained\./);
    await lab.page.select(".toolbar select, select[aria-label=View]", "probabilities");
    await lab.read(/probability of /);
    await lab.page.select(".toolbar select, select[aria-label=View]", "confusion");
    await lab.read(/\d+ of \d+ \w+ rows are right/);
    await lab.page.select(".toolbar select, select[aria-label=View]", "roc");
    await lab.read(/AUC 0\.\d+[\s\S]*AP 0\.\d+/);
    await lab.page.select(".toolbar select, select[aria-label=View]", "calibration");
    await lab.read(/calibration error 0\.\d+/);
    await lab.finish();
  });
}
