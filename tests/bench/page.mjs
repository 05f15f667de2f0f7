import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { findChromium, INSTALL_ADVICE } from "../run/find-chromium.mjs";
import { madeTable } from "./made-table.mjs";

const ROWS = 100_000;
const INPUTS = 300;
const LIMIT_MS = 50;

/**
 * Trains on 100,000 rows in the page and, while that goes on, moves the mouse, presses keys and clicks. Delay is from
 * the moment the browser got the input until the page's own code sees it. True = p95 is under 50 ms.
 */
export async function benchPage() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(INSTALL_ADVICE);
  await build({ logLevel: "warn" });
  const server = await preview({ preview: { port: 0, host: "localhost" }, logLevel: "silent" });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://localhost:${server.httpServer.address().port}/`);
    await page
      .getByText(/trained\./)
      .first()
      .waitFor();
    await startTraining(page);
    const delays = await inputDelays(page);
    const p95 = percentile(delays, 0.95);
    const text = `input delay while training on ${ROWS} rows, ${delays.length} inputs:`;
    console.log(
      `${text} median ${percentile(delays, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${Math.max(...delays).toFixed(1)} ms`,
    );
    return p95 < LIMIT_MS;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {import("playwright-core").Page} page */
async function startTraining(page) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open CSV…" }).click();
  await (await chooser).setFiles(madeTable(ROWS, 10));
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Predict").selectOption({ label: "y" });
  await dialog.getByRole("button", { name: /^Train/ }).click();
  await page
    .getByText(/Training, round [1-9]/)
    .first()
    .waitFor();
}

/** @param {import("playwright-core").Page} page */
async function inputDelays(page) {
  await page.evaluate(() => {
    window.inputDelays = [];
    const seen = (event) => window.inputDelays.push(performance.now() - event.timeStamp);
    for (const type of ["mousemove", "mousedown", "keydown"])
      window.addEventListener(type, seen, { capture: true });
  });
  const training = page.getByText(/Training, round/);
  for (let i = 0; i < INPUTS && (i % 20 > 0 || (await training.count()) > 0); i++) {
    await page.mouse.move(400 + (i % 50) * 12, 300 + (i % 7) * 40);
    if (i % 10 === 5) await page.keyboard.press(i % 20 === 5 ? "ArrowLeft" : "ArrowRight");
    if (i % 50 === 25) await page.getByRole("button", { name: /^Back one round/ }).click();
  }
  return page.evaluate(() => window.inputDelays);
}

/** @param {number[]} values @param {number} share */
function percentile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
