import { expect, it } from "vitest";
import type { Driver } from "./driver.ts";
import { rowOf, tabTo, untilPanels } from "./hands.ts";

const LETTERS =
  "Single letters act Letters and digits on their own act as keys. Switch this off if you type by voice.";

/** What people do without a mouse. */
export function keyboardJourneys(open: () => Promise<Driver>): void {
  it("a first visit moves by itself; the clock is stepped, marks and views change", async () => {
    const lab = await open();
    await lab.until(() => Number(document.querySelector("[data-round]")?.getAttribute("data-round")) > 0);
    await lab.read(/3 runs trained\./);
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
    await lab.press("t");
    await lab.until(() => document.querySelector(".legend")?.textContent?.includes("test") === true);
    await lab.press("t");
    await lab.until(() => !document.querySelector(".legend")?.textContent?.includes("test"));
    await lab.finish();
  });

  it("panels fill the place, the projector's screen is stepped, commands are found", async () => {
    const lab = await open();
    await lab.read(/3 runs trained\./);
    await lab.press("f");
    await lab.see("button", "Back to all panels (F)");
    await untilPanels(lab, 1);
    await lab.press("Escape");
    await untilPanels(lab, 9);
    await lab.press("Shift+f");
    await lab.read(/Step \d+ of \d+/);
    await lab.press("Home", "PageDown", "PageDown");
    await lab.roundIs(2);
    await lab.press("Escape");
    await lab.read(/3 runs trained\./);
    await lab.press("Control+k");
    await lab.see("combobox", "Search the commands");
    await lab.type("differ");
    await lab.press("Enter");
    await lab.read(/Settings that differ[\s\S]*Engine[\s\S]*GBDT[\s\S]*NGBoost/);
    await lab.press("Escape", "?");
    await lab.see("checkbox", LETTERS);
    await tabTo(lab, LETTERS);
    await lab.press(" ", "Escape", "End");
    await lab.roundIs(120);
    await lab.press("t", "Home");
    await lab.roundIs(0);
    expect(await hasTestColumn(lab)).toBe(false);
    await lab.press("Control+k");
    await lab.see("combobox", "Search the commands");
    await lab.type("this list");
    await lab.press("Enter");
    await lab.see("checkbox", LETTERS);
    await tabTo(lab, LETTERS);
    await lab.press(" ", "Escape", "t");
    await lab.until(() => document.querySelector(".legend")?.textContent?.includes("test") === true);
    await lab.finish();
  });

  it("a branch goes on with another rate, shares the past, and can be undone", async () => {
    const lab = await open();
    await lab.read(/3 runs trained\./);
    await lab.press("Home", "Shift+ArrowRight", "Shift+ArrowRight", "n");
    await lab.until(() => document.activeElement?.getAttribute("aria-label") === "GBDT 2, Rate");
    await lab.press("Control+a");
    await lab.type("0.5");
    await lab.press("Enter");
    await lab.read(/Rounds 1 to 20 are shared\./);
    await tabTo(lab, "Go on from round 20");
    await lab.press("Enter");
    await lab.read(/4 runs trained\./);
    await lab.read(/rate 0\.10 → 0\.50/);
    await lab.press("Control+z", "Control+z");
    await lab.read(/3 runs trained\./);
    await lab.press("Control+Shift+z");
    await lab.read(/4 runs trained\./);
    await lab.finish();
  });
}

async function hasTestColumn(lab: Driver): Promise<boolean> {
  return lab.page.$eval(".legend", (table) => table.textContent?.includes("test") === true);
}
