import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { modelSumOf, openLab, runCard, untilTrained } from "./lab-page.ts";
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
