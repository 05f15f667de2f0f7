import type { ModelOutputs, Predictions } from "../../boosting/outputs.ts";
import { predictionsOf } from "../../boosting/predictions.ts";
import type { RawScores } from "../../boosting/raw-scores.ts";
import { blockSum } from "../../core/block-sum.ts";
import type { Dataset } from "../../core/dataset.ts";
import { conformalBound } from "./conformal-bound.ts";
import {
  type ClassPredictions,
  CONFORMAL_LEVEL,
  type ConformalMethod,
  type ConformalMethodId,
  type NumberPredictions,
} from "./conformal-method.ts";
import { conformalMethodsOf } from "./index.ts";

/** What rows that nothing trained on say of a model's errors. */
export interface Conformal {
  /** Share of new rows that the interval or set should hold, if they are like the calibration rows. */
  readonly level: number;
  readonly rows: number;
  readonly kind: "interval" | "set";
  /** interval: half its width, in units of the target. set: classes in it on average over the test rows. Null = too few rows. */
  readonly size: number | null;
  /** Share of the test rows that it really holds; null = there are none. */
  readonly coverage: number | null;
  /** Every method that fits the outputs; size and coverage above are of absolute, or of the chosen one of sets. Absent in runs of earlier days. */
  readonly methods?: readonly MethodResult[];
  /** The method whose bound goes into the model file. Absent = the first one. */
  readonly chosen?: ConformalMethodId;
}

/** What is asked of the calibration rows; absent members have their defaults. */
export interface ConformalRequest {
  readonly level?: number;
  /** Looked for among the methods that fit the outputs; the first of those where it is none of them. */
  readonly method?: ConformalMethodId;
}

export interface MethodResult {
  readonly method: ConformalMethodId;
  /** Largest score of what belongs to an interval or set, may be negative; null = infinite, too few rows. */
  readonly bound: number | null;
  /** Share of the test rows that are held; null = none, or no bound. */
  readonly coverage: number | null;
  /** Mean over the test rows: the width of intervals in units of the target, or classes in the set; null = as above. */
  readonly meanSize: number | null;
}

export interface ScoredSet {
  readonly data: Dataset;
  readonly scores: RawScores;
}

/** A censored target, or several a row, has no error that a bound could be taken from. */
export function canCalibrate({ rowCount, target, groups }: Dataset): boolean {
  const isCensored = target.upper !== undefined || target.lower !== undefined || target.event !== undefined;
  // scores of a ranking have no scale
  return rowCount > 0 && target.values.length === rowCount && !isCensored && groups === undefined;
}

/** Split conformal prediction by every method that fits the outputs. */
export function conformalOf(
  outputs: ModelOutputs,
  calibration: ScoredSet,
  test: ScoredSet | null,
  { level = CONFORMAL_LEVEL, method: wanted }: ConformalRequest = {},
): Conformal {
  const known = predicted(outputs, calibration);
  const tested = test === null || test.data.rowCount === 0 ? null : predicted(outputs, test);
  const methods = conformalMethodsOf(outputs).map((method): MethodResult => {
    const bound = conformalBound(measure(method, known, level).scores, level);
    if (bound === null || tested === null) {
      return { method: method.id, bound, coverage: null, meanSize: null };
    }
    const { scores, size } = measure(method, tested, level);
    const count = scores.length;
    const held = scores.reduce((sum, score) => sum + (score <= bound ? 1 : 0), 0);
    const meanSize = blockSum(count, (row) => size(row, bound)) / count;
    return {
      method: method.id,
      bound,
      coverage: held / count,
      meanSize: Number.isFinite(meanSize) ? meanSize : null,
    };
  });
  const kind = outputs.kind === "classes" ? "set" : "interval";
  const chosen = methods.slice(1).find(({ method }) => method === wanted);
  const plain =
    kind === "set" ? (chosen ?? methods[0]!) : methods.find(({ method }) => method === "absolute")!;
  return {
    level,
    rows: known.target.length,
    kind,
    size: kind === "set" ? plain.meanSize : plain.bound,
    coverage: plain.coverage,
    methods,
    ...(chosen !== undefined && { chosen: chosen.method }),
  };
}

interface Predicted {
  readonly predictions: Predictions;
  readonly target: Float64Array;
}

function predicted(outputs: ModelOutputs, { data, scores }: ScoredSet): Predicted {
  return { predictions: predictionsOf(outputs, scores), target: data.target.values };
}

/** Scores of the true targets, and how much a row's interval or set holds. */
function measure(method: ConformalMethod, { predictions, target }: Predicted, level: number) {
  if (method.kind === "interval") {
    const rows = method.rows(predictions as NumberPredictions, level);
    return {
      scores: target.map((value, row) => rows.score(row, value)),
      size(row: number, bound: number) {
        const { lower, upper } = rows.interval(row, bound);
        return Math.max(0, upper - lower);
      },
    };
  }
  const classes = predictions as ClassPredictions;
  const rows = method.rows(classes);
  return {
    scores: target.map((label, row) => rows.score(row, label)),
    size(row: number, bound: number) {
      let members = 0;
      for (let k = 0; k < classes.classCount; k++) if (rows.score(row, k) <= bound) members++;
      return members;
    },
  };
}
