import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { median, printTable } from "./print-table.mjs";

/** Others of the folder can be named with --tasks. */
const SETS = ["uci-concrete", "abalone", "breast-cancer-wdbc", "segment"];
const UNITS = [1, 5, 10, 25, 50, 100, 200];
const TOTAL = 200;
/** The original's rate, the lab's first one, and the original's with a line search where it has none: for numbers. */
const VALUES = [
  { name: "0.1", values: { learning_rate: 0.1, line_search: false } },
  { name: "1", values: { learning_rate: 1, line_search: false } },
  { name: "1, searched", values: { learning_rate: 1, line_search: true } },
];

/**
 * The error of test rows over the units that are switched on, of nets grown to 200 units, one a round: RMSE, or the
 * percentage of wrong classes; mean and standard error over the splits.
 * @param {{ bundle: string, folder: string, tasks: string[] | null, splits: number }} options
 */
export function benchGbnn({ bundle, folder, tasks, splits }) {
  const names = (tasks ?? SETS).filter((name) => existsSync(join(folder, name)));
  if (names.length === 0) throw new Error(`There is no such data set in ${folder}. Name it with --folder.`);
  const rows = names.flatMap((name) => {
    const { task } = JSON.parse(readFileSync(join(folder, name, "meta.json"), "utf8"));
    const isShare = task !== "regression";
    return VALUES.filter(({ values }) => !(values.line_search && isShare)).map((how) => {
      const job = {
        folder: resolve(folder, name),
        splits,
        rounds: TOTAL,
        units: UNITS,
        values: { ...how.values, hidden_units: 1 },
      };
      const { results } = JSON.parse(
        execFileSync(process.execPath, [bundle, JSON.stringify(job)]).toString(),
      );
      const cells = UNITS.map((_, at) =>
        textOf(
          results.map((one) => one.errors[at] * (isShare ? 100 : 1)),
          isShare ? 2 : 3,
        ),
      );
      return [name, how.name, ...cells, (median(results.map((one) => one.milliseconds)) / 1000).toFixed(1)];
    });
  });
  console.log(`\nError of test rows by active units, first ${splits} splits, mean ± standard error\n`);
  printTable(["set", "rate", ...UNITS.map(String), "s"], rows);
}

/** @param {number[]} values @param {number} digits */
function textOf(values, digits) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(values.length - 1, 1) / values.length);
  return `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;
}
