import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { printTable } from "./print-table.mjs";
import { randomNumbers } from "./random-numbers.mjs";

const SETS = ["whas500", "gbsg2", "flchain", "support2"];
const LAWS = ["lognormal", "weibull"];
const DEPTHS = [2, 3, 4];

/**
 * Concordance on censored times beside XGBoost's AFT: mean over seeds, the same rows in the same sets (62.5 % train, 12.5 %
 * validation, 25 % test). Depth and round, and their scale, by validation concordance on both sides. Rows with a time of 0 are
 * left out, since a log-normal has none.
 * @param {{ work: string, folder: string, tasks: string[] | null, repeats: number }} options
 */
export function benchSurvival({ work, folder, tasks, repeats }) {
  const sets = SETS.filter((set) => (tasks?.includes(set) ?? true) && existsSync(join(folder, set)));
  if (sets.length === 0)
    throw new Error(`None of the data sets is in ${folder}. Name their folder with --folder.`);
  const lines = sets.map((set) => {
    const table = readSet(join(folder, set));
    const found = LAWS.map(() => []).concat([[], []]);
    for (let seed = 1; seed <= repeats; seed++) {
      const file = join(work, `${set}-${seed}.csv`);
      writeFileSync(file, withSets(table, seed));
      LAWS.forEach((law, at) => {
        found[at].push(ourConcordance(file, table, law));
      });
      ["normal", "logistic"].forEach((law, at) => {
        found[LAWS.length + at].push(theirConcordance(file, table, law));
      });
    }
    return [set, ...found.map((values) => mean(values).toFixed(4))];
  });
  printTable(["set", "log-normal", "Weibull", "XGBoost AFT, normal", "logistic"], lines);
}

const mean = (/** @type {number[]} */ values) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Lines of the file without columns that the card leaves out; none of these files has quoted line ends. */
/** @param {string} folder */
function readSet(folder) {
  const meta = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8"));
  const bytes = readFileSync(join(folder, meta.file));
  const text = (meta.file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  const [head, ...rows] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const kept = head.map((name, at) => ({ name, at })).filter(({ name }) => !meta.ignore.includes(name));
  const time = head.indexOf(meta.time);
  return {
    time: meta.time,
    event: meta.event,
    head: kept.map(({ name }) => name),
    rows: rows.filter((row) => Number(row[time]) > 0).map((row) => kept.map(({ at }) => row[at])),
  };
}

/** @param {ReturnType<typeof readSet>} table @param {number} seed */
function withSets({ head, rows }, seed) {
  const { uniform } = randomNumbers(seed);
  const draw = () => {
    const drawn = uniform();
    return drawn < 0.25 ? "test" : drawn < 0.375 ? "validation" : "train";
  };
  const lines = rows.map((row) => [...row, draw()].join(","));
  return `${[...head, "set"].join(",")}\n${lines.join("\n")}\n`;
}

/** @param {string} file @param {ReturnType<typeof readSet>} table @param {string} law */
function ourConcordance(file, { time, event }, law) {
  const runs = DEPTHS.map((depth) => {
    const flags = [
      ...["train", "--data", file, "--target", time, "--event", event, "--engine", "ngboost"],
      ...["--distribution", law, "--split", "column", "--split-column", "set", "--ignore", "set"],
      ...["--set", "learning_rate=0.03", "--set", `max_depth=${depth}`, "--rounds", "1000"],
      ...["--early-stopping", "50", "--metric", "concordance", "--metric", "nll", "--threads", "1", "--json"],
    ];
    return JSON.parse(execFileSync(process.execPath, ["src/cli/lab.mjs", ...flags]).toString()).metrics;
  });
  const best = runs.reduce((most, run) => (run.valid.concordance > most.valid.concordance ? run : most));
  return best.test.concordance;
}

/** @param {string} file @param {ReturnType<typeof readSet>} table @param {string} law */
function theirConcordance(file, { time, event }, law) {
  const script = "tests/bench/survival-aft.py";
  return JSON.parse(
    execFileSync(process.env.PYTHON ?? "python3", [script, file, time, event, law]).toString(),
  ).test;
}
