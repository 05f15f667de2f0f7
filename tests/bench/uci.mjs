import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pythonWith } from "./engines.mjs";
import { median, printTable } from "./print-table.mjs";

/** What NGBoost's own code gave under the same protocol on the first five splits: mean and standard error. */
const ORIGINAL = {
  boston: { rmse: [2.556, 0.11], nll: [2.427, 0.031], seconds: 2.16 },
  concrete: { rmse: [4.565, 0.328], nll: [3.065, 0.08] },
  energy: { rmse: [0.466, 0.031] },
  "wine-red": { rmse: [0.613, 0.027], nll: [0.925, 0.059] },
  yacht: { rmse: [0.472, 0.053] },
  "power-plant": { seconds: 10.04 },
  protein: { seconds: 100.36 },
};

/** Table 1 of Duan et al. (2020): mean and standard deviation over the splits. */
const PAPER = {
  boston: { nll: "2.43 ± 0.15", rmse: "2.94 ± 0.53" },
  concrete: { nll: "3.04 ± 0.17", rmse: "5.06 ± 0.61" },
  energy: { nll: "0.60 ± 0.45", rmse: "0.46 ± 0.06" },
  kin8nm: { nll: "−0.49 ± 0.02", rmse: "0.16 ± 0.00" },
  naval: { nll: "−5.34 ± 0.04", rmse: "0.00 ± 0.00" },
  "power-plant": { nll: "2.79 ± 0.11", rmse: "3.79 ± 0.18" },
  protein: { nll: "2.81 ± 0.03", rmse: "4.33 ± 0.03" },
  "wine-red": { nll: "0.91 ± 0.06", rmse: "0.63 ± 0.04" },
  yacht: { nll: "0.20 ± 0.26", rmse: "0.50 ± 0.20" },
};

const NAMES = Object.keys(PAPER);
/** How often the same algorithm in scikit-learn is timed beside: it takes minutes on the last one. */
const TIMED = { boston: 3, "power-plant": 3, protein: 1 };
const PEER = "tests/bench/ngboost-sklearn.py";

/**
 * The regression table of NGBoost's paper by its own protocol: 2,000 rounds at 0.01, the round chosen on a fifth of the
 * training rows, by NLL for the column NLL and by RMSE for the column RMSE, then all training rows are trained on. And
 * the time of 500 rounds on one thread, beside the same algorithm in scikit-learn, in turns; without splits that
 * alone. `folder` holds the data sets, `uci-<name>` each.
 * @param {{ bundle: string, folder: string, tasks: string[] | null, splits: number, repeats: number }} options
 */
export function benchUci({ bundle, folder, tasks, splits, repeats }) {
  const names = (tasks ?? NAMES).filter((name) => existsSync(join(folder, `uci-${name}`)));
  if (names.length === 0)
    throw new Error(`There is no data set uci-* in ${folder}. Name their folder with --folder.`);
  const run = (/** @type {string} */ name, /** @type {object} */ more) =>
    JSON.parse(
      execFileSync(process.execPath, [
        bundle,
        JSON.stringify({ folder: resolve(folder, `uci-${name}`), ...more }),
      ]).toString(),
    );
  const timed = names.filter((name) => name in TIMED);
  const python = pythonWith("sklearn")?.python;
  if (python === undefined) console.log("No Python with scikit-learn here; it is left out.");
  const times = timed.map((name) => {
    const peers = [];
    const runs = Array.from({ length: repeats }, (_, turn) => {
      if (python !== undefined && turn < TIMED[name])
        peers.push(runPeer(python, resolve(folder, `uci-${name}`)));
      return run(name, { rounds: 500 });
    });
    const seconds = (/** @type {"cold" | "warm"} */ kind) => median(runs.map((one) => one[kind])) / 1000;
    const peer = peers.length > 0 ? median(peers.map((one) => one.seconds)) : Number.NaN;
    const [cold, warm] = [seconds("cold"), seconds("warm")];
    return [
      name,
      String(runs[0].rows),
      ORIGINAL[name].seconds.toFixed(2),
      numberText(peer, 2),
      cold.toFixed(3),
      numberText(peer / cold, 1),
      warm.toFixed(3),
      numberText(peer / warm, 1),
      runs[0].nll.toFixed(3),
      peers.length > 0 ? peers[0].nll.toFixed(3) : "",
    ];
  });
  console.log("\n500 rounds, binning and training, one thread\n");
  const heads = ["set", "rows", "NGBoost's code s", "scikit-learn s", "new process s", "x", "again s", "x"];
  printTable([...heads, "test NLL", "scikit-learn's"], times);

  if (splits === 0) return;
  const rows = names.map((name) => {
    const results = run(name, { protocol: true, rounds: 2000, splits });
    const nll = summary(results.map((one) => one.byNll.nll));
    const rmse = summary(results.map((one) => one.byRmse.rmse));
    const original = ORIGINAL[name] ?? {};
    return [
      name,
      nll.text,
      textOf(original.nll),
      PAPER[name].nll,
      rmse.text,
      textOf(original.rmse),
      PAPER[name].rmse,
      String(median(results.map((one) => one.rounds.nll))),
      String(median(results.map((one) => one.rounds.rmse))),
    ];
  });
  console.log(`\nFirst ${splits} splits, mean ± standard error; the paper's ± is a standard deviation\n`);
  printTable(
    ["set", "NLL", "NGBoost's code", "paper", "RMSE", "NGBoost's code", "paper", "round by NLL", "by RMSE"],
    rows,
  );
}

/** @param {number} value @param {number} digits */
const numberText = (value, digits) => (Number.isNaN(value) ? "" : value.toFixed(digits));

/** @param {string} python @param {string} folder */
function runPeer(python, folder) {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  return JSON.parse(
    execFileSync(python, [PEER, JSON.stringify({ folder, rounds: 500 })], { env }).toString(),
  );
}

/** @param {number[]} values */
function summary(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(values.length - 1, 1) / values.length);
  return { mean, text: textOf([mean, error]) };
}

/** @param {number[] | undefined} pair */
function textOf(pair) {
  if (pair === undefined) return "–";
  const digits = Math.abs(pair[0]) < 0.1 ? 5 : 3;
  return `${pair[0].toFixed(digits)} ± ${pair[1].toFixed(digits)}`;
}
