import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { printTable } from "./print-table.mjs";

const SETS =
  "uci-concrete uci-energy abalone california-housing phoneme magic04 higgs-h2o-5k pendigits".split(" ");

/** What is taken away or changed, each alone. */
const VARIANTS = [
  ["no corrective step", { corrective_step: "off" }],
  ["corrective step as in the code", { corrective_step: "code" }],
  ["nothing handed on", { hand_on: false }],
  ["first order", { model_order: "first" }],
  ["boost rate fixed at 1", { boost_rate_mode: "fixed" }],
];

const ROWS = 4000;
const ROUNDS = 20;

/**
 * GrowNet's findings taken apart on eight data sets: how much the test loss changes, in percent of the full GrowNet's,
 * with the 95 % interval of the corrected resampled t test (Nadeau and Bengio 2003). An interval above 0 confirms that
 * the part helps.
 * @param {{ bundle: string, folder: string, tasks: string[] | null, repeats: number }} options
 */
export function benchAblation({ bundle, folder, tasks, repeats }) {
  const sets = (tasks ?? SETS).filter((name) => existsSync(join(folder, name)));
  const variants = [{}, ...VARIANTS.map(([, values]) => values)];
  const rows = sets.map((name) => {
    const job = { folder: resolve(folder, name), variants, rows: ROWS, rounds: ROUNDS, repeats };
    const result = JSON.parse(execFileSync(process.execPath, [bundle, JSON.stringify(job)]).toString());
    const full = mean(result.losses.map(([own]) => own));
    const cells = VARIANTS.map((_, v) =>
      intervalText(
        result.losses.map((ofSeed) => (100 * (ofSeed[v + 1] - ofSeed[0])) / full),
        result,
      ),
    );
    return [name, `${result.metric} ${full.toPrecision(4)}`, ...cells];
  });
  console.log(
    `\nChange of the test loss in percent, ${repeats} splits and seeds, at most ${ROWS} rows, ${ROUNDS} rounds\n`,
  );
  printTable(["set", "full GrowNet", ...VARIANTS.map(([name]) => name)], rows);
}

const mean = (/** @type {number[]} */ values) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two-sided 95 % quantiles of Student's t by degrees of freedom. */
const T_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
];

/** @param {number[]} differences @param {{ testShare: number, trainShare: number }} shares */
function intervalText(differences, { testShare, trainShare }) {
  const middle = mean(differences);
  const count = differences.length;
  const variance = differences.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1);
  const half =
    T_95[Math.min(count, T_95.length + 1) - 2] * Math.sqrt((1 / count + testShare / trainShare) * variance);
  const sign = (/** @type {number} */ value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(1);
  return `${sign(middle)} (${sign(middle - half)} … ${sign(middle + half)})`;
}
