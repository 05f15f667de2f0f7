import { resolve } from "node:path";
import { rolldown } from "rolldown";

/**
 * Bundles what runs TypeScript of `src`. Returns the paths of the bundled entries.
 * @param {string} folder
 */
export async function bundleBench(folder) {
  const input = {
    "own-run": resolve("tests/bench/own-run.mjs"),
    "page-run": resolve("tests/bench/page-run.mjs"),
    "csv-tasks": resolve("tests/bench/csv-tasks.mjs"),
    "read-times": resolve("tests/bench/read-times.mjs"),
    "ablation-run": resolve("tests/bench/ablation-run.mjs"),
    "grownet-run": resolve("tests/bench/grownet-run.mjs"),
    "uci-run": resolve("tests/bench/uci-run.mjs"),
    "gbnn-run": resolve("tests/bench/gbnn-run.mjs"),
    "rfr-run": resolve("tests/bench/rfr-run.mjs"),
    "coverage-run": resolve("tests/bench/coverage-run.mjs"),
    "kernel-thread": resolve("src/cli/kernel-thread.mjs"),
  };
  const external = ["playwright-core", "rolldown"];
  const build = await rolldown({ input, external, platform: "node", logLevel: "silent" });
  await build.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await build.close();
  return {
    ownRun: `${folder}/own-run.mjs`,
    pageRun: `${folder}/page-run.mjs`,
    csvTasks: `${folder}/csv-tasks.mjs`,
    readTimes: `${folder}/read-times.mjs`,
    ablationRun: `${folder}/ablation-run.mjs`,
    grownetRun: `${folder}/grownet-run.mjs`,
    uciRun: `${folder}/uci-run.mjs`,
    gbnnRun: `${folder}/gbnn-run.mjs`,
    rfrRun: `${folder}/rfr-run.mjs`,
    coverageRun: `${folder}/coverage-run.mjs`,
  };
}
