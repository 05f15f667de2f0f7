import { distributionById } from "../distributions/index.ts";
import type { MetricFormula } from "./metric.ts";
import { distributionOf } from "./predicted.ts";
import { rankRows } from "./rank-rows.ts";

/**
 * Harrell's C (1982): of the pairs of rows of which one is known to end first, the share whose predicted medians are in
 * that order, equal ones one half; pairs weigh the product of their rows. NaN without such a pair. n log n by Fenwick tree.
 */
export const concordance: MetricFormula = (predictions, target, weights, upper = target) => {
  const { distribution, parameters, parameterCount } = distributionOf(predictions, "concordance");
  const { quantile } = distributionById(distribution);
  const medians = target.map((_, row) => quantile(parameters, row * parameterCount, 0.5));
  const tree = createWeightTree(placesOf(medians));
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const [byLower, byUpper] = [ranked(target), ranked(upper)];
  let inOrder = 0;
  let pairs = 0;
  let ended = 0;
  // the rows in the tree are known to end before those that are asked about
  for (let from = 0, to = 0; from < target.length; from = to) {
    const time = target[byLower[from]!]!;
    while (to < target.length && target[byLower[to]!] === time) to++;
    for (const isOpen of [false, true]) {
      // what happens after a time comes after what happened at it
      const isBefore = (end: number) => end < time || (isOpen && end === time);
      for (; ended < target.length && isBefore(upper[byUpper[ended]!]!); ended++) {
        tree.add(byUpper[ended]!, weightOf(byUpper[ended]!));
      }
      for (let at = from; at < to; at++) {
        const row = byLower[at]!;
        if (upper[row]! > time !== isOpen) continue;
        inOrder += weightOf(row) * tree.below(row);
        pairs += weightOf(row) * tree.total();
      }
    }
  }
  return inOrder / pairs;
};

/** Row numbers by ascending value: the bits of a double order as it does once the sign is turned over. */
function ranked(values: Float64Array): Uint32Array {
  const keys = values.map((value) => value + 0);
  const words = new Uint32Array(keys.buffer);
  for (let high = 1; high < words.length; high += 2) {
    const turn = words[high]! >>> 31 ? 0xffffffff : 0;
    words[high]! ^= turn | 0x80000000;
    words[high - 1]! ^= turn;
  }
  return rankRows(keys);
}

/** Place of each row among the distinct values, from 1. */
function placesOf(values: Float64Array): Uint32Array {
  const places = new Uint32Array(values.length);
  let place = 0;
  let last = Number.NaN;
  for (const row of ranked(values)) {
    if (values[row] !== last) place++;
    last = values[row]!;
    places[row] = place;
  }
  return places;
}

/** Weights of rows by place, summed up to any place in log n steps (Fenwick 1994). */
function createWeightTree(places: Uint32Array) {
  const sums = new Float64Array(places.length + 1);
  const upTo = (place: number) => {
    let sum = 0;
    for (let at = place; at > 0; at &= at - 1) sum += sums[at]!;
    return sum;
  };
  let total = 0;
  return {
    add(row: number, weight: number) {
      total += weight;
      for (let at = places[row]!; at < sums.length; at += at & -at) sums[at]! += weight;
    },
    total: () => total,
    /** Weight below the row's value, and half of that at it. */
    below: (row: number) => (upTo(places[row]! - 1) + upTo(places[row]!)) / 2,
  };
}
