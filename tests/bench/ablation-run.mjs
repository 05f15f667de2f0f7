import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createCommandHost } from "../../src/cli/command-host.ts";
import { readTableFile } from "../../src/cli/files.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { benchExperiment } from "./bench-experiment.mjs";

/**
 * One data set, one run for each variant, again and again with other splits and seeds: the loss of the test rows at the
 * round that the validation rows choose. All variants of a repetition share rows and random numbers.
 */
const job = JSON.parse(process.argv[2]);
const meta = JSON.parse(readFileSync(join(job.folder, "meta.json"), "utf8"));
const whole = (await readTableFile(join(job.folder, meta.file), {})).table;
const { backend } = await createBackends({ now: () => performance.now() }).select("wasm");
const task = meta.task === "multi-class" ? "multiclass" : meta.task;
const metric = { regression: "rmse", binary: "logloss", multiclass: "mlogloss" }[task];

/** So many rows at random. */
function sampleOf(table, most) {
  const random = createRandomSource(1, "rows");
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
    .map((row) => [random.uniform(row), row])
    .sort(([left], [right]) => left - right)
    .slice(0, most)
    .map(([, row]) => row);
  const columns = table.columns.map((column) =>
    column.kind === "number"
      ? {
          ...column,
          values: Float64Array.from(rows, (row) => column.values[row]),
          failing: [],
          failingCount: 0,
        }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
  );
  return { rowCount: rows.length, columns };
}

const table = sampleOf(whole, job.rows);
const experiment = benchExperiment({ kind: task, values: {}, rounds: job.rounds });
const runs = job.variants.map((values) => ({
  ...defaultRun("grownet", task),
  values,
  rounds: job.rounds,
  earlyStopping: job.rounds,
}));
const losses = [];
for (let seed = 0; seed < job.repeats; seed++) {
  const data = { ...experiment.data, target: meta.target, ignored: meta.ignore ?? [] };
  const split = randomSplit(0.15, 0.25);
  const input = { ...experiment, task, data, split, runs, metrics: [metric], seed };
  const context = { backend, host: createCommandHost(), recording: "last-round" };
  const ofSeed = [];
  for await (const event of runExperiment(input, { table }, context)) {
    if (event.kind === "end") ofSeed.push(event.metrics.test[metric]);
  }
  losses.push(ofSeed);
}
console.log(JSON.stringify({ losses, metric, rows: table.rowCount, testShare: 0.25, trainShare: 0.6 }));
