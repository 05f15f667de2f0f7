import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BoughtRow, lureMean, nextRow } from "../../src/analysis/comparison/lure.ts";

const losses = [3, 0.5, 0, 7, 1];
const expected = [2, 1, 0.25, 3, 0.5];

/** The expectation of the estimate over every order in which so many rows can be bought. */
function expectation(count: number, bought: readonly BoughtRow[] = [], chance = 1): number {
  if (bought.length === count) {
    const seen = bought.map(({ row }) => losses[row]!);
    return chance * lureMean(bought, seen, losses.length);
  }
  const left = losses.flatMap((_, row) => (bought.some((other) => other.row === row) ? [] : [row]));
  const total = left.reduce((sum, row) => sum + expected[row]!, 0);
  return left.reduce((sum, row) => {
    const probability = expected[row]! / total;
    return sum + expectation(count, [...bought, { row, probability }], chance * probability);
  }, 0);
}

describe("labels bought one by one", () => {
  it.each([1, 2, 3, 4, 5])("estimate the mean of the pool without bias from %i rows", (count) => {
    expect(expectation(count)).toBeCloseTo(2.3, 12);
  });

  it("give the plain mean once all are bought", () => {
    const bought = losses.map((_, row) => ({ row, probability: 0.3 }));
    expect(lureMean(bought, losses, 5)).toBeCloseTo(2.3, 14);
    expect(lureMean([], [], 5)).toBeNaN();
  });

  it("are of rows that are left, each once, whatever is expected of them", () => {
    const pool = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(pool, fc.integer({ min: 0, max: 1e6 }), (numbers, seed) => {
        const bought: BoughtRow[] = [];
        for (const _ of numbers) bought.push(nextRow(Float64Array.from(numbers), bought, { seed }));
        expect(new Set(bought.map(({ row }) => row)).size).toBe(numbers.length);
        expect(bought.every(({ probability }) => probability > 0 && probability <= 1 + 1e-12)).toBe(true);
        expect(() => nextRow(Float64Array.from(numbers), bought, { seed })).toThrow("have their label");
      }),
    );
  });

  it("are drawn with the chance that they say", () => {
    const times = new Float64Array(5);
    const draws = 20_000;
    for (let seed = 0; seed < draws; seed++)
      times[nextRow(Float64Array.from(expected), [], { seed }).row]! += 1;
    times.forEach((count, row) => {
      const chance = 0.1 / 5 + (0.9 * expected[row]!) / 6.75;
      expect(Math.abs(count / draws - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / draws));
    });
  });
});
