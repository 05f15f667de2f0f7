import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { findEngines, runEngine } from "./engines.mjs";
import { makeTask, taskForms } from "./generators.mjs";
import { median, printTable } from "./print-table.mjs";
import { startScore } from "./start-score.mjs";

const ROUNDS = 100;
const VALUES = { learning_rate: 0.1, max_depth: 6, lambda: 1, max_bin: 256 };
/** A small task is trained so often again in the same process, once the code is warm. */
const AGAIN = 9;
const SMALL_CELLS = 200_000;
const RECORD = ".cache/bench.json";
const HEADS = [
  "engine",
  "binning s",
  "training s",
  "predict ms",
  "peak MiB",
  "test metric",
  "of XGBoost's time",
  "predicting",
  "again s",
  "of XGBoost's",
];

/**
 * Task x engine, as many threads each, repetitions interleaved; every figure is a median, ratios are taken within a
 * repetition.
 * @param {{ folder: string, bundle: string, pageBundle: string, tasks: string[] | null, engines: string[] | null, repeats: number, threads: number }} options
 */
export function timeEngines({ folder, bundle, pageBundle, tasks, engines, repeats, threads }) {
  const wanted = chooseOf(findEngines(bundle, pageBundle), engines, (engine) => engine.id, "--engines");
  const names = chooseOf(Object.keys(taskForms), tasks, (name) => name, "--tasks");
  const results = names.map((name) => {
    const task = makeTask(name, folder);
    const { rows, features } = task.train;
    const chosen = wanted.filter(({ mostCells }) => takesTask(task, mostCells));
    console.log(`\n${name}: ${rows} x ${features}, ${ROUNDS} rounds, ${task.test.rows} test rows\n`);
    const how = {
      folder,
      rounds: ROUNDS,
      values: { ...VALUES, base_score: startScore(task) },
      inMemory: true,
      threads,
      again: rows * features <= SMALL_CELLS ? AGAIN : 0,
    };
    const runs = Array.from({ length: repeats }, (_, repetition) =>
      chosen.map((engine) => (engine.once && repetition > 0 ? null : runEngine(engine, task, how))),
    );
    const summary = chosen.map((engine, at) => summarise(engine, at, runs));
    printTable(HEADS, summary.map(cellsOf));
    return { task: name, rows, features, testRows: task.test.rows, engines: summary };
  });
  const machine = { cores: cpus().length, processor: cpus()[0].model, node: process.version };
  mkdirSync(".cache", { recursive: true });
  const parameters = { ...VALUES, rounds: ROUNDS, threads, repeats };
  writeFileSync(RECORD, `${JSON.stringify({ machine, parameters, results }, null, 1)}\n`);
  console.log(
    `\nMedians of ${repeats} (YDF: one run); peak is above the raw data. All single runs: ${RECORD}`,
  );
}

/** @param {import("./generators.mjs").Task} task @param {number | undefined} mostCells */
function takesTask({ kind, train, test }, mostCells = Number.POSITIVE_INFINITY) {
  if (mostCells === Number.POSITIVE_INFINITY) return true;
  return kind !== "multiclass" && Math.max(train.rows, test.rows) * train.features <= mostCells;
}

/** @template T @param {T[]} all @param {string[] | null} wanted @param {(item: T) => string} idOf @param {string} flag */
function chooseOf(all, wanted, idOf, flag) {
  if (wanted === null) return all;
  const unknown = wanted.filter((id) => !all.some((item) => idOf(item) === id));
  if (unknown.length > 0)
    throw new Error(`${flag}: no ${unknown.join(", ")} here; there is ${all.map(idOf).join(", ")}.`);
  return all.filter((item) => wanted.includes(idOf(item)));
}

/**
 * @param {import("./engines.mjs").BenchEngine} engine @param {number} at Its place in every repetition.
 * @param {(import("./engines.mjs").BenchResult | null)[][]} repetitions
 */
function summarise({ id, label }, at, repetitions) {
  const own = repetitions.map((results) => results[at]).filter((result) => result !== null);
  const ratiosOf = (/** @type {(result: import("./engines.mjs").BenchResult) => number} */ time) => {
    const ratios = repetitions.flatMap((results) => {
      const native = results.find((result) => result?.engine === "xgboost");
      const ratio = native === undefined || results[at] === null ? NaN : time(results[at]) / time(native);
      return Number.isNaN(ratio) ? [] : [ratio];
    });
    return ratios.length === 0 ? null : median(ratios);
  };
  const mid = (/** @type {"bin" | "train" | "predict" | "memoryMiB"} */ key) =>
    own[0][key] === null ? null : median(own.map((result) => result[key]));
  return {
    id,
    label,
    binMs: mid("bin"),
    trainMs: mid("train"),
    predictMs: mid("predict"),
    memoryMiB: mid("memoryMiB"),
    metrics: own[0].metrics,
    againMs: own[0].again.length === 0 ? null : median(own.map(timeAgain)),
    ratio: ratiosOf(timeOf),
    againRatio: ratiosOf(timeAgain),
    predictRatio: ratiosOf(({ predict }) => predict),
    ...(own[0].modelSha256 && { modelSha256: own[0].modelSha256 }),
    runs: own,
  };
}

/** @param {import("./engines.mjs").BenchResult} result */
function timeOf({ bin, train }) {
  return bin + train;
}

/** The second and later trainings of a process. @param {import("./engines.mjs").BenchResult} result */
function timeAgain({ again }) {
  return again.length === 0 ? NaN : median(again);
}

/** @param {ReturnType<typeof summarise>} row */
function cellsOf(row) {
  const { label, binMs, trainMs, predictMs, memoryMiB, metrics, ratio, predictRatio } = row;
  return [
    label,
    (binMs / 1000).toFixed(3),
    (trainMs / 1000).toFixed(3),
    predictMs.toFixed(0),
    memoryMiB?.toFixed(0) ?? "",
    Object.entries(metrics)
      .map(([id, value]) => `${id} ${value.toFixed(4)}`)
      .join(", "),
    ratio?.toFixed(2) ?? "",
    predictRatio?.toFixed(2) ?? "",
    row.againMs === null ? "" : (row.againMs / 1000).toFixed(3),
    row.againRatio?.toFixed(2) ?? "",
  ];
}
