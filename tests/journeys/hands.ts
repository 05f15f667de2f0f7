import type { Driver } from "./driver.ts";

export async function rowOf(lab: Driver): Promise<number> {
  return lab.page.$eval("[aria-label='Row that is marked']", (field) =>
    Number((field as HTMLInputElement).value),
  );
}

export async function tabTo(lab: Driver, text: string): Promise<void> {
  for (let step = 0; step < 40; step++) {
    const at = await lab.page.evaluate(() => {
      const element = document.activeElement;
      return (element?.closest("label") ?? element)?.textContent ?? "";
    });
    if (at.trim() === text) return;
    await lab.press("Tab");
  }
  throw new Error(`Tab does not reach "${text}".`);
}

async function placeIn(lab: Driver, selector: string, across: number, down: number) {
  await lab.until((wanted) => document.querySelector(wanted) !== null, selector);
  const box = await lab.page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

export async function clickAt(lab: Driver, selector: string, across: number, down: number): Promise<void> {
  const { x, y } = await placeIn(lab, selector, across, down);
  await lab.page.mouse.click(x, y);
}

export async function drag(
  lab: Driver,
  selector: string,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const start = await placeIn(lab, selector, ...from);
  const end = await placeIn(lab, selector, ...to);
  await lab.page.mouse.move(start.x, start.y);
  await lab.page.mouse.down();
  await lab.page.mouse.move(end.x, end.y, { steps: 8 });
  await lab.page.mouse.up();
}

/** Until so many pictures of runs can be seen. */
export async function untilPanels(lab: Driver, count: number): Promise<void> {
  await lab.until(
    (wanted) =>
      [...document.querySelectorAll(".run-column .chart-frame")].filter(
        (frame) => frame.getClientRects().length > 0,
      ).length === wanted,
    count,
  );
}
