import { describe, expect, it } from "vitest";
import { createSymmetricSolver } from "../../src/core/linear-algebra.ts";
import { createRandomSource } from "../../src/core/random.ts";

function product(matrix: Float64Array, vector: Float64Array): number[] {
  const size = vector.length;
  return Array.from(vector, (_, i) => vector.reduce((sum, x, j) => sum + matrix[i * size + j]! * x, 0));
}

/** A A^T with A of so many random columns: positive definite if there are at least `size`. */
function gram(size: number, columns: number): Float64Array {
  const random = createRandomSource(2, `gram-${columns}`);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < columns; k++) {
        matrix[i * size + j]! += (random.uniform(i, k) - 0.5) * (random.uniform(j, k) - 0.5);
      }
    }
  }
  return matrix;
}

describe("createSymmetricSolver", () => {
  it.each([1, 2, 3, 5, 9])("solves systems of size %d and leaves the matrix alone", (size) => {
    const matrix = gram(size, size + 4);
    const kept = matrix.slice();
    const wanted = Float64Array.from({ length: size }, (_, i) => i - 1.5);
    const vector = Float64Array.of(7, ...wanted, 8);
    createSymmetricSolver(size).solve(matrix, vector, 1);
    product(matrix, vector.slice(1, size + 1)).forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i]!, 9);
    });
    expect([vector[0], vector[size + 1]]).toEqual([7, 8]);
    expect(matrix).toEqual(kept);
  });

  it("divides by a diagonal exactly", () => {
    const vector = Float64Array.of(1, 5);
    createSymmetricSolver(2).solve(Float64Array.of(3, 0, 0, 7), vector, 0);
    expect(Array.from(vector)).toEqual([1 / 3, 5 / 7]);
  });

  it("stays finite for a singular matrix, and nearly solves what can be solved", () => {
    const solver = createSymmetricSolver(2);
    const vector = Float64Array.of(2, 2);
    const singular = Float64Array.of(1, 1, 1, 1);
    solver.solve(singular, vector, 0);
    for (const value of product(singular, vector)) expect(value).toBeCloseTo(2, 4);
    const zero = Float64Array.of(0, 0);
    solver.solve(new Float64Array(4), zero, 0);
    expect(Array.from(zero)).toEqual([0, 0]);
  });
});
