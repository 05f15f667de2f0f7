import { existsSync, mkdirSync, writeFileSync } from "node:fs";

/**
 * A table of numbers as CSV in .cache/bench, the same on every machine: a Friedman-like target of the first five
 * features, the others noise. Returns its path.
 * @param {number} rowCount
 * @param {number} featureCount
 */
export function madeTable(rowCount, featureCount) {
  const path = `.cache/bench/table-${rowCount}x${featureCount}.csv`;
  if (existsSync(path)) return path;
  mkdirSync(".cache/bench", { recursive: true });
  const uniform = uniformNumbers(12345);
  const lines = [`${Array.from({ length: featureCount }, (_, k) => `x${k + 1}`).join(",")},y`];
  for (let row = 0; row < rowCount; row++) {
    const x = Array.from({ length: featureCount }, () => Number(uniform().toFixed(6)));
    const noise = uniform() + uniform() + uniform() + uniform() - 2;
    const y =
      10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2 + 10 * x[3] + 5 * x[4] + 2 * noise;
    lines.push(`${x.join(",")},${y.toFixed(5)}`);
  }
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/** Mulberry32. @param {number} seed */
function uniformNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
