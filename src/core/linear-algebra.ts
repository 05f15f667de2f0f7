/** Added to the diagonal, relative to its largest entry, where a matrix has no positive pivot left. */
const RIDGE = 1e-6;

/**
 * Factors a symmetric, row-major matrix as L D L^T in place: D on the diagonal, the unit lower L below it. No square
 * roots, so a diagonal matrix stays what it is. Returns false at a pivot that is not positive.
 */
function factor(matrix: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j * size + j]!;
    for (let k = 0; k < j; k++) {
      const below = matrix[j * size + k]!;
      pivot -= below * below * matrix[k * size + k]!;
    }
    if (!(pivot > 0)) return false;
    matrix[j * size + j] = pivot;
    for (let i = j + 1; i < size; i++) {
      let entry = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) {
        entry -= matrix[i * size + k]! * matrix[j * size + k]! * matrix[k * size + k]!;
      }
      matrix[i * size + j] = entry / pivot;
    }
  }
  return true;
}

/** Solves L D L^T x = vector in place. */
function substitute(factored: Float64Array, size: number, vector: Float64Array, at: number): void {
  for (let i = 1; i < size; i++) {
    for (let k = 0; k < i; k++) vector[at + i]! -= factored[i * size + k]! * vector[at + k]!;
  }
  for (let i = 0; i < size; i++) vector[at + i]! /= factored[i * size + i]!;
  for (let i = size - 2; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) vector[at + i]! -= factored[k * size + i]! * vector[at + k]!;
  }
}

/** Solves many small systems of one size without new memory. */
export interface SymmetricSolver {
  /**
   * Solves matrix x = vector, x over vector[at ..]. `matrix`: row-major, symmetric and positive semidefinite; it is left
   * as it was. A singular one gets a small ridge; false tells of it.
   */
  solve(matrix: Float64Array, vector: Float64Array, at: number): boolean;
}

export function createSymmetricSolver(size: number): SymmetricSolver {
  const work = new Float64Array(size * size);
  return {
    solve(matrix, vector, at) {
      work.set(matrix);
      const isRegular = factor(work, size);
      if (!isRegular) {
        let largest = 0;
        for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(matrix[i * size + i]!));
        const ridge = RIDGE * (largest > 0 ? largest : 1);
        work.set(matrix);
        for (let i = 0; i < size; i++) work[i * size + i]! += ridge;
        factor(work, size);
      }
      substitute(work, size, vector, at);
      return isRegular;
    },
  };
}
