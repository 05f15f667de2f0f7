import { describe, expect, it } from "vitest";
import { metricById } from "../../src/boosting/metrics/index.ts";
import type { Predictions } from "../../src/boosting/outputs.ts";

interface Judged {
  readonly predictions: Predictions;
  readonly target: readonly number[];
  readonly weights: readonly number[];
}

function classes(classCount: number, rows: readonly (readonly number[])[]): Predictions {
  return {
    kind: "classes",
    rowCount: rows.length,
    classCount,
    probabilities: Float64Array.from(rows.flat()),
  };
}

function points(values: readonly number[]): Predictions {
  return { kind: "point", rowCount: values.length, point: Float64Array.from(values) };
}

/** Two classes; several scores are equal. All numbers are exact in float32. */
const binary: Judged = {
  predictions: classes(
    2,
    [
      0.4375, 0.3125, 0.78125, 0.28125, 0.5625, 0.1875, 0.78125, 0.65625, 0.46875, 0.15625, 0.875, 0.65625,
      0.25, 0.96875, 0.375, 0.03125, 0.25, 0.03125, 0.9375, 0.25, 0.15625, 0.6875, 0.125, 0.78125,
    ].map((p) => [1 - p, p]),
  ),
  target: [1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1],
  weights: [
    1, 0.75, 1.25, 0.75, 1, 1.5, 0.75, 1.75, 0.25, 1.5, 0.75, 0.75, 1.25, 1, 0.75, 0, 0.25, 1.5, 1, 1.5, 2,
    1.25, 0, 0.5,
  ],
};

/** Four classes; no row is of the third, one is taken for it. */
const several: Judged = {
  predictions: classes(4, [
    [0.046875, 0.703125, 0.171875, 0.078125],
    [0.09375, 0.15625, 0.09375, 0.65625],
    [0.03125, 0.53125, 0.359375, 0.078125],
    [0.390625, 0.46875, 0, 0.140625],
    [0.09375, 0.5625, 0.28125, 0.0625],
    [0.109375, 0.015625, 0.078125, 0.796875],
    [0.171875, 0.046875, 0, 0.78125],
    [0.484375, 0.015625, 0.265625, 0.234375],
    [0.515625, 0.234375, 0.21875, 0.03125],
    [0.046875, 0.953125, 0, 0],
    [0.546875, 0.203125, 0.109375, 0.140625],
    [0.359375, 0.4375, 0.0625, 0.140625],
    [0.5625, 0.296875, 0.015625, 0.125],
    [0.4375, 0.421875, 0.015625, 0.125],
    [0.015625, 0.40625, 0.546875, 0.03125],
    [0.234375, 0.203125, 0, 0.5625],
  ]),
  target: [1, 3, 0, 1, 1, 1, 3, 0, 0, 1, 0, 0, 1, 0, 1, 3],
  weights: [2, 1.5, 0.75, 1.75, 0.5, 2, 1.5, 0.75, 1.25, 1.5, 0.75, 2, 1, 2, 2, 0.5],
};

const numbers: Judged = {
  predictions: points([5.625, 1.125, 8.25, 8.125, 8.25, 3.25, 11, 1.125, 3.375, 7.125, 10, 4.625]),
  target: [6.25, 2.5, 10, 9.75, 8.75, 5, 8.75, 1.5, 3.25, 5, 7.75, 5],
  weights: [1.75, 1.25, 1.5, 2, 0, 1.75, 0.5, 1, 1.5, 1.5, 0.25, 1.25],
};

const sets = { binary, several, numbers };
const SCIKIT_LEARN = "scikit-learn 1.2.1";
const XGBOOST = "XGBoost 1.7.4";

/** Set, metric, library, its value without and with weights. XGBoost judged them as base_margin of no trees. */
const values = [
  ["binary", "auc", XGBOOST, 0.71875, 0.7339015151515151],
  ["binary", "aucpr", XGBOOST, 0.7421403764542946, 0.7622009772000307],
  ["binary", "logloss", XGBOOST, 0.6182312270005544, 0.5985759655418603],
  ["binary", "brier", SCIKIT_LEARN, 0.20914713541666666, 0.20354959239130435],
  ["binary", "balanced_accuracy", SCIKIT_LEARN, 0.75, 0.7424242424242424],
  ["binary", "macro_f1", SCIKIT_LEARN, 0.7482517482517481, 0.7386363636363636],
  ["several", "balanced_accuracy", SCIKIT_LEARN, 0.746031746031746, 0.7227390180878553],
  ["several", "macro_f1", SCIKIT_LEARN, 0.5499500499500499, 0.5230403768139616],
  ["several", "brier", "NumPy 1.24.2", 0.49981689453125, 0.5190541936063219],
  ["numbers", "rmse", XGBOOST, 1.4785796957440835, 1.4312650826601288],
  ["numbers", "mae", XGBOOST, 1.2604166666666667, 1.2390350877192982],
  ["numbers", "rmsle", XGBOOST, 0.233543472470308, 0.2424623402343638],
  ["numbers", "mape", SCIKIT_LEARN, 0.22789470833825676, 0.2323458045444463],
  ["numbers", "mape", XGBOOST, 0.22789471099774042, 0.23234580901631138],
  ["numbers", "mphe", XGBOOST, 0.6961154441038767, 0.6729629729923449],
] as const;

describe("values of the libraries", () => {
  it.each(values)("%s: %s of %s", (set, id, library, plain, weighted) => {
    const { predictions, target, weights } = sets[set];
    // XGBoost computes a row's error in float32.
    const tolerance = library === XGBOOST ? 3e-7 : 1e-14;
    const near = (given: Float32Array | undefined, value: number) => {
      const ours = metricById(id).compute(predictions, Float64Array.from(target), given);
      expect(Math.abs(ours - value), `${ours}, ${value}`).toBeLessThan(tolerance);
    };
    near(undefined, plain);
    near(Float32Array.from(weights), weighted);
  });

  it("aucpr at its ends", () => {
    const aucpr = (positive: readonly number[], target: readonly number[]) =>
      metricById("aucpr").compute(
        classes(
          2,
          positive.map((p) => [1 - p, p]),
        ),
        Float64Array.from(target),
        undefined,
      );
    expect(aucpr([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])).toBe(1);
    expect(aucpr([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBe(0.25);
    expect(aucpr([0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0])).toBeCloseTo(0.3068528194400547, 14);
    expect(aucpr([0.1, 0.2], [1, 1])).toBeNaN();
    expect(aucpr([0.1, 0.2], [0, 0])).toBeNaN();
  });
});
