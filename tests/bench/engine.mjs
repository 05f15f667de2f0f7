import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { madeTable } from "./made-table.mjs";

const REPEATS = 3;
const ROUNDS = 50;
const CASES = [
  { rows: 10_000, features: 10, depth: 6 },
  { rows: 50_000, features: 20, depth: 6 },
  { rows: 100_000, features: 10, depth: 8 },
];

/** Times both in turns and prints medians; a ratio above 1 means that XGBoost is faster. */
export function benchEngine() {
  const python = pythonWithXgboost();
  if (python === null) console.log("No Python with xgboost here (Debian: python3-xgboost); own times only.");
  const ratios = CASES.map((oneCase) => benchCase(oneCase, python)).filter((ratio) => ratio !== null);
  if (ratios.length > 0)
    console.log(`median ratio of training time, own / XGBoost: ${median(ratios).toFixed(2)}`);
}

/** @param {{ rows: number, features: number, depth: number }} oneCase @param {string | null} python */
function benchCase({ rows, features, depth }, python) {
  const file = madeTable(rows, features);
  const pairs = Array.from({ length: REPEATS }, () => ({
    own: ownRun(file, depth),
    native: python === null ? null : nativeRun(python, file, depth),
  }));
  const own = median(pairs.map((pair) => pair.own.milliseconds));
  const line = [
    `${rows} x ${features}, depth ${depth}: own ${own.toFixed(0)} ms (rmse ${pairs[0].own.rmse.toFixed(5)})`,
  ];
  const ratios = pairs.flatMap(({ own, native }) =>
    native === null ? [] : [own.milliseconds / native.milliseconds],
  );
  if (ratios.length > 0) {
    const native = median(pairs.map((pair) => pair.native.milliseconds));
    line.push(`XGBoost, one thread ${native.toFixed(0)} ms (rmse ${pairs[0].native.rmse.toFixed(5)})`);
    line.push(`ratio ${median(ratios).toFixed(2)}`);
  }
  console.log(line.join("; "));
  return ratios.length > 0 ? median(ratios) : null;
}

/** @param {string} file @param {number} depth */
function ownRun(file, depth) {
  const settings = ["--rounds", String(ROUNDS), "--set", `max_depth=${depth}`, "--set", "learning_rate=0.1"];
  const test = ["--test", file, "--set", "base_score=14"];
  const args = ["--data", file, "--target", "y", "--engine", "gbdt", ...settings, ...test, "--json"];
  const { stdout, stderr, status } = spawnSync("node", ["src/cli/lab.mjs", "train", ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const { milliseconds, metrics } = JSON.parse(stdout);
  return { milliseconds: milliseconds.bin + milliseconds.train, rmse: metrics.train.rmse };
}

/** @param {string} python @param {string} file @param {number} depth */
function nativeRun(python, file, depth) {
  const args = ["tests/bench/xgboost-train.py", file, String(depth), String(ROUNDS)];
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function pythonWithXgboost() {
  const places = [process.env.PYTHON, "/usr/bin/python3", "python3"].filter(Boolean);
  const works = (/** @type {string} */ place) =>
    (!place.includes("/") || existsSync(place)) && spawnSync(place, ["-c", "import xgboost"]).status === 0;
  return places.find(works) ?? null;
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
