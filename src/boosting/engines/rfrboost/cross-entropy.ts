import { exp, log, log1p } from "../../../core/deterministic-math.ts";

/** Labelled rows of a classification, in double precision. One logit (two classes) or one for each class. */
export interface ClassRows {
  /** Class of each row. */
  readonly labels: Float64Array;
  /** Mean 1; null = 1 each. */
  readonly weights: Float64Array | null;
  readonly outputs: number;
}

/** Fills `out` with the probabilities of one row (with one logit: that of class 1); returns -ln of the label's. */
export function rowLoss(logits: Float64Array, label: number, out: Float64Array): number {
  if (out.length === 1) {
    const logit = logits[0]!;
    const small = exp(-Math.abs(logit));
    out[0] = (logit >= 0 ? 1 : small) / (1 + small);
    return Math.max(logit, 0) - label * logit + log1p(small);
  }
  let most = logits[0]!;
  for (const logit of logits) most = Math.max(most, logit);
  let sum = 0;
  logits.forEach((logit, k) => {
    out[k] = exp(logit - most);
    sum += out[k]!;
  });
  for (let k = 0; k < out.length; k++) out[k]! /= sum;
  return most + log(sum) - logits[label]!;
}

/** What row's label says of output k: 1 or 0. */
export function labelOf(label: number, outputs: number, k: number): number {
  return outputs === 1 ? label : Number(label === k);
}

/** Labels less probabilities, rows x outputs. `logits`: rows x outputs. */
export function classResiduals({ labels, outputs }: ClassRows, logits: Float64Array): Float64Array {
  const residuals = new Float64Array(logits.length);
  const probabilities = new Float64Array(outputs);
  labels.forEach((label, row) => {
    rowLoss(logits.subarray(row * outputs, (row + 1) * outputs), label, probabilities);
    for (let k = 0; k < outputs; k++)
      residuals[row * outputs + k] = labelOf(label, outputs, k) - probabilities[k]!;
  });
  return residuals;
}

export interface LineLoss {
  readonly loss: number;
  readonly slope: number;
  readonly curve: number;
}

/** Weighted mean cross-entropy at logits + a z, its slope and its curve in a. */
export function lossAlong(
  { labels, weights, outputs }: ClassRows,
  logits: Float64Array,
  z: Float64Array,
  a: number,
): LineLoss {
  const moved = new Float64Array(outputs);
  const probabilities = new Float64Array(outputs);
  let [loss, slope, curve] = [0, 0, 0];
  labels.forEach((label, row) => {
    const at = row * outputs;
    for (let k = 0; k < outputs; k++) moved[k] = logits[at + k]! + a * z[at + k]!;
    const weight = weights === null ? 1 : weights[row]!;
    loss += weight * rowLoss(moved, label, probabilities);
    let [mean, square, off] = [0, 0, 0];
    for (let k = 0; k < outputs; k++) {
      const p = probabilities[k]!;
      mean += p * z[at + k]!;
      square += p * z[at + k]! * z[at + k]!;
      off += (p - labelOf(label, outputs, k)) * z[at + k]!;
    }
    slope += weight * off;
    curve += weight * (square - mean * mean);
  });
  const rows = labels.length;
  return { loss: loss / rows, slope: slope / rows, curve: curve / rows };
}

const MOST_STEPS = 50;
const MOST_HALVINGS = 30;
const LEAST_SLOPE = 1e-10;

/** Newton's method for the a >= or < 0 that minimises mean cross-entropy at logits + a z plus `ridge` a^2, from 0. */
export function searchLength(
  rows: ClassRows,
  logits: Float64Array,
  z: Float64Array,
  ridge: number,
  isStopped: () => boolean,
): number {
  const at = (a: number): LineLoss => {
    const { loss, slope, curve } = lossAlong(rows, logits, z, a);
    return { loss: loss + ridge * a * a, slope: slope + 2 * ridge * a, curve: curve + 2 * ridge };
  };
  let a = 0;
  let here = at(a);
  for (let count = 0; count < MOST_STEPS && Math.abs(here.slope) > LEAST_SLOPE; count++) {
    if (isStopped() || !(here.curve > 0)) return a;
    let step = -here.slope / here.curve;
    let next = at(a + step);
    // A convex loss can still be overshot where it is nearly flat.
    for (let half = 0; half < MOST_HALVINGS && !(next.loss <= here.loss); half++) {
      step /= 2;
      next = at(a + step);
    }
    if (!(next.loss <= here.loss)) return a;
    a += step;
    here = next;
  }
  return a;
}
