import { chromium } from "playwright-core";
import { browserOrInstall } from "../run/find-browser.mjs";
import { serveTensorPage } from "../run/tensor-page.mjs";

/** `--optimizer=ID`: the rule; some of them step beside the device. */
const optimizer = process.argv.find((word) => word.startsWith("--optimizer="))?.slice(12) ?? "adam";
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));

/** One fitted net by the own kernel and by tfjs in Chromium; `node tests/bench/tensors.mjs`: docs/net-backends.md. */
const TASKS = [
  { name: "32 units, batch 2,048", units: 32, batch: 2048, rows: 20_000 },
  { name: "512 units, batch 8,192", units: 512, batch: 8192, rows: 20_000 },
];
const WAYS = asked.length > 0 ? asked : ["own", "wasm", "cpu"];
const TIMES = 3;

const served = await serveTensorPage();
const browser = await chromium.launch({
  executablePath: browserOrInstall("chromium") ?? "",
  args: ["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
});
for (const { name, units, batch, rows } of TASKS) {
  for (const way of WAYS) {
    const taken = [];
    for (let time = 0; time < (way === "own" || way === "wasm" ? TIMES : 1); time++) {
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      await page.goto(served.address);
      await page.addScriptTag({ content: served.code });
      taken.push(await page.evaluate(`bits.seconds("${way}", ${units}, ${batch}, ${rows}, "${optimizer}")`));
      await page.close();
    }
    const median = taken.sort((a, b) => a - b)[taken.length >> 1];
    console.log(`${name}: ${way} ${median.toFixed(3)} s`);
  }
}
await browser.close();
served.close();
