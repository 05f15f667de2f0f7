import type { Histogram } from "../js/histogram.ts";
import type { QuantisedPairs } from "../js/quantise.ts";

const WORD = 4294967296;

/** Integers up to 2^52 in absolute value as two words of their two's complement. */
function writeWide(values: Float64Array | Int32Array, words: Uint32Array, at: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const high = Math.floor(value / WORD);
    words[4 * i + at] = value - high * WORD;
    words[4 * i + at + 1] = high;
  }
}

/** Pairs as the kernels read them: [gradient, hessian] by row. */
export function pairWords({ quantisation, gradient, hessian }: QuantisedPairs): Uint32Array {
  if (quantisation.layout === "packed") {
    const words = new Int32Array(2 * gradient.length);
    for (let i = 0; i < gradient.length; i++) {
      words[2 * i] = gradient[i]!;
      words[2 * i + 1] = hessian[i]!;
    }
    return new Uint32Array(words.buffer);
  }
  const words = new Uint32Array(4 * gradient.length);
  writeWide(gradient, words, 0);
  writeWide(hessian, words, 2);
  return words;
}

/** Sums as a kernel left them, as numbers. */
export function readSums(words: Int32Array, packed: boolean, out: Histogram): void {
  if (packed) {
    out.set(words);
    return;
  }
  for (let i = 0; i < out.length; i++) out[i] = words[2 * i + 1]! * WORD + (words[2 * i]! >>> 0);
}
