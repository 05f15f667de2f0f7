import { spawnSync } from "node:child_process";
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { median, printTable } from "./print-table.mjs";
import { randomNumbers } from "./random-numbers.mjs";

const WORDS = ["alpha", "beta", "gamma", "delta words", "epsilon"];
/** Name, rows, and a cell by column and a uniform draw. */
const FILES = [
  { name: "400,000 x 10 decimals", rows: 400_000, columns: 10, cell: (_, u) => (u * 8 - 4).toFixed(4) },
  { name: "200,000 x 10 long decimals", rows: 200_000, columns: 10, cell: (_, u) => String(u * 8 - 4) },
  {
    name: "100,000 x 50 whole numbers",
    rows: 100_000,
    columns: 50,
    cell: (_, u) => String(Math.floor(u * 256)),
  },
  {
    name: "200,000 x 15 numbers and words",
    rows: 200_000,
    columns: 15,
    cell: (column, u) =>
      column < 5
        ? String(Math.floor(u * 1000))
        : column < 10
          ? (u * 6 - 3).toFixed(3)
          : WORDS[Math.floor(u * 5)],
  },
];

/** Reading CSV files, ours in Node against pandas, in turns; ratios are of medians a turn. */
export function benchReading({ folder, bundle, repeats }) {
  const rows = FILES.map((file) => {
    const path = `${folder}/table.csv`;
    writeFile(path, file);
    const ratios = [];
    const own = [];
    const pandas = [];
    for (let turn = 0; turn < repeats; turn++) {
      own.push(median(timesOf("node", [bundle, path, "3"])));
      const other = timesOf("/usr/bin/python3", ["tests/bench/pandas-times.py", path, "3"]);
      if (other === null) continue;
      pandas.push(median(other));
      ratios.push(own.at(-1) / pandas.at(-1));
    }
    const megabytes = statSync(path).size / 1e6;
    const text = (/** @type {number[]} */ values) => (values.length === 0 ? "-" : median(values).toFixed(0));
    return [
      file.name,
      megabytes.toFixed(1),
      text(own),
      text(pandas),
      ratios.length === 0 ? "-" : median(ratios).toFixed(2),
      ((megabytes * 1000) / median(own)).toFixed(0),
    ];
  });
  printTable(["file", "MB", "own ms", "pandas ms", "ratio", "own MB/s"], rows);
}

function timesOf(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : null;
}

function writeFile(path, { rows, columns, cell }) {
  const { uniform } = randomNumbers(1);
  const file = openSync(path, "w");
  writeSync(file, `${Array.from({ length: columns }, (_, at) => `c${at}`).join(",")}\n`);
  for (let from = 0; from < rows; from += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - from) }, () =>
      Array.from({ length: columns }, (_, at) => cell(at, uniform())).join(","),
    );
    writeSync(file, `${lines.join("\n")}\n`);
  }
  closeSync(file);
}
