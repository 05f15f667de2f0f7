import type { Predictions } from "../boosting/outputs.ts";
import { likeliestClasses } from "./targets.ts";

/** Counts of true against predicted classes; rows and columns are the shown classes, "others" last where there are more. */
export interface ConfusionCounts {
  /** Class indices that have a line of their own, in class order. */
  readonly classes: readonly number[];
  readonly hasOthers: boolean;
  /** True line-major, `size` x `size`. */
  readonly counts: Float64Array;
  readonly size: number;
  readonly total: number;
  /** Rows whose likeliest class is the true one, also among "others". */
  readonly right: number;
}

const MOST_CLASSES = 9;

type ClassPredictions = Predictions & { readonly kind: "classes" };

/** `rows`: which predictions are counted; targets are class indices, NaN = not counted. */
export function confusionCounts(
  predictions: ClassPredictions,
  target: ArrayLike<number>,
  rows: ArrayLike<number>,
): ConfusionCounts {
  const likeliest = likeliestClasses(predictions);
  const { classCount } = predictions;
  const classes = mostFrequent(target, rows, classCount);
  const hasOthers = classes.length < classCount;
  const size = classes.length + (hasOthers ? 1 : 0);
  const line = new Int32Array(classCount).fill(classes.length);
  classes.forEach((classIndex, n) => {
    line[classIndex] = n;
  });
  const counts = new Float64Array(size * size);
  let total = 0;
  let right = 0;
  for (let n = 0; n < rows.length; n++) {
    const truth = target[rows[n]];
    if (Number.isNaN(truth)) continue;
    const predicted = likeliest[rows[n]];
    total++;
    if (predicted === truth) right++;
    counts[line[truth] * size + line[predicted]]++;
  }
  return { classes, hasOthers, counts, size, total, right };
}

function mostFrequent(target: ArrayLike<number>, rows: ArrayLike<number>, classCount: number): number[] {
  const frequency = new Float64Array(classCount);
  for (let n = 0; n < rows.length; n++) if (!Number.isNaN(target[rows[n]])) frequency[target[rows[n]]]++;
  const order = Array.from(frequency.keys());
  if (classCount <= MOST_CLASSES + 1) return order;
  order.sort((left, right) => frequency[right] - frequency[left] || left - right);
  return order.slice(0, MOST_CLASSES).sort((left, right) => left - right);
}

/** Line of a class among those shown; the last for "others". */
export function lineOf({ classes }: ConfusionCounts, classIndex: number): number {
  const at = classes.indexOf(classIndex);
  return at < 0 ? classes.length : at;
}
