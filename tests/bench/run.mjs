import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

/**
 * `npm run bench`: own engine against others; `-- --parity`: their losses; `-- --read`: reading CSV against pandas;
 * `-- --uci`: NGBoost on the table of its paper; `-- --survival`: on censored times beside XGBoost's AFT; `-- --grownet`: GrowNet against PyTorch; `-- --ablation`: GrowNet without its parts; `-- --gbnn`: GBNN's error over its active units;
 * `-- --rfr`: RFRBoost beside its authors' results; `-- --coverage`: how often intervals of comparisons hold the truth;
 * `-- --loaded`: beside a second process; `-- --linear`: time over rows, columns and rounds; `-- --page`: the page under
 * load, and its clock.
 */
const { values } = parseArgs({
  options: {
    page: { type: "boolean" },
    parity: { type: "boolean" },
    read: { type: "boolean" },
    loaded: { type: "boolean" },
    linear: { type: "boolean" },
    uci: { type: "boolean" },
    survival: { type: "boolean" },
    gbnn: { type: "boolean" },
    rfr: { type: "boolean" },
    coverage: { type: "boolean" },
    grownet: { type: "boolean" },
    ablation: { type: "boolean" },
    folder: { type: "string", default: "../shared/data" },
    splits: { type: "string", default: "5" },
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
  mkdirSync(".cache", { recursive: true });
  const folder = mkdtempSync(resolve(".cache/bench-"));
  try {
    const {
      ownRun,
      pageRun,
      csvTasks,
      readTimes,
      ablationRun,
      grownetRun,
      gbnnRun,
      rfrRun,
      uciRun,
      coverageRun,
    } = await bundleBench(folder);
    if (values.coverage) {
      await (await import("./coverage.mjs")).benchCoverage(coverageRun);
    } else if (values.read) {
      const { benchReading } = await import("./read-csv.mjs");
      benchReading({ folder, bundle: readTimes, repeats: Number(values.repeats) });
    } else if (values.uci) {
      const { benchUci } = await import("./uci.mjs");
      benchUci({
        bundle: uciRun,
        folder: values.folder,
        tasks: list(values.tasks),
        splits: Number(values.splits),
        repeats: Number(values.repeats),
      });
    } else if (values.survival) {
      const { benchSurvival } = await import("./survival.mjs");
      benchSurvival({
        work: folder,
        folder: values.folder,
        tasks: list(values.tasks),
        repeats: Number(values.repeats),
      });
    } else if (values.rfr) {
      const { benchRfr } = await import("./rfr.mjs");
      benchRfr({ bundle: rfrRun, folder: values.folder, tasks: list(values.tasks) });
    } else if (values.ablation) {
      const { benchAblation } = await import("./ablation.mjs");
      benchAblation({
        bundle: ablationRun,
        folder: values.folder,
        tasks: list(values.tasks),
        repeats: Number(values.repeats),
      });
    } else if (values.grownet) {
      const { benchGrownet } = await import("./grownet.mjs");
      benchGrownet({
        bundle: grownetRun,
        folder,
        tasks: list(values.tasks),
        repeats: Number(values.repeats),
      });
    } else if (values.gbnn) {
      const { benchGbnn } = await import("./gbnn.mjs");
      benchGbnn({
        bundle: gbnnRun,
        folder: values.folder,
        tasks: list(values.tasks),
        splits: Number(values.splits),
      });
    } else if (values.parity) {
      const { compareModels } = await import("./compare-models.mjs");
      const isEqual = await compareModels({ folder, bundle: ownRun, csvTasks, only: list(values.tasks) });
      process.exitCode = isEqual ? 0 : 1;
    } else {
      const how = {
        folder,
        bundle: ownRun,
        pageBundle: pageRun,
        tasks: list(values.tasks),
        engines: list(values.engines),
        repeats: Number(values.repeats),
        threads: Number(values.threads),
      };
      if (values.loaded) (await import("./time-loaded.mjs")).timeLoaded(how);
      else if (values.linear) (await import("./time-growth.mjs")).timeGrowth(how);
      else {
        if (how.engines?.includes("page") ?? true) await (await import("vite")).build({ logLevel: "warn" });
        (await import("./time-engines.mjs")).timeEngines(how);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
