import { readFileSync, writeFileSync } from "node:fs";
import { readColumns } from "./matrix-file.mjs";
import { watchPeakMemory } from "./peak-memory.mjs";

/**
 * One run of XGBoost as mljs compiled it to WASM, `hist` with the parameters of all engines, in a process of its own: a job as
 * JSON in, milliseconds out, raw scores into a file. It takes rows as lists, and bins as a part of training.
 */
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
// Everything it logs goes to standard output, where one object is expected.
console.log = console.warn = console.error = () => {};
const { default: loading } = await import("ml-xgboost");
const XGBoost = await loading;
const isRegression = job.kind === "regression";
const train = rowsOf(job.train);
const test = rowsOf(job.test);
const peakMemory = watchPeakMemory();
const again = [];
const first = trained();
const began = performance.now();
const predictions = first.booster.predict(test.rows);
const predict = performance.now() - began;
writeFileSync(job.scores, new Uint8Array(Float32Array.from(predictions, rawScore).buffer));
while (again.length < job.again) again.push(trained().milliseconds);
const milliseconds = { bin: 0, train: first.milliseconds, predict };
process.stdout.write(`\n${JSON.stringify({ ...milliseconds, again, memoryMiB: peakMemory() })}\n`);

function trained() {
  const start = performance.now();
  const booster = new XGBoost({
    ...job.values,
    eta: job.values.learning_rate,
    objective: isRegression ? "reg:linear" : "binary:logistic",
    tree_method: "hist",
    subsample: 1,
    silent: 1,
    iterations: job.rounds,
  });
  booster.train(train.rows, train.labels);
  return { booster, milliseconds: performance.now() - start };
}

/** @param {import("./matrix-file.mjs").MatrixFile} file */
function rowsOf(file) {
  const columns = readColumns(file);
  const features = columns.slice(0, file.features);
  const rows = Array.from({ length: file.rows }, (_, row) => features.map((column) => column[row]));
  return { rows, labels: Array.from(columns[file.features]) };
}

/** @param {number} prediction */
function rawScore(prediction) {
  return isRegression ? prediction : Math.log(prediction / (1 - prediction));
}
