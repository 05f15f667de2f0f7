import { readFileSync, writeFileSync } from "node:fs";
import { readColumns } from "./matrix-file.mjs";
import { watchPeakMemory } from "./peak-memory.mjs";

/**
 * One run of YDF's WASM build in a process of its own: a job as JSON in, milliseconds out, raw scores into a file. It takes
 * text alone and has no parameters, so reading is a part of training and its own defaults hold: at most 300 trees, a tenth
 * of the rows held out for early stopping.
 */
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
// Everything it logs goes to standard output, where one object is expected.
console.log = console.warn = console.info = () => {};
const { default: load } = await import("ydf-training");
const ydf = await load();
const isRegression = job.kind === "regression";
const train = csvOf(job.train);
const test = csvOf(job.test);
const peakMemory = watchPeakMemory();
const began = performance.now();
const learner = new ydf.GradientBoostedTreesLearner("target", isRegression ? "REGRESSION" : "CLASSIFICATION");
const model = learner.train(train);
const trained = performance.now();
const predictions = model.predict(test);
const predicted = performance.now();
writeFileSync(job.scores, new Uint8Array(rawScores(predictions).buffer));
const milliseconds = { bin: 0, train: trained - began, predict: predicted - trained };
process.stdout.write(`${JSON.stringify({ ...milliseconds, again: [], memoryMiB: peakMemory() })}\n`);

/** Classes are words, or it takes them for numbers. @param {import("./matrix-file.mjs").MatrixFile} file */
function csvOf(file) {
  const columns = readColumns(file);
  const lines = [[...columns.slice(1).map((_, i) => `x${i}`), "target"].join(",")];
  for (let row = 0; row < file.rows; row++) {
    const cells = columns.map((column, i) => {
      const value = column[row];
      if (Number.isNaN(value)) return "";
      return i === file.features && !isRegression ? `class${value}` : String(value);
    });
    lines.push(cells.join(","));
  }
  return lines.join("\n");
}

/** Probabilities become raw scores; its classes are in the order of their counts. @param {number[]} values */
function rawScores(values) {
  if (isRegression) return Float32Array.from(values);
  const order = classesByCount();
  if (job.classes === 2) {
    const sign = order[1] === 1 ? 1 : -1;
    return Float32Array.from(values, (p) => sign * (Math.log(bounded(p)) - Math.log(bounded(1 - p))));
  }
  const scores = new Float32Array(values.length);
  values.forEach((p, i) => {
    const at = i % job.classes;
    scores[i - at + order[at]] = Math.log(bounded(p));
  });
  return scores;
}

function classesByCount() {
  const labels = readColumns(job.train)[job.train.features];
  const counts = Array.from({ length: job.classes }, () => 0);
  for (const label of labels) counts[label]++;
  return counts.map((_, label) => label).sort((a, b) => counts[b] - counts[a] || a - b);
}

/** @param {number} p */
function bounded(p) {
  return Math.min(Math.max(p, 1e-7), 1 - 1e-7);
}
