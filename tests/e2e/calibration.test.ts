import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
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

describe("rows kept aside for calibration", () => {
  it("are told of on the card, and leave one bound in page, file and terminal", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await page.getByRole("button", { name: "More settings" }).last().click();
    const share = page.getByRole("textbox", { name: "Calibration share" });
    await share.fill("0.2");
    await share.press("Enter");
    await page.getByRole("button", { name: "Train all again" }).click();
    await runCard(page, "GBDT")
      .getByText(/Calibrated: 90 % within ±/)
      .waitFor();
    await runCard(page, "NGBoost").getByText("Quantiles (CQR)").waitFor();
    await untilTrained(page);
    const sum = await modelSumOf(page, "GBDT");
    await page.getByRole("button", { name: "Export" }).click();
    const saved = (name: string) =>
      savedText(page, page.getByRole("dialog").getByRole("button", { name, exact: true }));
    const model = await saved("Model, JSON");
    expect(createHash("sha256").update(model).digest("hex")).toBe(sum);
    expect(JSON.parse(model).conformal).toMatchObject({ method: "absolute", level: 0.9 });
    expect((await saved("Predictions, CSV")).split("\n")[0]).toBe("row,prediction,lower_90,upper_90");
    const experiment = files.write("experiment.json", await saved("This run's settings, JSON"));
    const table = files.write("table.csv", await saved("Table, CSV"));
    const { stdout } = lab(["train", "--data", table, "--experiment", experiment, "--json"]);
    expect(JSON.parse(stdout).modelSha256).toBe(sum);
    await page.context().close();
  });
});
