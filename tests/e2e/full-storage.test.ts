import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { untilKept } from "./kept-works.ts";
import { modelSumOf, openLab, statusLine, untilTrained } from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const ROUNDS = 2000;
/** Room for one work of so many rounds, and for a part of a second one. */
const QUOTA_BYTES = 8_000_000;

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A page of the origin that keeps nothing, and holds the quota down as long as it is open. */
async function openWithQuota() {
  const opened = await openLab(browser, "about:blank");
  await opened.page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await opened.page.goto(`${server.address}icon.svg`);
  const session = await opened.page.context().newCDPSession(opened.page);
  await session.send("Storage.overrideQuotaForOrigin", {
    origin: server.address,
    quotaSize: QUOTA_BYTES,
  });
  return opened;
}

async function trainLong(page: Page): Promise<void> {
  await page.goto(server.address);
  await untilTrained(page);
  const field = page.getByRole("textbox", { name: "Rounds" });
  await field.fill(String(ROUNDS));
  await field.press("Enter");
  await page
    .getByRole("button", { name: /^Train/ })
    .first()
    .click();
  await statusLine(page, /Training, round/).waitFor();
  await untilTrained(page);
}

describe("a browser whose storage fills during a run", () => {
  it("loses nothing, says what has no room, and keeps on as soon as another work is erased", async () => {
    const { page: holder } = await openWithQuota();
    const context = holder.context();
    const older = await context.newPage();
    await trainLong(older);
    await untilKept(older, ({ runs }) => runs[0]?.newestRound === ROUNDS);
    await older.close();

    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await trainLong(page);
    const notice = page.getByRole("alert").getByText(/no more room: .*GBDT/);
    await notice.waitFor();
    const sum = await modelSumOf(page, "GBDT");

    // What found room is there after a reload, and goes on to the same model.
    await page.reload();
    const cut = page.getByText(new RegExp(`GBDT was cut off at round \\d+ of ${ROUNDS}`));
    await cut.waitFor();
    const keptRound = Number(/round (\d+)/.exec((await cut.textContent()) ?? "")?.[1]);
    expect(keptRound).toBeGreaterThan(0);
    expect(keptRound).toBeLessThan(ROUNDS);
    while ((await page.getByRole("button", { name: "Go on", exact: true }).count()) > 0)
      await page.getByRole("button", { name: "Go on", exact: true }).first().click();
    await untilTrained(page);
    expect(await modelSumOf(page, "GBDT")).toBe(sum);
    await notice.waitFor();

    await page.getByRole("alert").getByRole("button", { name: "See what is kept" }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("listitem")
      .filter({ hasNotText: "on screen" })
      .getByRole("button", { name: /^Erase/ })
      .click();
    await untilKept(page, ({ runs }) => runs[0]?.newestRound === ROUNDS && runs.length === 3);
    await notice.waitFor({ state: "detached" });
    await page.reload();
    await untilTrained(page);
    expect(await modelSumOf(page, "GBDT")).toBe(sum);
    expect(problems).toEqual([]);
    await context.close();
  });
});
