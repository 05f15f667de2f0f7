import { readFileSync } from "node:fs";
import { join } from "node:path";
import { metricById } from "../../src/boosting/metrics/index.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import { createCommandHost } from "../../src/cli/command-host.ts";
import { readTableFile } from "../../src/cli/files.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { encode, labelledRows } from "../../src/data/encode.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { benchExperiment } from "./bench-experiment.mjs";

/**
 * RFRBoost on one data set by the protocol of its paper, in a process of its own: a job as JSON in, a result as JSON
 * out. 5,000 rows at most of a shuffled table, five folds, targets standardised and cut at +-3 as the inputs are.
 * Seconds are the processor's, so that a busy machine counts less.
 */
const ROWS = 5000;
const FOLDS = 5;
const CLIP = 3;
const TASKS = { regression: "regression", binary: "binary", "multi-class": "multiclass" };

const job = JSON.parse(process.argv[2]);
const meta = JSON.parse(readFileSync(join(job.folder, "meta.json"), "utf8"));
const { table } = await readTableFile(join(job.folder, meta.file), {});
const task = TASKS[meta.task];
const isPoint = task === "regression";
const threads = {
  start: nodeThreads(new URL("./kernel-thread.mjs", import.meta.url)),
  count: job.threads ?? 1,
};
const { backend } = await createBackends({ threads, now: () => performance.now() }).select("wasm");

const random = createRandomSource(42, "rfr bench");
const order = Array.from({ length: table.rowCount }, (_, row) => ({ row, key: random.uniform(row) }))
  .sort((left, right) => left.key - right.key || left.row - right.row)
  .slice(0, ROWS)
  .map(({ row }) => row);

/** A target in spreads, cut. */
function standardised(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => Math.max(-CLIP, Math.min(CLIP, (value - mean) / spread)));
}

const columns = table.columns
  .filter(({ name }) => !meta.ignore.includes(name))
  .map((column) => {
    if (column.kind !== "number")
      return { ...column, codes: Int32Array.from(order, (row) => column.codes[row]) };
    const values = Float64Array.from(order, (row) => column.values[row]);
    const isTarget = column.name === meta.target && isPoint;
    return { ...column, values: isTarget ? standardised(values) : values, failing: [], failingCount: 0 };
  });

/** Rows of the shuffled table as a table. */
function rowsOf(rows) {
  return {
    rowCount: rows.length,
    columns: columns.map((column) =>
      column.kind === "number"
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
    ),
  };
}

async function train(input, fold) {
  const experiment = benchExperiment({ kind: task, values: job.values, rounds: job.rounds });
  const [run] = experiment.runs;
  const context = { backend, host: createCommandHost(), recording: "last-round", keepOpen: false };
  const whole = {
    ...experiment,
    data: { ...experiment.data, target: meta.target, categorical: meta.categorical },
    runs: [{ ...run, engine: "rfrboost" }],
    seed: fold + 1,
  };
  let open = null;
  for await (const event of runExperiment(whole, input, context)) {
    if (event.kind === "start") open = event.open;
    else if (event.kind === "end") return open;
  }
  throw new Error("Training ended without a model.");
}

const scores = [];
const seconds = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const all = order.map((_, at) => at);
  const cut = (part) => Math.floor((part * all.length) / FOLDS);
  const isTest = (at) => at >= cut(fold) && at < cut(fold + 1);
  const before = process.cpuUsage();
  const model = await train({ table: rowsOf(all.filter((at) => !isTest(at))) }, fold);
  const { user, system } = process.cpuUsage(before);
  seconds.push((user + system) / 1e6);
  const test = rowsOf(all.filter(isTest));
  const { engine, header, records } = model;
  const data = encode(test, header.encoder, labelledRows(test, header.encoder));
  const raw = engine.rawScores(header, records, data, { kind: "stateAfter", rounds: job.rounds }, backend);
  const metric = isPoint ? "rmse" : task === "binary" ? "error" : "merror";
  const value = metricById(metric).compute(predictionsOf(header.outputs, raw), data.target.values, undefined);
  scores.push(isPoint ? value : 1 - value);
}
console.log(JSON.stringify({ rows: order.length, scores, seconds }));
backend.dispose();
