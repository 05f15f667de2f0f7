import { describe, expect, it } from "vitest";
import { metricById } from "../../src/boosting/metrics/index.ts";
import type { Predictions } from "../../src/boosting/outputs.ts";
import { readJson, referenceFolder } from "./reference-folder.ts";

interface Judged {
  readonly y: readonly number[];
  readonly w?: readonly number[] | null;
}

interface MetricsFile {
  readonly binary: readonly (Judged & {
    readonly p: readonly number[];
    readonly roc_auc: number;
    readonly log_loss: number;
    readonly accuracy_at_half: number;
    readonly brier: number;
    readonly balanced_accuracy: number;
  })[];
  readonly multiclass: readonly (Judged & {
    readonly p: readonly (readonly number[])[];
    readonly log_loss: number;
    readonly accuracy: number;
    readonly f1_macro: number;
  })[];
  readonly regression: readonly (Judged & {
    readonly pred: readonly number[];
    readonly mse: number;
    readonly mae: number;
    readonly r2: number;
    readonly mape: number;
    readonly msle: number;
  })[];
}

const file = readJson<MetricsFile>(referenceFolder(), "sklearn", "metrics.json");

function expectMetrics(judged: Judged, predictions: Predictions, theirs: { readonly [id: string]: number }) {
  const weights = judged.w ? Float32Array.from(judged.w) : undefined;
  for (const [id, value] of Object.entries(theirs)) {
    const ours = metricById(id).compute(predictions, Float64Array.from(judged.y), weights);
    // Our weights are float32.
    expect(Math.abs(ours - value), `${id}: ${ours}, ${value}`).toBeLessThan(weights ? 3e-8 : 1e-12);
  }
}

function classes(rows: readonly (readonly number[])[]): Predictions {
  const classCount = rows[0]!.length;
  return {
    kind: "classes",
    rowCount: rows.length,
    classCount,
    probabilities: Float64Array.from(rows.flat()),
  };
}

describe("scikit-learn's metrics", () => {
  it.each(file.binary.map((entry, i) => ({ i, entry })))("two classes, $i", ({ entry }) => {
    const accuracy = entry.accuracy_at_half;
    expectMetrics(entry, classes(entry.p.map((p) => [1 - p, p])), {
      auc: entry.roc_auc,
      logloss: entry.log_loss,
      mlogloss: entry.log_loss,
      accuracy,
      brier: entry.brier,
      balanced_accuracy: entry.balanced_accuracy,
      error: 1 - accuracy,
      merror: 1 - accuracy,
    });
  });

  it.each(file.multiclass.map((entry, i) => ({ i, entry })))("several classes, $i", ({ entry }) => {
    expectMetrics(entry, classes(entry.p), {
      mlogloss: entry.log_loss,
      accuracy: entry.accuracy,
      macro_f1: entry.f1_macro,
      merror: 1 - entry.accuracy,
    });
  });

  it.each(file.regression.map((entry, i) => ({ i, entry })))("numbers, $i", ({ entry }) => {
    const point = Float64Array.from(entry.pred);
    expectMetrics(
      entry,
      { kind: "point", rowCount: point.length, point },
      {
        rmse: Math.sqrt(entry.mse),
        mae: entry.mae,
        r2: entry.r2,
        mape: entry.mape,
        rmsle: Math.sqrt(entry.msle),
      },
    );
  });
});
