import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { openLab, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const column = (page: Page) => page.getByRole("article", { name: "GrowNet", exact: true });

async function goTo(page: Page, round: number): Promise<void> {
  await page.getByRole("slider", { name: /round/i }).first().fill(String(round));
}

describe("a run of nets", () => {
  it("draws the net of the shown round and what the round added", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await goTo(page, 18);
    const net = column(page).getByRole("button", {
      name: /^GrowNet: Net 18: 1 input and 6 of the net before/,
    });
    await net.waitFor();
    await column(page).getByText("from").first().waitFor({ state: "attached" });
    expect(await column(page).locator(".net-unit").count()).toBe(12);
    expect(await column(page).locator(".net-handed").count()).toBe(6);
    await column(page)
      .getByText(/^Residual, and what the round added ÷ 0\.10$/)
      .waitFor();
    await column(page).getByText("adds 0.10 × Σ").waitFor();
    const curve = column(page).locator(".net-curve").first();
    const before = await curve.getAttribute("d");
    await goTo(page, 1);
    await column(page)
      .getByRole("button", { name: /^GrowNet: Net 1: 1 input, 6 and 6 hidden units/ })
      .waitFor();
    expect(await column(page).locator(".net-handed").count()).toBe(0);
    expect(await curve.getAttribute("d")).not.toBe(before);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("is walked by keyboard, unit by unit", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const net = column(page).getByRole("button", { name: /^GrowNet: Net/ });
    await net.focus();
    await page.keyboard.press("ArrowRight");
    await column(page)
      .getByText(/^unit 1\.1: .* from /)
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("shows the chain with what each net counts, and both as tables", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await goTo(page, 20);
    const menu = page.getByRole("button", { name: "GrowNet, learner: table and pictures" });
    const table = async () => {
      await menu.press("Enter");
      await page.getByRole("menuitem", { name: "Show as table" }).press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("columnheader").first().waitFor();
      const head = await dialog.getByRole("columnheader").allTextContents();
      const lines = await dialog.getByRole("row").count();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      return { head, lines };
    };
    expect(await table()).toEqual({
      head: ["layer", "from", "to", "weight"],
      lines: 1 + (1 + 6 + 1) * 6 + (6 + 1) * 6 + 6 + 1,
    });
    await column(page).getByRole("button", { name: "Chain", exact: true }).click();
    await column(page).locator(".chain-head").nth(19).waitFor({ state: "attached" });
    expect(await column(page).locator(".chain-head").count()).toBe(20);
    await column(page)
      .getByText(/^20 nets, the newest counts 0\.10; the corrective step took the loss from /)
      .waitFor({ state: "attached" });
    expect(await table()).toEqual({
      head: ["round", "α", "loss before the step", "loss after it", "moved by the shown round"],
      lines: 21,
    });
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("lets all optimisers race on the shown net", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await goTo(page, 1);
    await column(page).getByRole("button", { name: "Race…" }).click();
    const dialog = page.getByRole("dialog", { name: "A race of optimisers on net 1" });
    await dialog.getByRole("button", { name: "Start the race" }).press("Enter");
    const lanes = dialog.getByRole("table").getByRole("row");
    await lanes.nth(19).waitFor();
    await dialog.getByRole("button", { name: "Start the race" }).waitFor();
    expect(await lanes.count()).toBe(20);
    expect(await dialog.locator(".race-lane").count()).toBe(19);
    const losses = await dialog.locator("tbody td:last-child").allTextContents();
    expect(losses.map(Number)).toEqual(losses.map(Number).sort((left, right) => left - right));
    expect(await dialog.locator(".race-row-marked").textContent()).toContain("Adam this run's");
    await dialog.getByRole("button", { name: "Lion" }).focus();
    expect(await dialog.locator(".race-row-marked").textContent()).toContain("Lion");
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
