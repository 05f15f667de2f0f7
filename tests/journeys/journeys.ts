import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe } from "vitest";
import { servePage } from "../e2e/serve-page.ts";
import { type BrowserName, launch, visit } from "./driver.ts";
import { keptJourneys } from "./kept.ts";
import { keyboardJourneys } from "./keyboard.ts";
import { lightStart } from "./light-start.ts";
import { mouseJourneys } from "./mouse.ts";

const LONGEST_MS = 180_000;

/** What people do in the lab, from the first look to a branch of their own; the same in every browser. */
export function journeysIn(name: BrowserName): void {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof servePage>>;
  const open = () => visit(browser, server.address + (name === "firefox" ? lightStart() : ""));

  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(name), servePage()]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  describe(`in ${name}, by keyboard alone`, { timeout: LONGEST_MS }, () => keyboardJourneys(open));
  describe(`in ${name}, by mouse`, { timeout: LONGEST_MS }, () => mouseJourneys(open));
  describe(`in ${name}`, { timeout: LONGEST_MS }, () => keptJourneys(open));
}
