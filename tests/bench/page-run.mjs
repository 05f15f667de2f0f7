import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { engineById } from "../../src/boosting/engines/index.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { encode, labelledRows } from "../../src/data/encode.ts";
import { modelFromJson, modelSha256 } from "../../src/interchange/model-json.ts";
import { findBrowser, installAdvice } from "../run/find-browser.mjs";
import { benchTable } from "./bench-experiment.mjs";
import { readColumns } from "./matrix-file.mjs";

/** One run of the built page's worker in Chromium: a job as JSON in, milliseconds out, raw scores into a file. */
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
if (!existsSync("dist/index.html")) throw new Error("There is no page in dist; run npm run build.");
const worker = readdirSync("dist/assets").find((name) => /^training\.worker-.*\.js$/.test(name));
const server = createServer((request, response) => {
  if (job.threads > 1) for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
  if (request.url === "/data") return createReadStream(job.train.path).pipe(response);
  if (request.url === "/test") return createReadStream(job.test.path).pipe(response);
  if (request.url === "/") return response.setHeader("Content-Type", "text/html").end("<!doctype html>");
  if (!request.url.startsWith("/assets/")) return response.writeHead(404).end();
  response.setHeader("Content-Type", "text/javascript");
  createReadStream(`dist${request.url}`).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
const executablePath = findBrowser("chromium");
if (executablePath === null) throw new Error(installAdvice("chromium"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const { bin, train, predict, again, model: text } = await trainInPage();
await browser.close();
server.close();
const model = modelFromJson(text);
const engine = await engineById("gbdt").meta.load();
const testTable = benchTable(readColumns(job.test));
const test = encode(testTable, model.header.encoder, labelledRows(testTable, model.header.encoder));
const prefix = { kind: "stateAfter", rounds: model.rounds.length };
const scores = engine.rawScores(model.header, model.rounds, test, prefix, jsBackend);
writeFileSync(job.scores, new Uint8Array(scores.values.buffer));
console.log(JSON.stringify({ bin, train, predict, again, memoryMiB: null, modelSha256: modelSha256(model) }));

async function trainInPage() {
  const client = await rolldown({ input: "tests/bench/page-client.ts", logLevel: "silent" });
  const { output } = await client.generate({ format: "iife", name: "bench", codeSplitting: false });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.addScriptTag({ content: output[0].code });
  const { kind, values, rounds, again } = job;
  const data = { data: "/data", rows: job.train.rows, test: "/test", testRows: job.test.rows };
  const own = { worker: `/assets/${worker}`, ...data, kind, values, rounds, again };
  return page.evaluate((given) => globalThis.bench.train(given), own);
}
