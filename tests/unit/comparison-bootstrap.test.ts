import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cheapInterval, pairedRowBootstrap } from "../../src/analysis/comparison/cheap-bootstrap.ts";
import { multiBootstrap } from "../../src/analysis/comparison/multi-bootstrap.ts";
import { seedsNeededOnRows } from "../../src/analysis/comparison/seed-and-row.ts";
import { blockDot, blockSum } from "../../src/core/block-sum.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(4, "losses");
const lossesOf = (count: number, at: number) =>
  Float64Array.from({ length: count }, (_, row) => random.uniform(at, row));

describe("the cheap bootstrap", () => {
  it("sums products in the order of all sums", () => {
    const [left, right] = [lossesOf(3000, 11), lossesOf(3000, 12)];
    expect(blockDot(left, right)).toBe(blockSum(3000, (row) => left[row]! * right[row]!));
  });

  it("reaches as many spreads as the paper says", () => {
    // 97.5 % quantiles of t with B degrees of freedom, SciPy 1.10.1
    for (const [count, reach] of [
      [1, 12.706204736174705],
      [2, 4.302652729749462],
      [3, 3.182446305283708],
      [5, 2.570581835636197],
      [10, 2.228138851986273],
    ] as const) {
      const { low, high } = cheapInterval(3, new Float64Array(count).fill(4));
      expect(3 - low).toBeCloseTo(reach, 7);
      expect(high - 3).toBeCloseTo(reach, 7);
    }
    expect(() => cheapInterval(1, [])).toThrow("at least one");
  });

  it("keeps rows together, so a constant difference is certain", () => {
    const second = lossesOf(50, 1);
    const { mean, low, high } = pairedRowBootstrap(
      { first: second.map((loss) => loss + 0.25), second },
      { seed: 1 },
    );
    expect(mean).toBeCloseTo(0.25, 14);
    expect(high - low).toBeLessThan(1e-14);
  });

  it("draws the same first resamples however many follow", () => {
    const rows = { first: lossesOf(30, 2), second: lossesOf(30, 3) };
    const few = pairedRowBootstrap(rows, { seed: 7, resamples: 3 }).resampled;
    const many = pairedRowBootstrap(rows, { seed: 7, resamples: 9 }).resampled;
    expect([...many.slice(0, 3)]).toEqual([...few]);
    expect(pairedRowBootstrap(rows, { seed: 8, resamples: 3 }).resampled).not.toEqual(few);
  });

  it("is mirrored when the models change places", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 40 }), (seed, count) => {
        const [first, second] = [lossesOf(count, 2 * seed), lossesOf(count, 2 * seed + 1)];
        const there = pairedRowBootstrap({ first, second }, { seed });
        const back = pairedRowBootstrap({ first: second, second: first }, { seed });
        expect(back.low).toBeCloseTo(-there.high, 12);
        expect(back.high).toBeCloseTo(-there.low, 12);
      }),
    );
  });

  it("leaves out rows without weight, and takes another statistic", () => {
    const first = Float64Array.of(1, 2, 900);
    const second = Float64Array.of(0, 1, 5);
    const weights = Float64Array.of(1, 1, 0);
    expect(pairedRowBootstrap({ first, second, weights }, { seed: 1 }).mean).toBe(1);
    const none = new Float64Array(3);
    expect(() => pairedRowBootstrap({ first, second, weights: none }, { seed: 1 })).toThrow("No test row");
    const statistic = (drawn: Float64Array) => drawn.reduce((sum, weight) => sum + weight, 0);
    const { mean, low, high } = pairedRowBootstrap({ first, second }, { seed: 1, statistic });
    expect([mean, low, high]).toEqual([3, 3, 3]);
    expect(() => pairedRowBootstrap({ first, second: first.slice(1) }, { seed: 1 })).toThrow("same rows");
  });
});

describe("the multi-bootstrap", () => {
  const seeds = (count: number, at: number, shift: number) =>
    Array.from({ length: count }, (_, s) => lossesOf(40, at + s).map((loss) => loss + shift));

  it("finds a clear difference, with a p that is never below one replicate", () => {
    const losses = { first: seeds(5, 100, 1), second: seeds(5, 200, 0) };
    for (const isPaired of [true, false]) {
      const found = multiBootstrap(losses, { seed: 1, isPaired, replicates: 200 });
      expect(found.percentile.mean).toBeGreaterThan(0.8);
      expect(found.percentile.low).toBeGreaterThan(0.5);
      expect(found.student.low).toBeGreaterThan(0.5);
      expect([found.pAbove, found.pBelow]).toEqual([1 / 200, 1]);
    }
  });

  it("has the mean squares of a table of two seeds and three rows", () => {
    // differences 0 1 5 / 2 5 5: seed means 2, 4; row means 1, 3, 5; mean 3; rests 0 -1 1 / 0 1 -1
    const zero = new Float64Array(3);
    const { parts } = multiBootstrap(
      { first: [Float64Array.of(0, 1, 5), Float64Array.of(2, 5, 5)], second: [zero, zero] },
      { seed: 1, replicates: 10 },
    );
    expect(parts.mean).toBe(3);
    expect(parts.ofSeeds).toBeCloseTo(2 / 2, 14);
    expect(parts.ofRows).toBeCloseTo(4 / 3, 14);
    expect(parts.ofBoth).toBeCloseTo(2 / 6, 14);
  });

  it("has the same numbers for whole weights as for rows that stand there as often", () => {
    const [first, second] = [seeds(3, 300, 0), seeds(3, 400, 0)];
    const twice = (list: Float64Array) => Float64Array.of(...list, ...list);
    const options = { seed: 1, replicates: 20 };
    const weighted = multiBootstrap({ first, second, weights: new Float64Array(40).fill(2) }, options);
    const plain = multiBootstrap({ first, second }, options);
    expect(weighted.student).toEqual(plain.student);
    const longer = (list: Float64Array) => Float64Array.of(...list, 900, -900);
    const padded = multiBootstrap(
      {
        first: first.map(longer),
        second: second.map(longer),
        weights: longer(new Float64Array(40).fill(1)).fill(0, 40),
      },
      options,
    );
    expect(padded).toEqual(plain);
    const doubled = multiBootstrap({ first: first.map(twice), second: second.map(twice) }, options);
    expect(doubled.parts.mean).toBeCloseTo(plain.parts.mean, 13);
    expect(doubled.parts.ofSeeds).toBeCloseTo(plain.parts.ofSeeds, 13);
  });

  it("offers more seeds only where rows do not forbid it", () => {
    const parts = { mean: 1, ofSeeds: 1, ofRows: 0.01, ofBoth: 0, seedDf: 4, rowDf: 99, seeds: 5 };
    expect(seedsNeededOnRows(parts, 0.1, 0.95)).toBeNull();
    const needed = seedsNeededOnRows(parts, 0.5, 0.95)!;
    expect(needed).toBeGreaterThan(70);
    expect(needed).toBeLessThan(100);
  });

  it("refuses seeds that cannot be compared", () => {
    const [first, second] = [seeds(3, 1, 0), seeds(2, 5, 0)];
    expect(() => multiBootstrap({ first, second }, { seed: 1 })).toThrow("at least two seeds");
    expect(() =>
      multiBootstrap({ first, second }, { seed: 1, isPaired: false, replicates: 9 }),
    ).not.toThrow();
    expect(() => multiBootstrap({ first: [], second: [] }, { seed: 1 })).toThrow("same rows");
  });
});
