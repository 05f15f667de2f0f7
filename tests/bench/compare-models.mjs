import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findEngines, runEngine } from "./engines.mjs";
import { median, printTable } from "./print-table.mjs";
import { startScore } from "./start-score.mjs";

const ROUNDS = 100;
const VALUES = { learning_rate: 0.1, max_depth: 6, lambda: 1, max_bin: 256 };
/** A run counts as worse when its loss is above XGBoost's by more than this. */
const LIMIT_PERCENT = 0.5;
const HEADS = ["data", "rows", "features", "metric", "XGBoost", "Boosting Lab", "difference"];

/**
 * The loss on the same test rows, with equal parameters and start, of every numeric CSV in the folder named by DATA.
 * True = none is worse than XGBoost's by more than the limit.
 * @param {{ folder: string, bundle: string, csvTasks: string, only: string[] | null }} options
 */
export async function compareModels({ folder, bundle, csvTasks, only }) {
  const data = process.env.DATA ?? "../shared/data";
  if (!existsSync(data)) throw new Error("There is no folder of data sets here. Name one by DATA.");
  const { csvFolders, csvTask } = await import(pathToFileURL(resolve(csvTasks)).href);
  const engines = findEngines(bundle);
  const own = engines.find(({ id }) => id === "wasm");
  const xgboost = engines.find(({ id }) => id === "xgboost");
  if (xgboost === undefined) throw new Error("Parity needs a Python with xgboost; name it by PYTHON.");
  const names = csvFolders(data).filter((name) => only === null || only.includes(name));
  const skipped = [];
  const rows = [];
  for (const name of names) {
    const made = await csvTask(`${data}/${name}`, { name, into: folder });
    if (made.skipped !== undefined) skipped.push(`${name} (${made.skipped})`);
    else rows.push(compareOn(made.task, { own, xgboost, folder }));
  }
  printTable(HEADS, rows.map(cellsOf));
  const worse = rows.filter(({ percent }) => !(percent <= LIMIT_PERCENT));
  const equal = rows.filter(({ percent }) => Math.abs(percent) < 0.0005).length;
  const middle = median(rows.map(({ percent }) => Math.abs(percent))).toFixed(4);
  console.log(`\n${rows.length} data sets: ${equal} equal to 0.000 %, median difference ${middle} %.`);
  console.log(`${worse.length} worse by more than ${LIMIT_PERCENT} %.`);
  if (skipped.length > 0) console.log(`Not compared: ${skipped.join("; ")}.`);
  return worse.length === 0;
}

/** @param {import("./generators.mjs").Task} task */
function compareOn(task, { own, xgboost, folder }) {
  const how = {
    folder,
    rounds: ROUNDS,
    values: { ...VALUES, base_score: startScore(task) },
    inMemory: false,
    threads: 1,
  };
  const [native, ours] = [xgboost, own].map((engine) => lossOf(runEngine(engine, task, how)));
  return {
    task,
    metric: native.id,
    native: native.value,
    ours: ours.value,
    percent: 100 * (ours.value / native.value - 1),
  };
}

/** @param {import("./engines.mjs").BenchResult} result */
function lossOf({ metrics }) {
  const [id, value] = Object.entries(metrics).find(([id]) => id !== "auc");
  return { id, value };
}

/** @param {ReturnType<typeof compareOn>} row */
function cellsOf({ task, metric, native, ours, percent }) {
  const count = task.train.rows + task.test.rows;
  const number = (/** @type {number} */ value) => value.toPrecision(6);
  const sign = percent > 0 ? "+" : "";
  return [
    task.name,
    String(count),
    String(task.train.features),
    metric,
    number(native),
    number(ours),
    `${sign}${percent.toFixed(3)} %`,
  ];
}
