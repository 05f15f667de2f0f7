import type { QuantileSummary } from "../../../compute/backend.ts";
import { createRandomSource } from "../../../core/random.ts";
import { summariseSorted } from "./quantile-summary.ts";
import { sortSingles } from "./sort-singles.ts";

/** Above so many rows exact quantiles come from a seeded strided sample, which is said aloud. */
export const EXACT_QUANTILE_ROWS = 4194304;

/** Rows that decide the quantiles: all, or one in each stretch of equal length, drawn by seed. */
function chosenRows(rowCount: number, seed: number): Uint32Array | null {
  if (rowCount <= EXACT_QUANTILE_ROWS) return null;
  const random = createRandomSource(seed, "quantile-sample");
  return Uint32Array.from({ length: EXACT_QUANTILE_ROWS }, (_, i) =>
    Math.floor(((i + random.uniform(i)) * rowCount) / EXACT_QUANTILE_ROWS),
  );
}

/** Exact weighted ranks of all distinct values of a column (of a sample above EXACT_QUANTILE_ROWS). */
export function exactSummary(
  all: Float32Array,
  weights: Float32Array | undefined,
  seed: number,
): QuantileSummary {
  const rows = chosenRows(all.length, seed);
  const taken = rows === null ? all : Float32Array.from(rows, (row) => all[row]!);
  if (weights === undefined) {
    return summariseSorted(sortSingles(taken.filter((value) => !Number.isNaN(value))), null);
  }
  const own = rows === null ? weights : Float32Array.from(rows, (row) => weights[row]!);
  const order = Uint32Array.from(taken.keys())
    .filter((row) => !Number.isNaN(taken[row]!) && own[row]! > 0)
    .sort((a, b) => taken[a]! - taken[b]! || a - b);
  return summariseSorted(
    Float32Array.from(order, (row) => taken[row]!),
    Float32Array.from(order, (row) => own[row]!),
  );
}
