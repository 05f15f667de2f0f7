import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { findBrowser, installAdvice } from "../run/find-browser.mjs";
import { madeTable } from "./made-table.mjs";

const ROWS = 100_000;
/** A table that takes seconds to read, and no question. */
const READ_ROWS = 300_000;
const READ_TIMES = 5;
const INPUTS = 300;
const LIMIT_MS = 50;

/**
 * Reads a table, then trains on 100,000 rows in the page and, while that goes on, moves the mouse, presses keys and
 * clicks. Delay is from the moment the browser got the input until the page's own code sees it. True = p95 is under 50 ms.
 */
export async function benchPage() {
  const executablePath = findBrowser("chromium");
  if (executablePath === null) throw new Error(installAdvice("chromium"));
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
    const reading = page.getByText(/^Reading |Looking for traps/);
    const delays = [];
    for (let time = 0; time < READ_TIMES; time++) {
      await openTable(page, READ_ROWS);
      await reading.first().waitFor();
      delays.push(...(await inputDelays(page, reading)));
      await page.keyboard.press("Escape");
    }
    const isCalmReading = tell(`reading ${READ_ROWS} rows, ${READ_TIMES} times`, delays);
    await startTraining(page);
    const training = page.getByText(/Training, round/);
    const isCalmTraining = tell(`training on ${ROWS} rows`, await inputDelays(page, training));
    return isCalmReading && isCalmTraining;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {string} what @param {number[]} delays */
function tell(what, delays) {
  const p95 = percentile(delays, 0.95);
  const [middle, most] = [percentile(delays, 0.5), Math.max(...delays)];
  const figures = `median ${middle.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${most.toFixed(1)} ms`;
  console.log(`input delay while ${what}, ${delays.length} inputs: ${figures}`);
  return p95 < LIMIT_MS;
}

/** @param {import("playwright-core").Page} page @param {number} rows */
async function openTable(page, rows) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open table…" }).click();
  await (await chooser).setFiles(madeTable(rows, 10));
}

/** @param {import("playwright-core").Page} page */
async function startTraining(page) {
  await openTable(page, ROWS);
  const screen = page.getByRole("main", { name: /^Import / });
  await screen.getByLabel("Predict").selectOption({ label: "y" });
  await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
  await page
    .getByText(/Training, round [1-9]/)
    .first()
    .waitFor();
}

/**
 * While something is on the page.
 * @param {import("playwright-core").Page} page @param {import("playwright-core").Locator} going
 */
async function inputDelays(page, going) {
  await page.evaluate(() => {
    const isListening = window.inputDelays !== undefined;
    window.inputDelays = [];
    if (isListening) return;
    const seen = (event) => window.inputDelays.push(performance.now() - event.timeStamp);
    for (const type of ["mousemove", "mousedown", "keydown"])
      window.addEventListener(type, seen, { capture: true });
  });
  const back = page.getByRole("button", { name: /^Back one round/ });
  for (let i = 0; i < INPUTS && (i % 20 > 0 || (await going.count()) > 0); i++) {
    await page.mouse.move(400 + (i % 50) * 12, 300 + (i % 7) * 40);
    if (i % 10 === 5) await page.keyboard.press(i % 20 === 5 ? "ArrowLeft" : "ArrowRight");
    if (i % 50 === 25 && (await back.count()) > 0 && (await page.getByRole("dialog").count()) === 0)
      await back.click();
  }
  return page.evaluate(() => window.inputDelays);
}

/** @param {number[]} values @param {number} share */
function percentile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
