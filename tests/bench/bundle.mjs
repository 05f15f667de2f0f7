import { resolve } from "node:path";
import { rolldown } from "rolldown";

/**
 * Bundles what runs TypeScript of `src`. Returns the paths of the bundled entries.
 * @param {string} folder
 */
export async function bundleBench(folder) {
  const input = {
    "own-run": resolve("tests/bench/own-run.mjs"),
    "csv-tasks": resolve("tests/bench/csv-tasks.mjs"),
    "read-times": resolve("tests/bench/read-times.mjs"),
    "kernel-thread": resolve("src/cli/kernel-thread.mjs"),
  };
  const build = await rolldown({ input, platform: "node", logLevel: "silent" });
  await build.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await build.close();
  return {
    ownRun: `${folder}/own-run.mjs`,
    csvTasks: `${folder}/csv-tasks.mjs`,
    readTimes: `${folder}/read-times.mjs`,
  };
}
