import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** Until nothing fades any more: half way between two themes a button's text has no contrast. */
async function colorsRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A theme that was switched just now is on screen after the next picture.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const fading = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(fading.map((one) => one.finished));
  });
}

/** What axe calls serious or critical, as short lines. */
export async function findings(page: Page): Promise<string[]> {
  await colorsRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}
