import { writeFileSync } from "node:fs";
import { findEngines, runEngine } from "./engines.mjs";
import { makeTaskOf } from "./generators.mjs";
import { median, printTable } from "./print-table.mjs";
import { startScore } from "./start-score.mjs";

const PLOT = "docs/linear-cost.svg";
const VALUES = { learning_rate: 0.1, max_depth: 6, lambda: 1, max_bin: 256 };
const START = { kind: "binary", classes: 2, formula: "binary", rows: 100_000, testRows: 1000, features: 28 };
const START_ROUNDS = 50;
const SERIES = {
  rows: [25_000, 50_000, 100_000, 200_000, 400_000, 800_000],
  columns: [7, 14, 28, 56, 112, 224],
  rounds: [12, 25, 50, 100, 200, 400],
};

/**
 * Time over rows, columns and rounds, one of them doubled at a time: a table, and a plot in docs.
 * @param {{ folder: string, bundle: string, pageBundle: string, repeats: number, threads: number }} options
 */
export function timeGrowth({ folder, bundle, pageBundle, repeats, threads }) {
  const engine = findEngines(bundle, pageBundle).find(({ id }) => id === "wasm");
  const lines = Object.entries(SERIES).map(([what, sizes]) => ({
    what,
    sizes,
    seconds: sizes.map((size) => {
      const form = {
        ...START,
        ...(what === "rows" && { rows: size }),
        ...(what === "columns" && { features: size }),
      };
      const task = makeTaskOf(`${what}-${size}`, form, folder);
      const values = { ...VALUES, base_score: startScore(task) };
      const rounds = what === "rounds" ? size : START_ROUNDS;
      const how = { folder, rounds, values, inMemory: true, threads };
      const times = Array.from({ length: repeats }, () => runEngine(engine, task, how));
      return median(times.map(({ bin, train }) => (bin + train) / 1000));
    }),
  }));
  for (const { what, sizes, seconds } of lines) {
    console.log(`\n${what}, the others at 100,000 rows, 28 columns, 50 rounds\n`);
    const rows = sizes.map((size, i) => [
      size.toLocaleString("en"),
      seconds[i].toFixed(2),
      i === 0 ? "" : (seconds[i] / seconds[i - 1]).toFixed(2),
    ]);
    printTable([what, "seconds", "times the line above"], rows);
  }
  writeFileSync(PLOT, plotOf(lines));
  console.log(`\nDrawn in ${PLOT}.`);
}

const SIDE = 260;
const PAD = 46;

/** Three panels, both axes in doublings: a line as steep as the grey one is linear. */
function plotOf(lines) {
  const panels = lines.map(({ what, sizes, seconds }, n) => {
    const left = PAD + n * (SIDE + PAD);
    const x = (/** @type {number} */ size) => left + (Math.log2(size / sizes[0]) / (sizes.length - 1)) * SIDE;
    const most = Math.log2(Math.max(...seconds));
    const y = (/** @type {number} */ second) =>
      PAD + ((most - Math.log2(second)) / (sizes.length - 1)) * SIDE;
    const at = (/** @type {number} */ i) => `${x(sizes[i]).toFixed(1)},${y(seconds[i]).toFixed(1)}`;
    const last = sizes.length - 1;
    const linear = `${x(sizes[0]).toFixed(1)},${(PAD + SIDE).toFixed(1)} ${x(sizes[last]).toFixed(1)},${PAD}`;
    const marks = sizes.map(
      (size, i) => `<circle cx="${x(size).toFixed(1)}" cy="${y(seconds[i]).toFixed(1)}" r="3"/>`,
    );
    const labels = [0, last].map(
      (i) =>
        `<text x="${x(sizes[i]).toFixed(1)}" y="${PAD + SIDE + 18}" text-anchor="middle">${sizes[i].toLocaleString("en")}</text>` +
        `<text x="${(x(sizes[i]) + (i === 0 ? 8 : -8)).toFixed(1)}" y="${(y(seconds[i]) - 8).toFixed(1)}" text-anchor="${i === 0 ? "start" : "end"}">${seconds[i].toFixed(2)} s</text>`,
    );
    return [
      `<text x="${left}" y="24" font-weight="600">${what}</text>`,
      `<polyline points="${linear}" stroke="#9aa3ad" stroke-dasharray="4 4"/>`,
      `<polyline points="${sizes.map((_, i) => at(i)).join(" ")}" stroke="#0b62a8" stroke-width="2"/>`,
      `<g fill="#0b62a8" stroke="none">${marks.join("")}</g>`,
      ...labels,
    ].join("\n");
  });
  const width = PAD + lines.length * (SIDE + PAD);
  const height = SIDE + 2 * PAD;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Time of training over rows, columns and rounds, in doublings</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<g fill="none">
${panels.join("\n").replaceAll("<text", '<text fill="#12161c"')}
</g>
</svg>
`;
}
