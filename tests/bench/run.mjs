import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";

/** `npm run bench`: own engine against others; `-- --parity`: their losses; `-- --read`: reading CSV against pandas; `-- --page`: the page under
 * load, and its clock. */
const { values } = parseArgs({
  options: {
    page: { type: "boolean" },
    parity: { type: "boolean" },
    read: { type: "boolean" },
    tasks: { type: "string" },
    engines: { type: "string" },
    repeats: { type: "string", default: "3" },
    threads: { type: "string", default: "1" },
  },
});
const list = (/** @type {string | undefined} */ text) => text?.split(",") ?? null;

if (values.page) {
  const { benchPage } = await import("./page.mjs");
  const { benchClock } = await import("./page-clock.mjs");
  const isCalm = await benchPage();
  process.exitCode = (await benchClock()) && isCalm ? 0 : 1;
} else {
  await import("../../src/compute/wasm/build-kernels.mjs");
  const { bundleBench } = await import("./bundle.mjs");
  const folder = mkdtempSync(`${tmpdir()}/boosting-lab-bench-`);
  try {
    const { ownRun, csvTasks, readTimes } = await bundleBench(folder);
    if (values.read) {
      const { benchReading } = await import("./read-csv.mjs");
      benchReading({ folder, bundle: readTimes, repeats: Number(values.repeats) });
    } else if (values.parity) {
      const { compareModels } = await import("./compare-models.mjs");
      const isEqual = await compareModels({ folder, bundle: ownRun, csvTasks, only: list(values.tasks) });
      process.exitCode = isEqual ? 0 : 1;
    } else {
      const { timeEngines } = await import("./time-engines.mjs");
      const { tasks, engines, repeats } = values;
      timeEngines({
        folder,
        bundle: ownRun,
        tasks: list(tasks),
        engines: list(engines),
        repeats: Number(repeats),
        threads: Number(values.threads),
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
