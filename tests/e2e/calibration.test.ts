import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lab, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import { modelSumOf, openLab, runCard, savedText, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;
const files = scratchFolder();

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A fifth of the rows, by the field for it. */
async function keepAside(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More settings" }).last().click();
  const share = page.getByRole("textbox", { name: "Calibration share" });
  await share.fill("0.2");
  await share.press("Enter");
}

/** The model of the run named as it is saved, and the sum that the same settings give in a terminal. */
async function savedAndTrained(page: Page, run: string) {
  const sum = await modelSumOf(page, run);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Run" }).selectOption({ label: run });
  const saved = (name: string) =>
    savedText(page, page.getByRole("dialog").getByRole("button", { name, exact: true }));
  const model = await saved("Model, JSON");
  const head = (await saved("Predictions, CSV")).split("\n")[0];
  const experiment = await saved("This run's settings, JSON");
  const table = files.write("table.csv", await saved("Table, CSV"));
  await page.keyboard.press("Escape");
  expect(createHash("sha256").update(model).digest("hex")).toBe(sum);
  const file = files.write("experiment.json", experiment);
  const { stdout } = lab(["train", "--data", table, "--experiment", file, "--json"]);
  expect(JSON.parse(stdout).modelSha256).toBe(sum);
  return { conformal: JSON.parse(model).conformal, head, experiment: JSON.parse(experiment) };
}

describe("rows kept aside for calibration", () => {
  it("are told of on the card, and leave one bound in page, file and terminal", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await keepAside(page);
    await page.getByRole("button", { name: "Train all again" }).click();
    await runCard(page, "GBDT")
      .getByText(/Calibrated: 90 % within ±/)
      .waitFor();
    await runCard(page, "NGBoost").getByText("Quantiles (CQR), in the model").waitFor();
    await untilTrained(page);
    const { conformal, head, experiment } = await savedAndTrained(page, "GBDT");
    expect(conformal).toMatchObject({ method: "absolute", level: 0.9 });
    expect(head).toBe("row,prediction,lower_90,upper_90");
    expect(experiment.version).toBe(2);
    await page.context().close();
  });

  it("hold another share by another method, with a way back, in page, file, link and terminal", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await keepAside(page);
    const level = page.getByRole("textbox", { name: "Coverage level" });
    const method = page.getByRole("combobox", { name: "Conformal method" });
    await level.fill("1");
    await level.press("Enter");
    await page.getByText("Coverage level can be 0.999 at most.").waitFor();
    await level.fill("0.8");
    await level.press("Enter");
    await method.selectOption({ label: "By the spread" });
    // The way back is here before it is asked for: what is changed while it came would be undone in its place.
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => /\/undo-[^/]*\.js$/.test(name)),
    );
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => method.inputValue()).toBe("cqr");
    expect(await level.inputValue()).toBe("0.80");
    await method.selectOption({ label: "By the spread" });
    await page.getByRole("button", { name: "Train all again" }).click();
    await runCard(page, "GBDT")
      .getByText(/Calibrated: 80 % within ±/)
      .waitFor();
    await runCard(page, "NGBoost").getByText("By the spread, in the model").waitFor();
    await untilTrained(page);
    const { conformal, head, experiment } = await savedAndTrained(page, "NGBoost");
    expect(conformal).toMatchObject({ method: "normalised", level: 0.8 });
    expect(head).toContain(",lower_80,upper_80");
    expect(experiment.version).toBe(7);
    expect(experiment.split.conformal).toEqual({ level: 0.8, method: "normalised" });
    const link = "#d=sine&e=ngboost&rounds=20&calibration=.2&level=.8&conformal=normalised";
    const linked = await openLab(browser, server.address + link);
    await untilTrained(linked.page);
    await linked.page.getByRole("button", { name: "More settings" }).last().click();
    expect(await linked.page.getByRole("textbox", { name: "Coverage level" }).inputValue()).toBe("0.80");
    expect(await linked.page.getByRole("combobox", { name: "Conformal method" }).inputValue()).toBe(
      "normalised",
    );
    await linked.page.getByRole("textbox", { name: "Calibration share" }).fill("0");
    await linked.page.getByRole("textbox", { name: "Calibration share" }).press("Enter");
    await linked.page.getByRole("textbox", { name: "Coverage level" }).waitFor({ state: "detached" });
    expect([...problems, ...linked.problems]).toEqual([]);
    await linked.page.context().close();
    await page.context().close();
  });
});
