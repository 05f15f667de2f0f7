import type { FlatList, TensorShape } from "./optimiser.ts";

export function parameterCount(shapes: readonly TensorShape[]): number {
  let count = 0;
  for (const { rows, columns } of shapes) count += rows * columns;
  return count;
}

/** In index order: the order of a sum is part of its bits. */
export function sumOfSquares(values: FlatList, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]! * values[i]!;
  return sum;
}

/** The square root of the mean square, the size of a tensor as Adafactor takes it. */
export function rootMeanSquare(values: FlatList, from: number, to: number): number {
  return Math.sqrt(sumOfSquares(values, from, to) / (to - from));
}
