/** A symmetric, positive definite matrix (row-major) as L L^T; null where a pivot is not positive. */
export function choleskyOf(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let entry = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) entry -= lower[i * size + k]! * lower[j * size + k]!;
      if (i !== j) lower[i * size + j] = entry / lower[j * size + j]!;
      else if (entry > 0) lower[i * size + i] = Math.sqrt(entry);
      else return null;
    }
  }
  return lower;
}

/** L y = vector. */
export function solveLower(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const solved = Float64Array.from(vector);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solved[i]! -= lower[i * size + k]! * solved[k]!;
    solved[i]! /= lower[i * size + i]!;
  }
  return solved;
}

/** L^T x = vector. */
export function solveUpper(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const solved = Float64Array.from(vector);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solved[i]! -= lower[k * size + i]! * solved[k]!;
    solved[i]! /= lower[i * size + i]!;
  }
  return solved;
}
