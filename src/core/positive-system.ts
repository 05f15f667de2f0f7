import type { Host } from "./host.ts";

/** A pivot that is no larger than this share of its diagonal entry is taken for 0. */
const LEAST_PIVOT = 1e-12;
/** The first ridge, relative to the largest diagonal entry, for a matrix without full rank; then ten times as much. */
const FIRST_RIDGE = 1e-10;
const MOST_RIDGES = 10;
/** A multiple of 4. */
const ROWS_AT_ONCE = 16;

type Breathing = Pick<Host, "pause" | "stopped">;

/**
 * Solves A X = B for a symmetric, positive semidefinite A (row-major, size x size; only its upper triangle is read) by
 * Cholesky's L L^T in float64; B (size x columns, row-major) is overwritten with X, A's lower triangle with L. Without
 * full rank the smallest ridge of 1e-10, 1e-9, ... of the largest diagonal entry that gives one is added. Returns the
 * ridge, null where the host was stopped or nothing helped (A is not finite).
 */
export async function solvePositive(
  matrix: Float64Array,
  size: number,
  right: Float64Array,
  columns: number,
  host: Breathing,
): Promise<number | null> {
  const diagonal = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i]!);
  const largest = diagonal.reduce((most, entry) => Math.max(most, entry), 0) || 1;
  let ridge = 0;
  for (let attempt = 0; attempt <= MOST_RIDGES; attempt++) {
    for (let i = 0; i < size; i++) matrix[i * size + i] = diagonal[i]! + ridge;
    const isRegular = await factor(matrix, size, host);
    if (isRegular === null) return null;
    if (isRegular) {
      substitute(matrix, size, right, columns);
      return ridge;
    }
    ridge = ridge === 0 ? FIRST_RIDGE * largest : 10 * ridge;
  }
  return null;
}

/** L over the lower triangle, some rows at a time. False = no full rank, null = stopped. */
async function factor(matrix: Float64Array, size: number, host: Breathing): Promise<boolean | null> {
  for (let first = 0; first < size; first += ROWS_AT_ONCE) {
    const end = Math.min(size, first + ROWS_AT_ONCE);
    // Four rows above are read for all rows of the group while they are near.
    for (let j = 0; j < first; j += 4) for (let i = first; i < end; i++) fourEntries(matrix, size, i, j);
    for (let i = first; i < end; i++) if (!finishRow(matrix, size, i, first)) return false;
    const breath = host.pause();
    if (breath) await breath;
    if (host.stopped) return null;
  }
  return true;
}

/** The entries of a row from `first` on, its pivot last. */
function finishRow(matrix: Float64Array, size: number, i: number, first: number): boolean {
  const row = i * size;
  let j = first;
  for (; j + 4 <= i; j += 4) fourEntries(matrix, size, i, j);
  for (; j < i; j++) matrix[row + j] = entryLess(matrix, size, i, j) / matrix[j * size + j]!;
  const whole = matrix[row + i]!;
  let pivot = whole;
  for (let k = 0; k < i; k++) pivot -= matrix[row + k]! * matrix[row + k]!;
  if (!(pivot > LEAST_PIVOT * whole)) return false;
  matrix[row + i] = Math.sqrt(pivot);
  return true;
}

/** A[j, i] less the products of what is known of rows i and j. */
function entryLess(matrix: Float64Array, size: number, i: number, j: number): number {
  let entry = matrix[j * size + i]!;
  for (let k = 0; k < j; k++) entry -= matrix[i * size + k]! * matrix[j * size + k]!;
  return entry;
}

/** Four entries of a row, each with a sum of its own, so that no sum waits for another. */
function fourEntries(matrix: Float64Array, size: number, i: number, j: number): void {
  const row = i * size;
  const [a, b, c, d] = [j * size, (j + 1) * size, (j + 2) * size, (j + 3) * size];
  let ea = matrix[a + i]!;
  let eb = matrix[b + i]!;
  let ec = matrix[c + i]!;
  let ed = matrix[d + i]!;
  for (let k = 0; k < j; k++) {
    const known = matrix[row + k]!;
    ea -= known * matrix[a + k]!;
    eb -= known * matrix[b + k]!;
    ec -= known * matrix[c + k]!;
    ed -= known * matrix[d + k]!;
  }
  ea /= matrix[a + j]!;
  eb = (eb - ea * matrix[b + j]!) / matrix[b + j + 1]!;
  ec = (ec - ea * matrix[c + j]! - eb * matrix[c + j + 1]!) / matrix[c + j + 2]!;
  ed = (ed - ea * matrix[d + j]! - eb * matrix[d + j + 1]! - ec * matrix[d + j + 2]!) / matrix[d + j + 3]!;
  matrix[row + j] = ea;
  matrix[row + j + 1] = eb;
  matrix[row + j + 2] = ec;
  matrix[row + j + 3] = ed;
}

/** L Y = B, then L^T X = Y, in place. */
function substitute(factored: Float64Array, size: number, right: Float64Array, columns: number): void {
  const takeRow = (to: number, from: number, times: number) => {
    for (let c = 0; c < columns; c++) right[to * columns + c]! -= times * right[from * columns + c]!;
  };
  const divide = (i: number) => {
    for (let c = 0; c < columns; c++) right[i * columns + c]! /= factored[i * size + i]!;
  };
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) takeRow(i, k, factored[i * size + k]!);
    divide(i);
  }
  for (let i = size - 1; i >= 0; i--) {
    divide(i);
    for (let k = 0; k < i; k++) takeRow(k, i, factored[i * size + k]!);
  }
}
