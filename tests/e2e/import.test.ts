import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../unit/cli-process.ts";
import { findings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { chooseCsv, importScreen, openLab, trapsFound, untilTrained } from "./lab-page.ts";
import { serveElsewhere } from "./other-server.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
/** A target, a column that is the target times another, a date, an id, a word, and cells that are no numbers. */
const line = (row: number) => {
  const size = 20 + ((row * 37) % 90);
  const rent = size * (7 + (row % 5)) + ((row * 13) % 29);
  const day = new Date(Date.UTC(2021, 0, 1 + row)).toISOString().slice(0, 10);
  return [
    day,
    ["gas", "oil", "district"][row % 3],
    size,
    rent / size,
    row % 50 === 7 ? "n.n." : row % 4,
    `A-${row * 31}`,
    rent,
  ].join(";");
};
const table = (rows: number) =>
  `Flats\n\nlisted_on;heating;size;rent_per_size;floor;listing;rent\n${Array.from({ length: rows }, (_, row) => line(row).replaceAll(".", ",")).join("\n")}\n`;
const flats = files.write("flats.csv", table(400));

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;
let elsewhere: Awaited<ReturnType<typeof serveElsewhere>>;

beforeAll(async () => {
  [browser, server, elsewhere] = await Promise.all([launchChromium(), servePage(), serveElsewhere()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await elsewhere?.close();
});

async function openData(page: Page) {
  await page.getByRole("button", { name: "Change data" }).click();
  return page.getByRole("dialog", { name: "Data" });
}

describe("the import screen", () => {
  it("says how a file was read, finds its traps, and trains with and without the leak", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, flats);
    const screen = importScreen(page);
    await trapsFound(page);
    expect(await screen.getByLabel("Separator").inputValue()).toBe("1");
    expect(await screen.getByText(/lines above the column names are skipped/).count()).toBe(1);
    expect(await screen.getByLabel("Predict").inputValue()).toBe("rent");
    await screen.getByRole("heading", { name: /give the target away/ }).waitFor();
    expect(await screen.getByRole("checkbox", { name: "Use rent_per_size" }).isChecked()).toBe(false);
    expect(await screen.getByRole("checkbox", { name: "Use listing" }).isChecked()).toBe(false);
    expect(await findings(page)).toEqual([]);

    await screen.getByRole("button", { name: "floor", exact: true }).click();
    const detail = screen.getByRole("region", { name: "Column floor" });
    await detail.getByText("8 of 400 cells are no numbers.").waitFor();
    await detail.getByRole("button", { name: "Drop rows" }).click();
    expect(await findings(page)).toEqual([]);
    await detail.getByRole("button", { name: "Close column" }).click();

    await trapsFound(page);
    await screen.getByRole("button", { name: "Train both ways" }).click();
    await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
    await screen.waitFor({ state: "detached" });
    await untilTrained(page);
    const names = await page.getByRole("article").getByRole("heading", { level: 2 }).allTextContents();
    expect(names).toContain("GBDT without rent_per_size");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("reads again when a guess is changed, keeps the decisions, and goes back without harm", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const before = await page.getByRole("article").count();
    await chooseCsv(page, flats);
    const screen = importScreen(page);
    await trapsFound(page);
    await screen.getByLabel("Predict").selectOption({ label: "size" });
    await screen.getByLabel("First row", { exact: true }).selectOption({ label: "data" });
    await screen.getByText("column_1").first().waitFor();
    await screen.getByLabel("First row", { exact: true }).selectOption({ label: "column names" });
    await screen.getByText("listed_on").first().waitFor();
    await screen.getByRole("button", { name: "Back to the lab" }).click();
    await screen.waitFor({ state: "detached" });
    expect(await page.getByRole("article").count()).toBe(before);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("keeps the experiment when the same columns come with other rows", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, flats);
    const screen = importScreen(page);
    await trapsFound(page);
    await screen.getByLabel("Predict").selectOption({ label: "size" });
    await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
    await screen.waitFor({ state: "detached" });
    await untilTrained(page);
    await chooseCsv(page, files.write("more-flats.csv", table(500)));
    await screen.getByText(/Same columns as before/).waitFor();
    expect(await screen.getByLabel("Predict").inputValue()).toBe("size");
    await page.context().close();
  });
});

describe("the ways in", () => {
  it("take a packed file that is dropped and cells that are pasted", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const packed = gzipSync(table(60)).toString("base64");
    await page.evaluate((text) => {
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], "flats.csv.gz"));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
    }, packed);
    await importScreen(page)
      .getByText(/compressed with gzip/)
      .waitFor();
    await page.keyboard.press("Escape");
    await importScreen(page).waitFor({ state: "detached" });

    const dialog = await openData(page);
    const pasted = Array.from({ length: 30 }, (_, row) => `${row}\t${row * 3}`).join("\n");
    await dialog.getByLabel("Paste cells from a spreadsheet").fill(`x\ty\n${pasted}`);
    await dialog.getByRole("button", { name: "Open pasted cells" }).click();
    await importScreen(page).getByText("pasted cells").first().waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("fetch a public address and nothing else, and explain every refusal", async () => {
    const { page, requests } = await openLab(browser, server.address);
    await untilTrained(page);
    const tried: [string, string][] = [
      ["ftp://x.example/a.csv", "url.invalid"],
      [`${elsewhere.address}/closed.csv`, "url.refused"],
      [`${elsewhere.address}/page`, "url.not-a-table"],
      [`${elsewhere.address}/nothing.csv`, "url.status"],
    ];
    const dialog = await openData(page);
    for (const [url, code] of tried) {
      await dialog.getByLabel("Open a public address").fill(url);
      await dialog.getByRole("button", { name: "Fetch" }).click();
      await dialog.getByText(`(${code})`).waitFor();
    }
    const before = elsewhere.asked.length;
    await dialog.getByLabel("Open a public address").fill(`${elsewhere.address}/table.csv`);
    await dialog.getByRole("button", { name: "Fetch" }).click();
    await importScreen(page).getByText("table.csv").first().waitFor();
    expect(elsewhere.asked.slice(before)).toEqual([{ url: "/table.csv", cookie: "", referer: "" }]);
    await trapsFound(page);
    await importScreen(page)
      .getByRole("button", { name: /^Train( and compare)?$/ })
      .click();
    await untilTrained(page);

    await page.getByRole("button", { name: /Copy link/ }).click();
    await page.waitForURL(/#s=/);
    const shared = page.url();
    const asked = elsewhere.asked.length;
    const other = await openLab(browser, shared);
    await other.page.getByRole("button", { name: /^Fetch it from 127\.0\.0\.1/ }).waitFor();
    expect(elsewhere.asked.length).toBe(asked);
    await other.page.getByRole("button", { name: /^Fetch it from/ }).click();
    await untilTrained(other.page);
    const strays = requests.filter(
      (url) => !url.startsWith(server.address) && !url.startsWith(elsewhere.address),
    );
    expect(strays.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
    await other.page.context().close();
    await page.context().close();
  });

  it("open a recent table again, from a copy that was asked for", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, flats);
    const screen = importScreen(page);
    await trapsFound(page);
    await screen.getByLabel("Predict").selectOption({ label: "size" });
    await screen.getByLabel("Keep a copy in this browser").check();
    await trapsFound(page);
    await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
    await page.getByText("A copy of flats.csv is kept in this browser.").waitFor();
    await page.reload();
    await untilTrained(page);
    const dialog = await openData(page);
    await dialog.getByRole("button", { name: "Open again" }).click();
    await screen.getByText("flats.csv").first().waitFor();
    expect(await screen.getByLabel("Predict").inputValue()).toBe("size");
    await screen.getByRole("button", { name: "choose other data" }).click();
    await dialog.getByRole("button", { name: "Forget flats.csv" }).click();
    await dialog.getByRole("heading", { name: "Recent" }).waitFor({ state: "detached" });
    await page.context().close();
  });
});

describe("the table view", () => {
  it("sorts, filters, marks what is missing or no number, and works by keys", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, flats);
    await trapsFound(page);
    await importScreen(page).getByRole("button", { name: "All rows and columns" }).click();
    const grid = page.getByRole("grid", { name: "Cells" });
    await grid.waitFor();
    expect(await grid.getAttribute("aria-rowcount")).toBe("401");
    expect(await grid.getByRole("row").count()).toBeLessThan(80);

    await grid.getByRole("button", { name: "size" }).first().click();
    await grid.getByRole("button", { name: "size" }).first().click();
    await page.getByRole("columnheader", { name: "size" }).first().waitFor();
    await grid.getByRole("gridcell", { name: "109" }).first().waitFor();

    await grid.getByLabel("Filter floor").fill("failing");
    await page.keyboard.press("Enter");
    await page.getByText("8 of 400 rows").waitFor();
    expect(await grid.getByText("n,n,").count()).toBe(8);
    expect(await findings(page)).toEqual([]);

    await grid.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    expect(await grid.getAttribute("aria-activedescendant")).toBe("cell-1-6");
    await page.keyboard.press("Escape");
    await grid.waitFor({ state: "detached" });
    await importScreen(page).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
