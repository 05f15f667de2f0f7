import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Predictions } from "../../src/boosting/outputs.ts";
import {
  calibrationBins,
  calibrationError,
  coverageAt,
  pitHistogram,
} from "../../src/figures/calibration-figure.ts";
import { confusionCounts, lineOf } from "../../src/figures/confusion-figure.ts";
import { rankCurves, thresholdOf } from "../../src/figures/rank-curves.ts";

const all = (count: number) => Uint32Array.from({ length: count }, (_, n) => n);

function classes(rows: readonly (readonly number[])[]): Predictions & { readonly kind: "classes" } {
  return {
    kind: "classes",
    rowCount: rows.length,
    classCount: rows[0]!.length,
    probabilities: Float64Array.from(rows.flat()),
  };
}

describe("the confusion matrix", () => {
  it("counts true against likeliest classes, and leaves out rows without a target", () => {
    const predictions = classes([
      [0.7, 0.2, 0.1],
      [0.1, 0.8, 0.1],
      [0.6, 0.3, 0.1],
      [0.1, 0.2, 0.7],
      [0.9, 0.1, 0],
    ]);
    const found = confusionCounts(predictions, [0, 1, 1, 2, Number.NaN], all(5));
    expect([...found.counts]).toEqual([1, 0, 0, 1, 1, 0, 0, 0, 1]);
    expect(found).toMatchObject({ total: 4, right: 3, hasOthers: false });
  });

  it("keeps the nine most frequent of many classes and puts the rest together", () => {
    const count = 14;
    const target = Array.from({ length: 105 }, (_, n) => Math.floor((Math.sqrt(8 * n + 1) - 1) / 2));
    const rows = target.map((truth) => Array.from({ length: count }, (_, c) => Number(c === truth)));
    const found = confusionCounts(classes(rows), target, all(105));
    expect(found.classes).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(found).toMatchObject({ hasOthers: true, size: 10, total: 105, right: 105 });
    expect(found.counts[99]).toBe(1 + 2 + 3 + 4 + 5);
    expect([lineOf(found, 5), lineOf(found, 2)]).toEqual([0, 9]);
  });
});

describe("ROC and precision-recall", () => {
  const score = [0.9, 0.8, 0.8, 0.4, 0.2];
  const positive = [true, false, true, true, false];
  const curves = rankCurves(score, (row) => positive[row]!, all(5));

  it("take ties together", () => {
    expect(curves.thresholds).toEqual([0.9, 0.8, 0.4, 0.2]);
    expect(curves.falsePositives).toEqual([0, 0.5, 0.5, 1]);
    expect(curves.truePositives.map((share) => Math.round(share * 3))).toEqual([1, 2, 3, 3]);
    // Pairs: 0.9 wins both, 0.8 ties one and wins one, 0.4 wins one.
    expect(curves.auc).toBeCloseTo((2 + 1.5 + 1) / 6, 12);
    expect(curves.averagePrecision).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
  });

  it("do not depend on the order of rows, and the area is the share of pairs in order", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const found = rankCurves(
          drawn.map(([value]) => value),
          (row) => drawn[row]![1],
          all(drawn.length),
        );
        const [up, down] = [drawn.filter(([, yes]) => yes), drawn.filter(([, yes]) => !yes)];
        fc.pre(up.length > 0 && down.length > 0);
        const won = up.flatMap(([a]) => down.map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const share = won.reduce((sum: number, one) => sum + one, 0) / won.length;
        expect(found.auc).toBeCloseTo(share, 12);
        const turned = rankCurves(
          drawn.map(([value]) => value),
          (row) => drawn[row]![1],
          all(drawn.length).reverse(),
        );
        expect(turned).toEqual(found);
      }),
    );
  });

  it("find the point of a row's own score", () => {
    expect([0.95, 0.9, 0.8, 0.5, 0.1].map((value) => thresholdOf(curves, value))).toEqual([-1, 0, 1, 1, 3]);
  });
});

describe("calibration", () => {
  it("bins by tenths, with Wilson's interval, and weighs its error by rows", () => {
    const probability = [0.05, 0.15, 0.12, 0.95, 1];
    const cameTrue = [false, true, false, true, true];
    const bins = calibrationBins(probability, (row) => cameTrue[row]!, all(5));
    expect(bins.map(({ count }) => count)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(bins[1]).toMatchObject({ observed: 0.5 });
    expect(bins[1]!.predicted).toBeCloseTo(0.135, 12);
    // For 2 of 2 the lower end is n / (n + z^2).
    expect(bins[9]!.low).toBeCloseTo(2 / (2 + 1.959963984540054 ** 2), 12);
    expect(bins[9]!.high).toBeCloseTo(1, 12);
    expect(calibrationError(bins)).toBeCloseTo((0.05 + 2 * 0.365 + 2 * 0.025) / 5, 12);
  });

  it("of distributions: even transforms are flat and cover what they say", () => {
    const pit = Array.from({ length: 200 }, (_, n) => (n + 0.5) / 200);
    const { densities, low, high } = pitHistogram(pit);
    for (const density of densities) expect(density).toBeCloseTo(1, 12);
    expect(low).toBeCloseTo(1 - (1.959963984540054 * Math.sqrt(18)) / 20, 12);
    expect(high).toBeCloseTo(2 - low, 12);
    for (const nominal of [0.5, 0.9]) expect(coverageAt(pit, nominal)).toBeCloseTo(nominal, 12);
    expect(coverageAt([0.5, 0.01, 0.99], 0.9)).toBeCloseTo(1 / 3, 12);
  });
});
