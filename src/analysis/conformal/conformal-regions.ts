import type { ModelContent } from "../../boosting/model-file.ts";
import type { Predictions } from "../../boosting/outputs.ts";
import type { Conformal } from "./conformal.ts";
import type { ClassPredictions, ConformalMethodId, Interval, NumberPredictions } from "./conformal-method.ts";
import { conformalMethodsOf } from "./index.ts";

/** What a model file keeps of its calibration rows. Plain data: it is part of the hashed model file. */
export interface StoredBound {
  readonly method: ConformalMethodId;
  /** Share of new rows that intervals or sets should hold. */
  readonly level: number;
  readonly bound: number;
}

/** A model that knows how far off its kept rounds are. */
export interface CalibratedModel extends ModelContent {
  /** Absent = no calibration rows, or too few. */
  readonly conformal?: StoredBound;
}

/** The bound that goes into the model file; null = too few rows, or a run of earlier days. */
export function storedBoundOf({ level, methods = [], chosen }: Conformal): StoredBound | null {
  const kept = methods.find(({ method }) => method === chosen) ?? methods[0];
  if (kept === undefined || kept.bound === null) return null;
  return { method: kept.method, level, bound: kept.bound };
}

/** Every row's interval or set by a stored bound. Null = the method does not fit the predictions. */
export type Regions =
  | { readonly kind: "interval"; interval(row: number): Interval }
  | { readonly kind: "set" /** Indices of classes, ascending; may be empty. */; set(row: number): number[] };

export function regionsOf(predictions: Predictions, { method, level, bound }: StoredBound): Regions | null {
  const found = conformalMethodsOf(predictions).find(({ id }) => id === method);
  if (found === undefined) return null;
  if (found.kind === "interval") {
    const rows = found.rows(predictions as NumberPredictions, level);
    return { kind: "interval", interval: (row) => rows.interval(row, bound) };
  }
  const classes = predictions as ClassPredictions;
  const rows = found.rows(classes);
  const labels = Array.from({ length: classes.classCount }, (_, k) => k);
  return { kind: "set", set: (row) => labels.filter((k) => rows.score(row, k) <= bound) };
}
