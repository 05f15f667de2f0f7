import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lab, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import { chooseCsv, importScreen, modelSumOf, openLab, trapsFound, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const csv = files.write("letor.csv", csvOfQueries(40, 9));

/** Grades follow f1 within a query; f2 is the same for all of its documents and much larger. */
function csvOfQueries(queryCount: number, documents: number): string {
  const lines: string[] = [];
  for (let query = 0; query < queryCount; query++) {
    for (let document = 0; document < documents; document++) {
      const f1 = ((query * documents + document) * 7919) % 1000;
      const noise = ((query * documents + document) * 104729) % 97;
      const relevance = Math.min(3, Math.floor((f1 + noise) / 270));
      lines.push(`q${query},${f1 / 100},${(query * 37) % 50},${relevance}`);
    }
  }
  return `qid,f1,f2,relevance\n${lines.join("\n")}\n`;
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

describe("a table of queries", () => {
  it("is ranked as suggested, seen query by query, and is the same model in a terminal", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await chooseCsv(page, csv);
    const screen = importScreen(page);
    await screen.getByLabel("Ranked within").waitFor();
    expect(await screen.getByLabel("Ranked within").inputValue()).toBe("qid");
    await screen.getByText("the rows of one stay together").waitFor();
    await trapsFound(page);
    await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
    await screen.waitFor({ state: "detached" });
    await untilTrained(page);

    const column = page.getByRole("article", { name: "GBDT", exact: true });
    await column.getByText(/^Query q\d+, NDCG/).waitFor();
    await column.getByRole("button", { name: /Documents of query/ }).waitFor();
    await page.getByRole("button", { name: "Test rows", exact: true }).click();
    const row = page.getByLabel("Row that is marked", { exact: true });
    await row.fill("0");
    await row.press("Enter");
    await column.getByText(/^Query q0, NDCG/).waitFor();
    await column.getByText("Push up or down").first().waitFor();

    const ours = await modelSumOf(page, "GBDT");
    const terminal = lab([
      ...["train", "--data", csv, "--target", "relevance", "--query", "qid", "--engine", "gbdt"],
      ...[
        "--set",
        "learning_rate=0.1",
        "--set",
        "max_depth=3",
        "--rounds",
        "120",
        "--seed",
        "42",
        "--valid-fraction",
        "0.2",
        "--json",
      ],
    ]);
    expect(terminal.stderr).toBe("");
    expect(JSON.parse(terminal.stdout).modelSha256).toBe(ours);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
