/** How gradients became integers in a round; decided from counts alone, so equal on every backend. */
export interface Quantisation {
  readonly layout: "packed" | "wide";
  /** Integer = round(value * 2^exponent). */
  readonly gradientExponent: number;
  readonly hessianExponent: number;
}

/** No sum may pass these, in any order: 32 bits signed, and what a double holds with room for the rounding below. */
const PACKED_LIMIT = 2147483647;
const WIDE_LIMIT = 2251799813685248;

/**
 * With at most so many rows the wide layout costs little time and keeps every bit of the float32 gradients, so small
 * tables get the trees of exact arithmetic.
 */
const ALWAYS_WIDE_ROWS = 131072;

/** A packed gradient must keep this many bits at the median non-zero magnitude. */
const PACKED_MEDIAN_BITS = 10;

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);

/** 2^exponent for -1022 .. 1023. */
export function powerOfTwo(exponent: number): number {
  words[0] = 0;
  words[1] = (exponent + 1023) << 20;
  return doubles[0]!;
}

/** floor(log2(value)) of a positive, normal double. */
function exponentOf(value: number): number {
  doubles[0] = value;
  return ((words[1]! >>> 20) & 0x7ff) - 1023;
}

/** Rows by biased float32 exponent (0 .. 255); zeros are not counted. Integers, so free of order. */
export type ExponentCounts = Float64Array;

/** Exponent 255 counts infinities and NaN: the caller refuses them. */
export function countExponents(values: Float32Array, sampled: Uint8Array | null): ExponentCounts {
  const counts = new Float64Array(256);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i]! & 0x7fffffff;
    if (magnitude === 0 || (sampled !== null && sampled[i] === 0)) continue;
    const exponent = magnitude >>> 23;
    counts[exponent] = counts[exponent]! + 1;
  }
  return counts;
}

/** The power of two that brings the largest magnitude into [1, 2); 0 where there is none or it is infinite. */
export function unitOf(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > largest) largest = size;
  }
  return largest === 0 || largest === Number.POSITIVE_INFINITY ? 0 : -exponentOf(largest);
}

/** The same from the counts of all values; null where the largest is subnormal and its exponent therefore unknown. */
export function unitOfCounts(counts: ExponentCounts): number | null {
  let most = 254;
  while (most > 0 && counts[most] === 0) most--;
  if (most > 0) return 127 - most;
  return counts[0] === 0 ? 0 : null;
}

/** Counts of the values times 2^unit. */
export function countsInUnit(counts: ExponentCounts, unit: number): ExponentCounts {
  if (unit === 0) return counts;
  const moved = new Float64Array(256);
  moved[255] = counts[255]!;
  for (let exponent = 0; exponent < 255; exponent++) {
    if (counts[exponent]! > 0) moved[Math.max(0, Math.min(exponent + unit, 254))]! += counts[exponent]!;
  }
  return moved;
}

/** Largest power of two by which all values may be scaled: sum of count x 2^(exponent + 1), and one for each row's rounding. */
function scaleExponent(counts: ExponentCounts, rowCount: number, limit: number): number {
  let bound = 0;
  for (let exponent = 0; exponent < 255; exponent++) {
    if (counts[exponent]! > 0) bound += counts[exponent]! * powerOfTwo(Math.max(exponent, 1) - 126);
  }
  if (bound === 0) return 0;
  let scale = exponentOf(limit) - exponentOf(bound) + 1;
  while (bound * powerOfTwo(scale) + rowCount > limit) scale--;
  return scale;
}

function medianExponent(counts: ExponentCounts): number | null {
  let total = 0;
  for (let exponent = 0; exponent < 255; exponent++) total += counts[exponent]!;
  if (total === 0) return null;
  let seen = 0;
  for (let exponent = 0; exponent < 255; exponent++) {
    seen += counts[exponent]!;
    if (seen * 2 >= total) return Math.max(exponent, 1) - 127;
  }
  return null;
}

/** The layout and both scales of a tree's gradient pairs. */
export function chooseQuantisation(
  gradientCounts: ExponentCounts,
  hessianCounts: ExponentCounts,
  rowCount: number,
): Quantisation {
  const packedGradient = scaleExponent(gradientCounts, rowCount, PACKED_LIMIT);
  const packedHessian = scaleExponent(hessianCounts, rowCount, PACKED_LIMIT);
  const gradientMedian = medianExponent(gradientCounts);
  const hessianMedian = medianExponent(hessianCounts);
  const keepsBits =
    (gradientMedian === null || gradientMedian + packedGradient >= PACKED_MEDIAN_BITS) &&
    (hessianMedian === null || hessianMedian + packedHessian >= PACKED_MEDIAN_BITS);
  if (keepsBits && rowCount > ALWAYS_WIDE_ROWS && rowCount < PACKED_LIMIT / 4) {
    return { layout: "packed", gradientExponent: packedGradient, hessianExponent: packedHessian };
  }
  return {
    layout: "wide",
    gradientExponent: scaleExponent(gradientCounts, rowCount, WIDE_LIMIT),
    hessianExponent: scaleExponent(hessianCounts, rowCount, WIDE_LIMIT),
  };
}
