import type { ModelOutputs, Predictions } from "../boosting/outputs.ts";
import type { FollowedRows, RunStart } from "../experiment/recording.ts";
import { viewWords } from "../words/views.ts";
import { followedIndex } from "./followed-rows.ts";

/** Class whose probability a one-curve picture shows: the positive one of two, else the selected row's, else the first. */
export function shownClass(start: RunStart, selectedRow: number | null): number {
  const classCount = start.header.outputs.classNames?.length ?? 0;
  if (classCount <= 2) return 1;
  const index = followedIndex(start.followed, selectedRow);
  const target = index < 0 ? Number.NaN : start.followed.target[index];
  return !Number.isNaN(target) ? target : 0;
}

/** The class that a raw score speaks for: the positive one of two, or its own; the first class may have none. */
export function classOfScore({ link, scoreCount }: ModelOutputs, output: number): number {
  if (link === "baseline-softmax") return output + 1;
  return scoreCount > 1 ? output : 1;
}

export function className(outputs: ModelOutputs, index: number): string {
  return outputs.classNames?.[index] ?? outputs.outputNames?.[index] ?? viewWords.class(index);
}

/** What a fit draws as y: the target, or 1 for rows of the shown class and 0 for the others. */
export function shownTargets(start: RunStart, classIndex: number): Float64Array {
  const target = start.followed.target;
  if (start.header.outputs.kind !== "classes") return target;
  return target.map((value) => (Number.isNaN(value) ? value : value === classIndex ? 1 : 0));
}

/** What a fit draws as the prediction: the point, or the probability of the shown class. */
export function shownPredictions(predictions: Predictions, classIndex: number): Float64Array {
  if (predictions.kind !== "classes") return predictions.point;
  const { probabilities, rowCount, classCount } = predictions;
  const shown = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) shown[row] = probabilities[row * classCount + classIndex];
  return shown;
}

/** Class with the highest probability of each row; ties go to the first. */
export function likeliestClasses(predictions: Predictions & { readonly kind: "classes" }): Int32Array {
  const { probabilities, rowCount, classCount } = predictions;
  const likeliest = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let best = 0;
    for (let c = 1; c < classCount; c++) {
      if (probabilities[row * classCount + c] > probabilities[row * classCount + best]) best = c;
    }
    likeliest[row] = best;
  }
  return likeliest;
}

/** Numeric values of a feature at the followed rows. Category codes stand for themselves, missing = NaN. */
export function featureValues(followed: FollowedRows, feature: number): Float32Array {
  const column = followed.features[feature];
  if (column.kind === "numeric") return column.values;
  return Float32Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
}
