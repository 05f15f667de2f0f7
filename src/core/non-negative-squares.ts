import { choleskyOf, solveLower, solveUpper } from "./cholesky.ts";

/** A direction that lowers the sum of squares by less than this share of the largest entry counts as none. */
const TOLERANCE = 1e-12;
const STEPS_A_COLUMN = 30;

/**
 * The weights w >= 0 with the least |A w - b|^2, from A^T A (size x size, row-major) and A^T b: Lawson and Hanson's active sets
 * ("Solving Least Squares Problems", 1974, algorithm NNLS) on the normal equations, as in Bro and de Jong, "A fast
 * non-negativity-constrained least squares algorithm" (1997). Columns that others already say stay at 0.
 */
export function nonNegativeSquares(gram: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const weights = new Float64Array(size);
  const barred = new Set<number>();
  let free: number[] = [];
  const least = TOLERANCE * right.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  for (let step = 0; step < STEPS_A_COLUMN * size; step++) {
    const next = steepest(gram, right, weights, { free, barred, least });
    if (next === null) return weights;
    const solved = freed(gram, right, weights, [...free, next]);
    // Without a pivot of its own, or pushed back at once: it says nothing that the others do not.
    if (solved === null || !solved.includes(next)) {
      barred.add(next);
      if (solved !== null) free = solved;
    } else {
      barred.clear();
      free = solved;
    }
  }
  return weights;
}

interface Search {
  readonly free: readonly number[];
  readonly barred: ReadonlySet<number>;
  readonly least: number;
}

/** The column at 0 along which squares fall most; null = none does: the solution. */
function steepest(
  gram: Float64Array,
  right: Float64Array,
  weights: Float64Array,
  { free, barred, least }: Search,
): number | null {
  const size = right.length;
  let found: number | null = null;
  let most = least;
  for (let j = 0; j < size; j++) {
    if (free.includes(j) || barred.has(j)) continue;
    let fall = right[j]!;
    for (let k = 0; k < size; k++) fall -= gram[j * size + k]! * weights[k]!;
    if (fall > most) {
      found = j;
      most = fall;
    }
  }
  return found;
}

/** Solves for the free columns, and gives back those that would go below 0. Null = they are not independent. */
function freed(
  gram: Float64Array,
  right: Float64Array,
  weights: Float64Array,
  columns: readonly number[],
): number[] | null {
  let free = [...columns];
  while (free.length > 0) {
    const solved = solveFor(gram, right, free);
    if (solved === null) return null;
    if (solved.every((weight) => weight > 0)) {
      free.forEach((column, at) => {
        weights[column] = solved[at]!;
      });
      return free;
    }
    // As far towards the solution as no weight leaves 0; what gets there first is given back.
    const shares = free.map((column, at) =>
      solved[at]! > 0 ? 1 : weights[column]! / (weights[column]! - solved[at]! || 1),
    );
    const share = Math.min(...shares);
    free.forEach((column, at) => {
      weights[column]! += share * (solved[at]! - weights[column]!);
    });
    const isBlocked = (at: number) => solved[at]! <= 0 && shares[at]! <= share;
    for (const [at, column] of free.entries()) if (isBlocked(at)) weights[column] = 0;
    free = free.filter((_, at) => !isBlocked(at));
  }
  return free;
}

function solveFor(gram: Float64Array, right: Float64Array, free: readonly number[]): Float64Array | null {
  const size = right.length;
  const count = free.length;
  const part = Float64Array.from(
    { length: count * count },
    (_, at) => gram[free[Math.floor(at / count)]! * size + free[at % count]!]!,
  );
  const lower = choleskyOf(part, count);
  if (lower === null) return null;
  for (let i = 0; i < count; i++) {
    const pivot = lower[i * count + i]!;
    if (!(pivot * pivot > TOLERANCE * part[i * count + i]!)) return null;
  }
  const b = Float64Array.from(free, (column) => right[column]!);
  return solveUpper(lower, solveLower(lower, b));
}
