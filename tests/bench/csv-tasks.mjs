import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { readTable } from "../../src/data/read-table.ts";
import { writeMatrix } from "./matrix-file.mjs";
import { randomNumbers } from "./random-numbers.mjs";

/** What a folder's meta.json calls a task, and what we do. */
const KINDS = { regression: "regression", binary: "binary", "multi-class": "multiclass" };
const TEST_EVERY = 5;

/** The data sets below a folder: each a folder with data.csv or data.csv.gz and meta.json. @param {string} data */
export function csvFolders(data) {
  return readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${data}/${entry.name}/meta.json`))
    .map(({ name }) => name)
    .sort();
}

/**
 * A task of a data set, or the reason why it is none: only numeric features count. Every fifth row of a seeded order
 * tests, within classes; a class's first row always trains.
 * @param {string} folder
 * @param {{ name: string, into: string }} place
 */
export async function csvTask(folder, { name, into }) {
  const meta = JSON.parse(readFileSync(`${folder}/meta.json`, "utf8"));
  const kind = KINDS[meta.task];
  if (kind === undefined) return { skipped: `task is ${meta.task}` };
  if (meta.categorical.length > 0) return { skipped: `${meta.categorical.length} categorical columns` };
  const table = await tableOf(`${folder}/${meta.file}`);
  const features = table.columns.filter((column) => ![meta.target, ...meta.ignore].includes(column.name));
  const text = features.filter((column) => column.kind === "text").map((column) => column.name);
  if (text.length > 0) return { skipped: `text in ${text.join(", ")}` };
  const target = table.columns.find((column) => column.name === meta.target);
  const { labels, classes } = labelsOf(target, kind);
  const { train, test } = parts(labels, kind);
  const matrix = (/** @type {string} */ set, /** @type {number[]} */ rows) =>
    writeMatrix(
      `${into}/${name}-${set}.f32`,
      [...features.map((column) => column.values), labels].map((values) =>
        Float32Array.from(rows, (row) => values[row]),
      ),
    );
  return { task: { name, kind, classes, train: matrix("train", train), test: matrix("test", test) } };
}

/** @param {string} path */
async function tableOf(path) {
  const open = () => {
    const bytes = createReadStream(path);
    return path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  };
  return (await readTable(open)).table;
}

/** Classes as numbers from 0; NaN = unknown. */
function labelsOf(target, kind) {
  if (kind === "regression") return { labels: target.values, classes: 0 };
  if (target.kind === "text") {
    const labels = Float64Array.from(target.codes, (code) => (code < 0 ? Number.NaN : code));
    return { labels, classes: target.dictionary.length };
  }
  const known = [...new Set(target.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const labels = target.values.map((value) => (Number.isNaN(value) ? value : known.indexOf(value)));
  return { labels, classes: known.length };
}

/** @param {Float64Array} labels @param {string} kind */
function parts(labels, kind) {
  const random = randomNumbers(1);
  const known = [...labels.keys()].filter((row) => !Number.isNaN(labels[row]));
  const order = known.map((row) => ({ row, draw: random.uniform() }));
  order.sort((left, right) => left.draw - right.draw || left.row - right.row);
  const seen = new Map();
  const train = [];
  const test = [];
  for (const { row } of order) {
    const group = kind === "regression" ? 0 : labels[row];
    const count = (seen.get(group) ?? 0) + 1;
    seen.set(group, count);
    (count % TEST_EVERY === 0 ? test : train).push(row);
  }
  const ascending = (/** @type {number[]} */ rows) => rows.sort((left, right) => left - right);
  return { train: ascending(train), test: ascending(test) };
}
