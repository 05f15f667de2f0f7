import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedDifferences } from "../../src/analysis/comparison/paired-differences.ts";
import { type Verdict, verdictOf } from "../../src/analysis/comparison/verdict.ts";

const judge = (low: number, high: number, isLowerBetter = true, seeds: number | null = null) =>
  verdictOf({
    interval: { mean: (low + high) / 2, low, high },
    rope: 1,
    isLowerBetter,
    count: 5,
    seedsFor: () => seeds,
  });

describe("the verdict", () => {
  it("is what the whole interval says", () => {
    expect(judge(-3, -1.5)).toEqual({ is: "better" });
    expect(judge(1.5, 3)).toEqual({ is: "worse" });
    expect(judge(-1, 1)).toEqual({ is: "same" });
    expect(judge(-3, -1)).toEqual({ is: "undecided", needs: "more-rows" });
    expect(judge(-2, 0, true, 25)).toEqual({ is: "undecided", needs: "more-seeds", seeds: 20 });
    expect(judge(-2, 0, true, 5000)).toEqual({ is: "undecided", needs: "more-rows" });
  });

  it("flips with the direction of the metric and with the sign of the difference", () => {
    const flip = {
      better: "worse",
      worse: "better",
      same: "same",
      undecided: "undecided",
      baseline: "baseline",
    };
    const ends = fc.tuple(
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.double({ min: 0, max: 9, noNaN: true }),
    );
    fc.assert(
      fc.property(ends, ([low, width]) => {
        const there = judge(low, low + width).is;
        expect(judge(low, low + width, false).is).toBe(flip[there]);
        expect(judge(-low - width, -low).is).toBe(flip[there]);
      }),
    );
  });

  it("asks for a width that would settle it", () => {
    let asked = 0;
    verdictOf({
      interval: { mean: -1.5, low: -2.5, high: -0.5 },
      rope: 1,
      isLowerBetter: true,
      count: 5,
      seedsFor: (halfWidth) => {
        asked = halfWidth;
        return 9;
      },
    });
    expect(asked).toBe(0.5);
  });
});

describe("runs beside a baseline", () => {
  const how = { kind: "resampled", testPerTrain: 0.25 } as const;
  const base = [10, 11, 12, 10.5, 11.5];

  it("are summed up one by one", () => {
    const scores = [
      base,
      base.map((s, i) => s - 2 + 0.01 * i),
      base,
      base.map((s, i) => s + (i % 2 ? 1 : -1)),
    ];
    const found = pairedDifferences({ scores, baseline: 0, isLowerBetter: true, how });
    expect(found.map(({ verdict }) => verdict.is)).toEqual(["baseline", "better", "same", "undecided"]);
    expect(found[1]!.rope).toBeCloseTo(0.11, 12);
    expect(found[1]!.mean).toBeCloseTo(-1.98, 12);
    expect(found[1]!.probabilities!.better).toBeGreaterThan(0.999);
    const higher = pairedDifferences({ scores, baseline: 0, isLowerBetter: false, how });
    expect(higher[1]!.verdict).toEqual({ is: "worse" });
    expect(higher[1]!.probabilities!.worse).toBe(found[1]!.probabilities!.better);
  });

  it("lose repeats that either of them lacks", () => {
    const scores = [
      [1, Number.NaN, 3, 4],
      [1, 2, Number.NaN, Number.POSITIVE_INFINITY],
    ];
    const [, run] = pairedDifferences({ scores, baseline: 0, isLowerBetter: true, how });
    expect([run!.count, run!.dropped, run!.interval]).toEqual([1, 3, null]);
    expect(run!.differences).toEqual([0, Number.NaN, Number.NaN, Number.NaN]);
    expect(run!.verdict).toEqual({ is: "undecided", needs: "more-seeds", seeds: 1 } satisfies Verdict);
    const none = pairedDifferences({ scores: [[], []], baseline: 0, isLowerBetter: true, how });
    expect(none[1]!.verdict).toEqual({ is: "undecided", needs: "more-seeds", seeds: 2 });
    expect(() => pairedDifferences({ scores, baseline: 2, isLowerBetter: true, how })).toThrow("baseline");
  });

  it("are compared by seeds and rows where all repeats share a split", () => {
    const rowsOf = (shift: number) => (_: unknown, s: number) =>
      Float64Array.from(
        { length: 60 },
        (_unused, row) => 1 + (row % 7) + shift + 0.01 * ((row * 13 + s * 7) % 11),
      );
    const repeats = Array.from({ length: 5 });
    const rowLosses = [repeats.map(rowsOf(0)), repeats.map(rowsOf(-1)), repeats.map(rowsOf(0)), [null]];
    const scores = rowLosses.map(() => [2, 2, 2, 2, 2]);
    const fixed = { kind: "fixed-split", seed: 1, rowLosses } as const;
    const found = pairedDifferences({ scores, baseline: 0, isLowerBetter: true, how: fixed });
    expect(found.map(({ verdict }) => verdict)).toEqual([
      { is: "baseline" },
      { is: "better" },
      { is: "same" },
      { is: "undecided", needs: "row-losses" },
    ]);
    expect(found[1]!.unit).toBe("row-loss");
    expect(found[1]!.interval!.mean).toBeCloseTo(-1, 12);
    expect(found[1]!.percentile!.mean).toBe(found[1]!.interval!.mean);
    expect(found[1]!.pValue).toBeLessThan(0.001);
    expect(found[2]!.pValue).toBe(1);
    expect(found[1]!.probabilities).toBeNull();
    const without = pairedDifferences({
      scores,
      baseline: 0,
      isLowerBetter: true,
      how: { kind: "fixed-split", seed: 1 },
    });
    expect(without[1]!.interval).toBeNull();
    expect(without[1]!.verdict).toEqual({ is: "undecided", needs: "row-losses" });
  });
});
