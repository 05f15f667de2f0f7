import { describe, expect, it } from "vitest";
import { solvePositive } from "../../src/core/positive-system.ts";
import { createRandomSource } from "../../src/core/random.ts";

const host = { pause: () => undefined, stopped: false };
const random = createRandomSource(3, "positive");

/** X'X of random rows. */
function gramOf(size: number, rows: number): Float64Array {
  const x = Float64Array.from({ length: rows * size }, (_, i) => random.uniform(size, rows, i) - 0.5);
  return Float64Array.from({ length: size * size }, (_, at) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += x[r * size + Math.floor(at / size)]! * x[r * size + (at % size)]!;
    return sum;
  });
}

/** Largest entry of A X - B. */
function missed(
  matrix: Float64Array,
  size: number,
  x: Float64Array,
  b: Float64Array,
  columns: number,
): number {
  let most = 0;
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < columns; c++) {
      let sum = -b[i * columns + c]!;
      for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * x[j * columns + c]!;
      most = Math.max(most, Math.abs(sum));
    }
  }
  return most;
}

describe("symmetric positive systems", () => {
  it.each([1, 2, 4, 5, 9, 70])("of size %i are solved for several right sides", async (size) => {
    const matrix = gramOf(size, 2 * size + 3);
    const right = Float64Array.from({ length: size * 2 }, (_, i) => random.uniform(i) - 0.5);
    const upper = matrix.map((entry, at) => (at % size < Math.floor(at / size) ? Number.NaN : entry));
    const x = right.slice();
    expect(await solvePositive(upper, size, x, 2, host)).toBe(0);
    expect(missed(matrix, size, x, right, 2)).toBeLessThan(1e-9);
  });

  it("without full rank get the smallest ridge that helps, and a solution in their range", async () => {
    const size = 12;
    const matrix = gramOf(size, 5);
    const right = Float64Array.from({ length: size }, (_, i) => matrix[i * size]!);
    const x = right.slice();
    const ridge = await solvePositive(matrix.slice(), size, x, 1, host);
    expect(ridge).toBeGreaterThan(0);
    expect(ridge).toBeLessThan(1e-8);
    expect(missed(matrix, size, x, right, 1)).toBeLessThan(1e-6);
  });

  it("of zeros give zeros; what is not finite is refused; a stop is heard", async () => {
    const zeros = new Float64Array(4);
    expect(await solvePositive(zeros.slice(), 2, zeros.subarray(0, 2), 1, host)).toBeGreaterThan(0);
    expect([...zeros]).toEqual([0, 0, 0, 0]);
    const odd = Float64Array.of(Number.NaN, 0, 0, 1);
    expect(await solvePositive(odd, 2, Float64Array.of(1, 1), 1, host)).toBeNull();
    const stopped = { ...host, stopped: true };
    expect(await solvePositive(Float64Array.of(1), 1, Float64Array.of(1), 1, stopped)).toBeNull();
  });
});
