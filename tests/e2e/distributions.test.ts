import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../unit/cli-process.ts";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import {
  chooseCsv,
  importScreen,
  modelSumOf,
  openLab,
  runCard,
  trapsFound,
  untilTrained,
} from "./lab-page.ts";
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

const column = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

describe("a distribution that is chosen in the card", () => {
  it("is trained and drawn, with a tree for each of its parameters", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const before = await modelSumOf(page, "NGBoost");
    await runCard(page, "NGBoost").getByLabel("Distribution").selectOption({ label: "Student t" });
    await page
      .getByRole("button", { name: /^Train/ })
      .first()
      .click();
    const law = column(page, "NGBoost").getByText(/^S\(/).first();
    await law.waitFor();
    await untilTrained(page);
    const sum = await modelSumOf(page, "NGBoost");
    expect(sum).not.toBe(before);
    await column(page, "NGBoost").getByRole("button", { name: "ln ν" }).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("gives way to Bernoulli where the target has two classes", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await page.getByRole("button", { name: "Change data" }).click();
    await page.getByRole("button", { name: "Use Shapes in the plane" }).click();
    await column(page, "NGBoost")
      .getByText(/Natural gradient of the logit of 1/)
      .first()
      .waitFor();
    await untilTrained(page);
    expect(await runCard(page, "NGBoost").getByLabel("Distribution").count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("times whose end was not always seen", () => {
  const files = scratchFolder();
  const lines = Array.from({ length: 300 }, (_, row) => {
    const x = (row * 37) % 100;
    const time = (1 + x / 20) * (1 + ((row * 53) % 90) / 30);
    return `${time.toFixed(2)},${row % 3 === 0 ? "no" : "yes"},${x},${(row * 11) % 17}`;
  });
  const table = files.write("times.csv", `time,seen,x,z\n${lines.join("\n")}\n`);

  it("are learnt from as such, once the column that says so is named", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, table);
    const screen = importScreen(page);
    await screen.getByLabel("Predict").selectOption({ label: "time" });
    await screen.getByLabel("End seen in").selectOption({ label: "seen" });
    await trapsFound(page);
    await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
    await untilTrained(page);
    for (const name of ["NGBoost", "NGBoost 2"])
      expect(await modelSumOf(page, name)).toMatch(/^[0-9a-f]{64}$/);
    expect(await runCard(page, "NGBoost 2").getByLabel("Distribution").inputValue()).toBe("weibull");
    await page.getByText("Off. GBDT does not learn survival times here.").waitFor();
    expect(await findings(page)).toEqual([]);
    // Of a censored time nobody knows which share of its distribution lay below it.
    await page.getByRole("button", { name: "Predicted vs actual", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Calibration", exact: true }).count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
