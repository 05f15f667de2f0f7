import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { median, printTable } from "./print-table.mjs";

/**
 * Sets of the paper's suites that are at hand, with the mean and standard deviation over five folds that its repository
 * holds (save/OpenMLRegression, save/OpenMLClassification; identity upscale, SWIM, no batch norm), its median seconds of
 * a fit, and the geometric means over folds of the hyperparameters that its 100 trials chose: rounds, ridge of the top,
 * ridge of a block, boost rate, SWIM scale.
 */
const CASES = [
  ["energy", 44960, "uci-energy", "gradient", [0.0489, 0.0057], 0.78, [9, 0.00013, 0.00003, 0.71, 0.77]],
  ["energy", 44960, "uci-energy", "greedy_dense", [0.0491, 0.0048], 1.67, [9, 0.00025, 0.00016, 0.72, 1.1]],
  ["naval", 44969, "uci-naval", "gradient", [0.0246, 0.0023], 2.03, [10, 0.000022, 0.00003, 0.94, 1.6]],
  ["naval", 44969, "uci-naval", "greedy_dense", [0.0222, 0.0024], 3.21, [10, 0.000029, 0.048, 0.96, 0.87]],
  ["concrete", 44959, "uci-concrete", "gradient", [0.2858, 0.0184], 0.58, [6, 0.012, 0.0032, 0.53, 0.81]],
  ["concrete", 44959, "uci-concrete", "greedy_dense", [0.2771, 0.0124], 1.35, [6, 0.00061, 0.022, 0.62, 1.1]],
  ["kin8nm", 44980, "uci-kin8nm", "gradient", [0.3172, 0.007], 2.29, [7, 0.0031, 0.000024, 0.4, 0.86]],
  ["kin8nm", 44980, "uci-kin8nm", "greedy_dense", [0.3184, 0.0084], 6.2, [7, 0.0017, 0.000015, 0.38, 0.85]],
  ["phoneme", 1489, "phoneme", "gradient", [0.8762, 0.0145], 4.47, [8, 0.0011, 0.000092, 0.15, 1.5]],
  ["qsar-biodeg", 1494, "qsar-biodeg", "gradient", [0.8815, 0.0161], 0.99, [6, 0.00078, 0.0025, 0.14, 0.8]],
  ["optdigits", 28, "optdigits", "gradient", [0.9906, 0.0027], 6.52, [9, 0.033, 0.00033, 0.58, 1.2]],
  ["satimage", 182, "satimage", "gradient", [0.9092, 0.0074], 2.85, [4, 0.00063, 0.00037, 0.57, 1.2]],
  ["spambase", 44, "spambase", "gradient", [0.9498, 0.0045], 3.97, [8, 0.000039, 0.00099, 0.13, 1.4]],
];

/**
 * RFRBoost beside the results that its authors published, by their protocol: see rfr-run.mjs. RMSE in standard deviations
 * of the target, or accuracy. The rows and folds are other ones than theirs.
 * @param {{ bundle: string, folder: string, tasks: string[] | null }} options
 */
export function benchRfr({ bundle, folder, tasks }) {
  const cases = CASES.filter(
    ([name, , set]) => (tasks?.includes(name) ?? true) && existsSync(join(folder, set)),
  );
  if (cases.length === 0)
    throw new Error(`None of the data sets is in ${folder}. Name their folder with --folder.`);
  const lines = cases.map(([name, id, set, block, published, theirs, chosen]) => {
    const [rounds, l2_top, l2_block, boost_rate, swim_scale] = chosen;
    const job = {
      folder: resolve(folder, set),
      rounds,
      values: { block, l2_top, l2_block, boost_rate, swim_scale },
    };
    const { rows, scores, seconds } = JSON.parse(
      execFileSync(process.execPath, [bundle, JSON.stringify(job)]).toString(),
    );
    return [
      name,
      String(id),
      block,
      String(rows),
      textOf(meanAndSpread(scores)),
      textOf(published),
      median(seconds).toFixed(2),
      theirs.toFixed(2),
    ];
  });
  printTable(["set", "OpenML", "block", "rows", "here", "published", "CPU s of a fit", "theirs"], lines);
}

/** @param {number[]} values */
function meanAndSpread(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
}

/** @param {number[]} pair */
const textOf = ([mean, spread]) => `${mean.toFixed(4)} (${spread.toFixed(4)})`;
