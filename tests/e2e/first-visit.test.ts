import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { openLab, shownRound, statusLine, untilTrained } from "./lab-page.ts";
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

describe("a first visit", () => {
  it("shows an experiment that moves by itself, and talks to nobody", async () => {
    const { page, problems, requests } = await openLab(browser, server.address);
    const slider = page.getByRole("slider", { name: "Round", exact: true });
    await slider.waitFor();
    await page.waitForFunction(() => {
      const input = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="Round"]');
      return input !== null && Number(input.value) > 0;
    });
    const early = await shownRound(page);
    await untilTrained(page);
    await page.waitForFunction(
      (round) => {
        const input = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="Round"]');
        return input !== null && Number(input.value) > round;
      },
      Math.min(early, 119),
    );
    expect(await page.getByRole("article").count()).toBe(3);
    await page.getByRole("treeitem").nth(2).waitFor();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(requests.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url))).toEqual(
      [],
    );
    // what only a link, a file or another data set needs is not fetched
    expect(requests.filter((url) => /\/(links|share-link|samples|shapes|friedman)-/.test(url))).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("is played, stepped and scrubbed by keyboard", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    await page.locator("body").press("Home");
    expect(await shownRound(page)).toBe(0);
    await page.locator("body").press("ArrowRight");
    expect(await shownRound(page)).toBe(1);
    await page.getByRole("slider", { name: "Round", exact: true }).focus();
    await page.keyboard.press("End");
    expect(await shownRound(page)).toBe(120);
    await page.getByRole("button", { name: /^First round/ }).click();
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    await page.waitForFunction(() => {
      const input = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="Round"]');
      return input !== null && Number(input.value) >= 3;
    });
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("opens the experiment of a link, and says when a link is damaged", async () => {
    const first = await openLab(browser, server.address);
    await first.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await untilTrained(first.page);
    const rate = first.page.getByRole("textbox", { name: "GBDT, Rate" });
    await rate.fill("0.37");
    await rate.press("Enter");
    await first.page.getByRole("button", { name: "Copy link" }).click();
    await first.page
      .getByText(/copied/i)
      .first()
      .waitFor();
    const link = await first.page.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(`${server.address}#s=2.`)).toBe(true);
    await first.page.context().close();

    const second = await openLab(browser, link);
    await untilTrained(second.page);
    expect(await second.page.getByRole("textbox", { name: "GBDT, Rate" }).inputValue()).toBe("0.37");
    await second.page.context().close();

    const third = await openLab(browser, `${server.address}#s=1.broken`);
    await third.page.getByRole("alert").getByText("link.malformed").waitFor();
    await statusLine(third.page, /trained\./).waitFor();
    expect(third.problems).toEqual([]);
    await third.page.context().close();
  });
});
