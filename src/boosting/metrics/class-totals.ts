import type { Predictions } from "../outputs.ts";
import { likeliestClass } from "./predicted.ts";

/** Weight of rows per class; a row without weight counts 1. */
export interface ClassTotals {
  /** Rows that are of the class. */
  readonly actual: Float64Array;
  /** Rows whose likeliest class it is. */
  readonly predicted: Float64Array;
  /** Rows of which both are true. */
  readonly right: Float64Array;
}

const BLOCK = 1024;

/** Sums per class, by blocks of 1,024 rows as blockSum, for all classes in one pass. */
export function classTotals(
  classes: Extract<Predictions, { kind: "classes" }>,
  target: Float64Array,
  weights: Float32Array | undefined,
): ClassTotals {
  const { classCount } = classes;
  const totals = new Float64Array(3 * classCount);
  const block = new Float64Array(3 * classCount);
  for (let start = 0; start < target.length; start += BLOCK) {
    block.fill(0);
    const end = Math.min(start + BLOCK, target.length);
    for (let row = start; row < end; row++) {
      const weight = weights === undefined ? 1 : weights[row]!;
      const actual = target[row]!;
      const predicted = likeliestClass(classes, row);
      block[actual]! += weight;
      block[classCount + predicted]! += weight;
      if (actual === predicted) block[2 * classCount + actual]! += weight;
    }
    for (let i = 0; i < totals.length; i++) totals[i]! += block[i]!;
  }
  const part = (index: number) => totals.subarray(index * classCount, (index + 1) * classCount);
  return { actual: part(0), predicted: part(1), right: part(2) };
}

/** Plain mean of share[k] / of[k] over the classes whose `of` is not 0; NaN where there is none. */
export function meanShare(share: Float64Array, of: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let k = 0; k < of.length; k++) {
    if (!(of[k]! > 0)) continue;
    sum += share[k]! / of[k]!;
    count++;
  }
  return sum / count;
}
