import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { launchChromium } from "../e2e/chromium.ts";
import { bits } from "./bits.ts";

async function bundled(): Promise<string> {
  const build = await rolldown({ input: "tests/browser/bits.ts", logLevel: "silent" });
  const { output } = await build.generate({ format: "iife", name: "same", codeSplitting: false });
  return output[0].code;
}

describe("Chromium and Node", () => {
  it("give the same bits: functions, generated tables, models of every engine", async () => {
    const code = await bundled();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: code });
      const there = await page.evaluate("same.bits()");
      const here = await bits();
      expect(Object.keys(here).length).toBeGreaterThanOrEqual(6);
      expect(there).toEqual(here);
    } finally {
      await browser.close();
    }
  });
});
