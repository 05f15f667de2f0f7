import { blockSum } from "../../core/block-sum.ts";
import type { Targets } from "./distribution.ts";

/** A spread of nothing has no logarithm: a start takes at least this share of the mean's size (or of 1). */
const LEAST_RELATIVE_SPREAD = 1e-6;

/** Weighted mean of a function of the targets, in the fixed order of sums. */
export function meanOf(
  target: Float64Array,
  weights: Float32Array | undefined,
  of: (y: number) => number = (y) => y,
): number {
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const total = blockSum(target.length, weightOf);
  return blockSum(target.length, (i) => weightOf(i) * of(target[i]!)) / total;
}

/** Mean and standard deviation (of the population); the latter is never 0. */
export function meanAndSpread(
  target: Float64Array,
  weights: Float32Array | undefined,
  of: (y: number) => number = (y) => y,
): { readonly mean: number; readonly spread: number } {
  const mean = meanOf(target, weights, of);
  const variance = meanOf(target, weights, (y) => (of(y) - mean) * (of(y) - mean));
  return { mean, spread: atLeastSome(Math.sqrt(variance), mean) };
}

/**
 * What a search for the parameters of times starts from: the lower bound, else the upper one. A row that could be any time
 * tells nothing and weighs nothing.
 */
export function startingTimes(
  { values, upper }: Targets,
  weights: Float32Array | undefined,
): { readonly times: Float64Array; readonly weights: Float32Array | undefined } {
  if (upper === undefined) return { times: values, weights };
  const isKnown = (row: number) => values[row]! > 0 || upper[row]! < Number.POSITIVE_INFINITY;
  const times = values.map((value, row) => (value > 0 ? value : isKnown(row) ? upper[row]! : 1));
  if (times.every((_, row) => isKnown(row))) return { times, weights };
  return {
    times,
    weights: Float32Array.from(times, (_, row) => (isKnown(row) ? (weights?.[row] ?? 1) : 0)),
  };
}

export function atLeastSome(spread: number, mean: number): number {
  return spread > 0 ? spread : LEAST_RELATIVE_SPREAD * Math.max(Math.abs(mean), 1);
}

/** The value with half of the weight on either side; between two such values, their middle. */
export function weightedMedian(target: Float64Array, weights: Float32Array | undefined): number {
  const order = Array.from(target.keys()).sort((a, b) => target[a]! - target[b]!);
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const half = blockSum(target.length, weightOf) / 2;
  let below = 0;
  for (let n = 0; n < order.length; n++) {
    below += weightOf(order[n]!);
    if (below > half) return target[order[n]!]!;
    if (below === half) {
      const next = order.slice(n + 1).find((row) => weightOf(row) > 0);
      return next === undefined ? target[order[n]!]! : 0.5 * (target[order[n]!]! + target[next]!);
    }
  }
  return target[order.at(-1)!]!;
}
