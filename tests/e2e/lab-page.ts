import type { Browser, Download, Locator, Page, Route } from "playwright-core";
import { onTestFailed } from "vitest";

/** The page under test, and everything it should not have done. */
export interface LabPage {
  readonly page: Page;
  /** Errors thrown or logged, and breaches of the content security policy. */
  readonly problems: readonly string[];
  /** Addresses asked for, in order. */
  readonly requests: readonly string[];
}

/** Until an awaited event counts as missing: a machine under load, with a GPU in software, takes its time. */
const PATIENCE = 90_000;

/** `isolated: false`: as served by a host that sends no headers for shared memory. */
export async function openLab(
  browser: Browser,
  address: string,
  { isolated = true }: { readonly isolated?: boolean } = {},
): Promise<LabPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  if (!isolated) await context.route("**/*", withoutIsolation);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => problems.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  onTestFailed(({ task }) => {
    console.error(`${task.name}: the page had ${problems.length} problems`, problems);
  });
  await page.goto(address);
  return { page, problems, requests };
}

async function withoutIsolation(route: Route): Promise<void> {
  const response = await route.fetch();
  const headers = Object.entries(response.headers()).filter(([name]) => !name.startsWith("cross-origin-"));
  await route.fulfill({ response, headers: Object.fromEntries(headers) });
}

/** The line that says what training does. */
export function statusLine(page: Page, text: RegExp): Locator {
  return page.getByRole("region", { name: "Round clock" }).getByText(text);
}

export async function untilTrained(page: Page): Promise<void> {
  await statusLine(page, /trained\./).waitFor();
}

/** Opens a file as a user does, chooses the target and starts. */
export async function importCsv(page: Page, file: string, target: string): Promise<void> {
  await chooseCsv(page, file);
  const screen = importScreen(page);
  await screen.getByLabel("Predict").selectOption({ label: target });
  await trapsFound(page);
  await screen.getByRole("button", { name: /^Train( and compare)?$/ }).click();
  await screen.waitFor({ state: "detached" });
}

export async function chooseCsv(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open table…" }).click();
  await (await chooser).setFiles(file);
}

/** The screen of a table that waits for its decisions. */
export function importScreen(page: Page): Locator {
  return page.getByRole("main", { name: /^Import / });
}

/** Until the worker has looked for traps. */
export async function trapsFound(page: Page): Promise<void> {
  await page.getByText("Looking for traps…").waitFor({ state: "detached" });
}

export function runCard(page: Page, name: string): Locator {
  return page.getByRole("region", { name: `Run ${name}`, exact: true });
}

/** SHA-256 of a trained run's model, as the page shows it. */
export async function modelSumOf(page: Page, name: string): Promise<string> {
  const card = runCard(page, name);
  const more = card.getByRole("button", { name: "More settings" });
  if ((await more.count()) > 0 && (await more.getAttribute("aria-expanded")) === "false") await more.click();
  const sum = card.locator("[data-model-sha256]");
  await sum.waitFor();
  return (await sum.getAttribute("data-model-sha256")) ?? "";
}

/** Clicks what saves a file and returns its text. */
export async function savedText(page: Page, button: Locator): Promise<string> {
  const download = page.waitForEvent("download");
  await button.click();
  return textOf(await download);
}

async function textOf(download: Download): Promise<string> {
  const stream = await download.createReadStream();
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The round that all panels show. */
export async function shownRound(page: Page): Promise<number> {
  return Number(await page.getByRole("slider", { name: "Round", exact: true }).inputValue());
}
