import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { findBrowser, installAdvice } from "../run/find-browser.mjs";

const ROUNDS = 1000;
const MOVES = 300;
const MOVE_MS = 16;
const FRAME_LIMIT_MS = 16.7;
const DELAY_LIMIT_MS = 50;
const FIRST_PICTURE_LIMIT_MS = 1500;
const VISITS = 5;

/**
 * The clock in a real page: how soon the first picture moves, how long keys and moves wait while 1,000 rounds are
 * trained as fast as they come, and how long the page's thread works for each picture while those are scrubbed.
 * True = all three are within their limits.
 */
export async function benchClock() {
  const executablePath = findBrowser("chromium");
  if (executablePath === null) throw new Error(installAdvice("chromium"));
  await build({ logLevel: "warn" });
  const server = await preview({ preview: { port: 0, host: "localhost" }, logLevel: "silent" });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  const address = `http://localhost:${server.httpServer.address().port}/`;
  try {
    const firsts = [];
    for (let visit = 0; visit < VISITS; visit++) firsts.push(await firstMove(browser, address));
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await trained(page);
    const delays = await delaysWhileTraining(page);
    const frames = await framesWhileScrubbing(browser, page);
    return [
      tell("first moving picture", firsts, 0.5, FIRST_PICTURE_LIMIT_MS),
      tell(`input delay while ${ROUNDS} rounds are trained`, delays, 0.95, DELAY_LIMIT_MS),
      tell(`work a picture while ${ROUNDS} rounds are scrubbed`, frames, 0.95, FRAME_LIMIT_MS),
    ].every(Boolean);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {string} what @param {number[]} values @param {number} share @param {number} limit */
function tell(what, values, share, limit) {
  const at = (/** @type {number} */ part) => percentile(values, part).toFixed(1);
  const figures = `median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
  const isWithin = percentile(values, share) < limit;
  console.log(`${what}, ${values.length} seen: ${figures}; ${isWithin ? "within" : "ABOVE"} ${limit} ms`);
  return isWithin;
}

/** @param {number[]} values @param {number} share */
function percentile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param {import("playwright-core").Page} page */
async function trained(page) {
  await page
    .getByText(/trained\./)
    .first()
    .waitFor();
}

/** From the request to the first round on screen, in a browser that was never here. */
async function firstMove(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  const handle = await page.waitForFunction(() => {
    const round = document.querySelector("[data-round]")?.getAttribute("data-round");
    return Number(round) > 0 ? performance.now() : 0;
  });
  const time = await handle.jsonValue();
  await context.close();
  return time;
}

/** @param {import("playwright-core").Page} page */
async function delaysWhileTraining(page) {
  const rounds = page.getByRole("textbox", { name: "Rounds" });
  await rounds.fill(String(ROUNDS));
  await rounds.press("Enter");
  await page.evaluate(() => {
    window.seen = [];
    const see = (event) => window.seen.push(performance.now() - event.timeStamp);
    for (const type of ["mousemove", "keydown"]) window.addEventListener(type, see, { capture: true });
  });
  await page.getByRole("button", { name: "Train all again" }).click();
  const training = page.getByText(/Training, round/);
  await training.first().waitFor();
  for (let move = 0; move < MOVES && (move % 20 > 0 || (await training.count()) > 0); move++) {
    await page.mouse.move(500 + (move % 60) * 8, 400 + (move % 9) * 12);
    if (move % 10 === 5) await page.keyboard.press(move % 20 === 5 ? "ArrowLeft" : "ArrowRight");
  }
  await trained(page);
  return page.evaluate(() => window.seen);
}

/** Drags the clock back and forth once a picture; the browser's own trace says what each picture cost the page. */
async function framesWhileScrubbing(browser, page) {
  const box = await page.locator(".clock-slider").boundingBox();
  const session = await page.context().newCDPSession(page);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await browser.startTracing(page, { categories: ["cc", "__metadata"] });
  const start = Date.now();
  for (let move = 0; move < MOVES; move++) {
    const x = box.x + 20 + (box.width - 40) * (0.5 + 0.5 * Math.sin(move / 20));
    await session.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y, button: "left", buttons: 1 });
    const rest = start + move * MOVE_MS - Date.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
  const trace = JSON.parse((await browser.stopTracing()).toString());
  await page.mouse.up();
  return trace.traceEvents
    .filter(({ name, ph }) => name === "ProxyMain::BeginMainFrame" && ph === "X")
    .map(({ dur }) => dur / 1000);
}
