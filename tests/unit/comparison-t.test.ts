import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bayesianCorrelatedT } from "../../src/analysis/comparison/bayesian-correlated-t.ts";
import { correctedT, halfWidthFloor, seedsNeeded } from "../../src/analysis/comparison/corrected-t.ts";
import { tCdf, tQuantile } from "../../src/core/student-t.ts";
import reference from "./comparison-reference.json" with { type: "json" };

const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 12 });
const share = (ours: number, theirs: number) => Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 1e-300);

describe("Student's t against SciPy", () => {
  it("has its quantiles from 1 to a million degrees of freedom, down to 1e-12", () => {
    for (const [df, p, theirs] of reference.tQuantile as [number, number, number][]) {
      expect(share(tQuantile(p, df), theirs), `${p}, ${df}`).toBeLessThan(1e-10);
      if (p > 0.001) expect(share(tQuantile(1 - p, df), -theirs), `${1 - p}, ${df}`).toBeLessThan(1e-10);
    }
  });

  it("has its distribution function", () => {
    for (const [df, z, theirs] of reference.tCdf as [number, number, number][]) {
      expect(share(tCdf(z, df), theirs), `${z}, ${df}`).toBeLessThan(df < 1e6 ? 1e-12 : 2e-10);
    }
  });

  it("has no quantile outside of [0, 1]", () => {
    expect(tQuantile(1.1, 3)).toBeNaN();
    expect(tQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY);
    expect(tQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("tests of differences against SciPy", () => {
  it.each(reference.differences)("case with $testPerTrain test rows a training row", (line) => {
    const { differences, testPerTrain, rope } = line;
    const test = correctedT(differences, testPerTrain)!;
    expect(test.low).toBeCloseTo(line.low, 11);
    expect(test.high).toBeCloseTo(line.high, 11);
    expect(share(test.pValue, line.pValue)).toBeLessThan(1e-10);
    const probabilities = bayesianCorrelatedT(differences, { testPerTrain, rope })!;
    for (const at of ["below", "within", "above"] as const) {
      expect(Math.abs(probabilities[at] - line[at]), at).toBeLessThan(1e-12);
    }
  });
});

describe("the corrected t test", () => {
  it("needs two repeats and a level", () => {
    expect(correctedT([], 0.25)).toBeNull();
    expect(correctedT([1], 0.25)).toBeNull();
    expect(() => correctedT([1, 2], 0.25, 1)).toThrow("above 0 and below 1");
  });

  it("is certain where nothing spreads", () => {
    const same = correctedT([0, 0, 0], 0.25)!;
    expect([same.low, same.high, same.pValue]).toEqual([0, 0, 1]);
    const moved = correctedT([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.25)!;
    expect([moved.mean, moved.sd, moved.low, moved.high, moved.pValue]).toEqual([0.1, 0, 0.1, 0.1, 0]);
  });

  it("is mirrored when the runs change places", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (differences, testPerTrain) => {
        const there = correctedT(differences, testPerTrain)!;
        const back = correctedT(
          differences.map((d) => -d),
          testPerTrain,
        )!;
        expect(back.low).toBeCloseTo(-there.high, 9);
        expect(back.high).toBeCloseTo(-there.low, 9);
        expect(back.pValue).toBeCloseTo(there.pValue, 12);
      }),
    );
  });

  it("never narrows below its floor, and counts what is needed to come near", () => {
    const spread = { sd: 2, testPerTrain: 0.25 };
    const floor = halfWidthFloor(spread);
    expect(floor).toBeCloseTo(1.959963984540054, 12);
    expect(seedsNeeded(spread, floor)).toBeNull();
    expect(seedsNeeded(spread, floor * 0.9)).toBeNull();
    expect(seedsNeeded(spread, floor * (1 + 1e-9))).toBeNull();
    const needed = seedsNeeded(spread, 2.5)!;
    const halfAt = (count: number) =>
      -tQuantile(0.025, count - 1) * spread.sd * Math.sqrt(1 / count + spread.testPerTrain);
    expect(halfAt(needed)).toBeLessThan(2.5);
    expect(halfAt(needed - 1)).toBeGreaterThanOrEqual(2.5);
    expect(seedsNeeded(spread, 1e6)).toBe(2);
    expect(seedsNeeded({ sd: 2, testPerTrain: 0 }, 0.1)).toBe(1540);
  });
});

describe("the Bayesian correlated t test", () => {
  it("is one point where nothing spreads, the region's ends included", () => {
    const at = (mean: number, rope: number) =>
      bayesianCorrelatedT([mean, mean], { testPerTrain: 0.25, rope });
    expect(at(0.5, 0.5)).toEqual({ below: 0, within: 1, above: 0 });
    expect(at(-0.5, 0.5)).toEqual({ below: 0, within: 1, above: 0 });
    expect(at(0, 0)).toEqual({ below: 0, within: 1, above: 0 });
    expect(at(0.6, 0.5)).toEqual({ below: 0, within: 0, above: 1 });
    expect(at(-0.6, 0.5)).toEqual({ below: 1, within: 0, above: 0 });
    expect(bayesianCorrelatedT([1], { testPerTrain: 0.25, rope: 1 })).toBeNull();
  });

  it("gives probabilities that add up and change places with the runs", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 10, noNaN: true }), (differences, rope) => {
        const there = bayesianCorrelatedT(differences, { testPerTrain: 0.25, rope })!;
        const back = bayesianCorrelatedT(
          differences.map((d) => -d),
          { testPerTrain: 0.25, rope },
        )!;
        expect(there.below + there.within + there.above).toBeCloseTo(1, 12);
        expect(back.above).toBeCloseTo(there.below, 9);
      }),
    );
  });
});
