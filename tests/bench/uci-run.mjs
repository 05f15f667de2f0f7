import { readFileSync } from "node:fs";
import { join } from "node:path";
import { metricById } from "../../src/boosting/metrics/index.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import { createCommandHost } from "../../src/cli/command-host.ts";
import { readTableFile } from "../../src/cli/files.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { benchExperiment } from "./bench-experiment.mjs";

/**
 * NGBoost on one data set of the paper's table, in a process of its own: a job as JSON in, a result as JSON out.
 * `protocol`: per split, 20 % of the training rows choose the round (by validation NLL, and by validation RMSE), then all
 * training rows are trained on and the test rows judged at both rounds. Else: so many rounds
 * on the first split, timed in the new process and again in the same one.
 */
const job = JSON.parse(process.argv[2]);
const meta = JSON.parse(readFileSync(join(job.folder, "meta.json"), "utf8"));
const { table } = await readTableFile(join(job.folder, meta.file), {});
const splits = JSON.parse(readFileSync(join(job.folder, "splits.json"), "utf8")).test;
const threads = {
  start: nodeThreads(new URL("./kernel-thread.mjs", import.meta.url)),
  count: job.threads ?? 1,
};
const { backend } = await createBackends({ threads, now: () => performance.now() }).select("wasm");

/** Rows of a table as a table. */
function rowsOf(rows) {
  const columns = table.columns
    .filter(({ name }) => !meta.ignore.includes(name))
    .map((column) =>
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

function sharedOut(split) {
  const test = new Set(splits[split]);
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  return { train: rowsOf(rows.filter((row) => !test.has(row))), test: rowsOf(splits[split]) };
}

function experimentOf(rounds, split, more = {}) {
  const experiment = benchExperiment({
    kind: "regression",
    values: { learning_rate: 0.01, ...job.values },
    rounds,
  });
  const [run] = experiment.runs;
  return {
    ...experiment,
    data: { ...experiment.data, target: meta.target },
    runs: [{ ...run, engine: "ngboost" }],
    seed: split + 1,
    ...more,
  };
}

async function train(experiment, input, recording) {
  const context = { backend, host: createCommandHost(), recording, keepOpen: false };
  const rounds = [];
  let open = null;
  for await (const event of runExperiment(experiment, input, context)) {
    if (event.kind === "start") open = event.open;
    else if (event.kind === "round") rounds.push(event.round.metrics);
    else return { open, rounds, end: event.end };
  }
  throw new Error("Training ended without a model.");
}

/** NLL and RMSE of test rows after so many rounds. */
async function judge({ open }, test, rounds) {
  const { encode, labelledRows } = await import("../../src/data/encode.ts");
  const { engine, header, records } = open;
  const data = encode(test, header.encoder, labelledRows(test, header.encoder));
  const scores = engine.rawScores(header, records, data, { kind: "stateAfter", rounds }, backend);
  const predictions = predictionsOf(header.outputs, scores);
  const of = (id) => metricById(id).compute(predictions, data.target.values, undefined);
  return { nll: of("nll"), rmse: of("rmse") };
}

/** Validation is the second of three sets of each metric. */
function bestRound(rounds, metric) {
  let best = 0;
  rounds.forEach((metrics, round) => {
    if (metrics[metric * 3 + 1] < rounds[best][metric * 3 + 1]) best = round;
  });
  return best;
}

if (job.protocol) {
  const results = [];
  for (let split = 0; split < Math.min(job.splits, splits.length); split++) {
    const { train: rows, test } = sharedOut(split);
    const search = experimentOf(job.rounds, split, { split: randomSplit(0.2, 0), metrics: ["nll", "rmse"] });
    const { rounds } = await train(search, { table: rows }, "every-round");
    const byNll = bestRound(rounds, 0);
    const byRmse = bestRound(rounds, 1);
    const model = await train(experimentOf(Math.max(byNll, byRmse, 1), split), { table: rows }, "last-round");
    results.push({
      rounds: { nll: byNll, rmse: byRmse },
      byNll: await judge(model, test, byNll),
      byRmse: await judge(model, test, byRmse),
    });
  }
  console.log(JSON.stringify(results));
} else {
  const { train: rows, test } = sharedOut(0);
  const timed = async () => {
    // a table of its own: trainings of one table share its bins
    const model = await train(experimentOf(job.rounds, 0), { table: { ...rows } }, "last-round");
    return { model, milliseconds: model.end.milliseconds.bin + model.end.milliseconds.train };
  };
  const { milliseconds: cold } = await timed();
  const { model, milliseconds: warm } = await timed();
  console.log(JSON.stringify({ rows: rows.rowCount, cold, warm, ...(await judge(model, test, job.rounds)) }));
}
backend.dispose();
