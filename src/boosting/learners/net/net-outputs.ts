import { padded } from "../../../compute/net-kernel.ts";
import type { GradientPairs } from "../../raw-scores.ts";

/**
 * The outputs of a net in the kernel's memory: `rows` of them from `at` on, padded(outputs) cells apart. Loops over arguments
 * alone: engines read what a closure holds again for every element.
 */

/** scores[first + r, k] += factor x output k of row r. */
export function addNetOutputs(
  memory: Float32Array,
  at: number,
  rows: number,
  outputs: number,
  factor: number,
  scores: Float64Array,
  first: number,
): void {
  const stride = padded(outputs);
  for (let k = 0; k < outputs; k++) {
    let from = at + k;
    let to = first * outputs + k;
    for (let r = 0; r < rows; r++, from += stride, to += outputs) scores[to]! += factor * memory[from]!;
  }
}

/** Puts factor x the gradients in the outputs' place. */
export function writeOutputGradients(
  memory: Float32Array,
  at: number,
  { rowCount, outputCount, gradient }: GradientPairs,
  factor: number,
): void {
  const stride = padded(outputCount);
  for (let k = 0, from = 0; k < outputCount; k++) {
    for (let r = 0, to = at + k; r < rowCount; r++, from++, to += stride)
      memory[to] = factor * gradient[from]!;
  }
}

/** `sum` plus the sum over rows and outputs of gradient x output. */
export function addOutputProducts(
  memory: Float32Array,
  at: number,
  { rowCount, outputCount, gradient }: GradientPairs,
  sum: number,
): number {
  const stride = padded(outputCount);
  for (let r = 0, from = at; r < rowCount; r++, from += stride) {
    for (let k = 0, cell = r; k < outputCount; k++, cell += rowCount)
      sum += gradient[cell]! * memory[from + k]!;
  }
  return sum;
}
