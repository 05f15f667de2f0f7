import type { ModelOutputs, Predictions } from "../../boosting/outputs.ts";

/** Share of new rows that intervals or sets should hold, where nothing else is asked for. */
export const CONFORMAL_LEVEL = 0.9;

export type ConformalMethodId = "absolute" | "normalised" | "cqr" | "lac" | "aps";

/** By kind of outputs; the bound of the first goes into the model file, unless another is chosen. */
export const conformalMethodIds: { readonly [kind in ModelOutputs["kind"]]: readonly ConformalMethodId[] } = {
  point: ["absolute"],
  distribution: ["cqr", "normalised", "absolute"],
  classes: ["lac", "aps"],
  // what is known of several targets is no single value that an error could be taken from
  joint: [],
};

export type ClassPredictions = Extract<Predictions, { kind: "classes" }>;
/** Predictions of a number. */
export type NumberPredictions = Exclude<Predictions, ClassPredictions>;

/** Both ends belong to it, in units of the target; a lower end above the upper one = no value at all. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * A nonconformity score: how ill a target fits a row's prediction, large = ill. A target belongs to a row's interval or
 * set when its score is at most the bound that the calibration rows give.
 */
export interface IntervalMethod {
  readonly id: ConformalMethodId;
  readonly kind: "interval";
  /** @param level share of new rows that intervals should hold. */
  rows(predictions: NumberPredictions, level: number): IntervalRows;
}

export interface IntervalRows {
  score(row: number, target: number): number;
  /** Every target whose score is at most `bound`. */
  interval(row: number, bound: number): Interval;
}

export interface SetMethod {
  readonly id: ConformalMethodId;
  readonly kind: "set";
  rows(predictions: ClassPredictions): SetRows;
}

export interface SetRows {
  /** @param label index of a class. */
  score(row: number, label: number): number;
}

export type ConformalMethod = IntervalMethod | SetMethod;
