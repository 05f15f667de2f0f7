import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lab, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import {
  chooseCsv,
  importScreen,
  modelSumOf,
  openLab,
  savedText,
  trapsFound,
  untilTrained,
} from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const csv = files.write("energy.csv", csvOfTargets(200));

/** Heat and light follow x, in units far apart; z is no number of anything. */
function csvOfTargets(rowCount: number): string {
  const lines = Array.from({ length: rowCount }, (_, row) => {
    const x = ((row * 7919) % 1000) / 100;
    const z = ((row * 104729) % 97) / 10;
    return `${x},${z},${(x * x + ((row * 37) % 13) * 3).toFixed(2)},${(0.01 * x + 0.002 * z + 0.003 * (row % 7)).toFixed(4)},${(x > 5 ? 3 : 1) + (row % 3) / 10}`;
  });
  return `x,z,heat,light,noise\n${lines.join("\n")}\n`;
}

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("several targets of a table", () => {
  it("are chosen, trained at once, seen one at a time, and the same model in a terminal", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, csv);
    const screen = importScreen(page);
    await screen.getByLabel("Predict").selectOption({ label: "heat" });
    await screen.getByLabel("And also").selectOption({ label: "light" });
    await screen.getByLabel("And also").selectOption({ label: "noise" });
    await screen.getByRole("button", { name: "Take out light" }).waitFor();
    await trapsFound(page);
    await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
    await screen.waitFor({ state: "detached" });
    await untilTrained(page);

    const column = page.getByRole("article", { name: "GBDT", exact: true });
    await column.getByRole("button", { name: /heat/ }).first().waitFor();
    await page.getByLabel("Target", { exact: true }).selectOption({ label: "light" });
    await column.getByRole("button", { name: /light/ }).first().waitFor();

    const joint = page.getByRole("article", { name: "NGBoost", exact: true });
    await page.getByRole("button", { name: "Joint", exact: true }).click();
    await joint.getByText(/joint distribution of light and noise .*correlation/).waitFor();
    await joint.getByLabel("light with").selectOption({ label: "heat" });
    await joint.getByText(/joint distribution of light and heat .*correlation/).waitFor();

    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog");
    const predictions = await savedText(page, dialog.getByRole("button", { name: /^Predictions/ }).first());
    expect(predictions.split("\n")[0]).toBe("row,prediction_heat,prediction_light,prediction_noise");
    await page.keyboard.press("Escape");

    const ours = await modelSumOf(page, "GBDT");
    const terminal = lab([
      ...["train", "--data", csv, "--targets", "heat,light,noise", "--engine", "gbdt"],
      ...["--set", "learning_rate=0.1", "--set", "max_depth=3", "--rounds", "120", "--seed", "42"],
      ...["--valid-fraction", "0.2", "--json"],
    ]);
    expect(terminal.stderr).toBe("");
    expect(JSON.parse(terminal.stdout).modelSha256).toBe(ours);

    const theirs = await modelSumOf(page, "NGBoost");
    const again = lab([
      ...["train", "--data", csv, "--targets", "heat,light,noise", "--engine", "ngboost"],
      ...["--distribution", "multivariate-normal", "--set", "learning_rate=0.1", "--rounds", "120"],
      ...["--seed", "42", "--valid-fraction", "0.2", "--metric", "arrmse", "--json"],
    ]);
    expect(again.stderr).toBe("");
    const told = JSON.parse(again.stdout);
    expect(told.modelSha256).toBe(theirs);
    expect(told.jointCalibration.targets.map((one: { target: string }) => one.target)).toEqual([
      "heat",
      "light",
      "noise",
    ]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
