import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BoostingLabApi } from "../../src/store/api/page-api.ts";
import { lab as commandLine, csvOf } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import { openLab } from "./lab-page.ts";
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

type Scripted = Window & { readonly boostingLab: BoostingLabApi };

describe("window.boostingLab", () => {
  it("opens a link, trains it, and its link is reproduced by the command line", async () => {
    const { page, problems } = await openLab(browser, server.address);
    const { runs, link } = await page.evaluate(async () => {
      const api = (window as unknown as Scripted).boostingLab;
      await api.open("#d=sine&e=gbdt,ngboost&lr=.2&rounds=12");
      return { runs: await api.train(), link: await api.link() };
    });
    expect(runs.map(({ name, status }) => [name, status])).toEqual([
      ["GBDT", "finished"],
      ["NGBoost", "finished"],
    ]);
    const { status, stdout } = commandLine(["reproduce", link]);
    expect(stdout).toContain("Bit-equal");
    expect(status).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("loads a table from text, trains on it, and gives the model", async () => {
    const { page, problems } = await openLab(browser, server.address);
    const text = csvOf(120, (x, z) => (2 * x - z).toFixed(3));
    const { model, target } = await page.evaluate(async (csv) => {
      const api = (window as unknown as Scripted).boostingLab;
      await api.load(csv, { name: "mine.csv", target: "y" });
      await api.train("GBDT");
      const file = JSON.parse(await api.model("GBDT"));
      return { model: file, target: JSON.stringify(file).includes('"colour"') };
    }, text);
    expect(model).toBeDefined();
    expect(target).toBe(true);
    await page.getByText("mine.csv").first().waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("shows what a link with a receipt was found to be", async () => {
    const { stdout } = commandLine(["run", "#d=sine&e=gbdt&rounds=9", "--json"]);
    const { link } = JSON.parse(stdout);
    const { page, problems } = await openLab(browser, `${server.address}${link}`);
    await page.getByRole("alert").getByText("Bit-equal: the data, the settings").waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
