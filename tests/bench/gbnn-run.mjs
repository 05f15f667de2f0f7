import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { metricById } from "../../src/boosting/metrics/index.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import { createCommandHost } from "../../src/cli/command-host.ts";
import { readTableFile } from "../../src/cli/files.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { encode, labelledRows } from "../../src/data/encode.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { benchExperiment } from "./bench-experiment.mjs";

/**
 * GBNN on one data set in a process of its own: a job as JSON in, a result as JSON out: per split the error of the test
 * rows with the first units switched on alone (RMSE, or the share of wrong classes), and the milliseconds.
 */
const job = JSON.parse(process.argv[2]);
const meta = JSON.parse(readFileSync(join(job.folder, "meta.json"), "utf8"));
const { table } = await readTableFile(join(job.folder, meta.file), {});
const threads = { start: nodeThreads(new URL("./kernel-thread.mjs", import.meta.url)), count: 1 };
const { backend } = await createBackends({ threads, now: () => performance.now() }).select("wasm");
const task = { regression: "regression", binary: "binary", "multi-class": "multiclass" }[meta.task];
const metric = { regression: "rmse", binary: "error", multiclass: "merror" }[task];
const splitsFile = join(job.folder, "splits.json");
const given = existsSync(splitsFile) ? JSON.parse(readFileSync(splitsFile, "utf8")).test : [];

/** Test rows of a split: the set's own, or a tenth by a fixed scattering of row numbers. */
function testRows(split) {
  if (given[split] !== undefined) return given[split];
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  return rows.filter((row) => ((row * 7919) % table.rowCount) % 10 === split);
}

function rowsOf(rows) {
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

function experimentOf(split) {
  const experiment = benchExperiment({ kind: task, values: {}, rounds: job.rounds });
  const run = { ...experiment.runs[0], engine: "gbnn", values: job.values };
  const data = { ...experiment.data, target: meta.target, ignored: meta.ignore };
  return { ...experiment, data: { ...data, categorical: meta.categorical }, runs: [run], seed: split + 1 };
}

async function judge(split) {
  const rows = testRows(split);
  const isTest = new Set(rows);
  const all = Array.from({ length: table.rowCount }, (_, row) => row);
  const train = rowsOf(all.filter((row) => !isTest.has(row)));
  const context = { backend, host: createCommandHost(), recording: "last-round", keepOpen: false };
  let open = null;
  let milliseconds = 0;
  for await (const event of runExperiment(experimentOf(split), { table: train }, context)) {
    if (event.kind === "start") open = event.open;
    else if (event.kind === "end") milliseconds = event.end.milliseconds.train;
  }
  const { engine, header, records } = open;
  const test = rowsOf(rows);
  const data = encode(test, header.encoder, labelledRows(test, header.encoder));
  const errors = job.units.map((units) => {
    const prefix = { kind: "iterationRange", rounds: units / job.values.hidden_units };
    const predictions = predictionsOf(
      header.outputs,
      engine.rawScores(header, records, data, prefix, backend),
    );
    return metricById(metric).compute(predictions, data.target.values, undefined);
  });
  return { errors, milliseconds };
}

const results = [];
for (let split = 0; split < job.splits; split++) results.push(await judge(split));
console.log(JSON.stringify({ rows: table.rowCount, results }));
backend.dispose();
