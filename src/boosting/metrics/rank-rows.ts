const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
/** Three digits of each word of a double, the low word first; every host of ours is little-endian. */
const PASSES = 6;

/**
 * Row numbers by ascending score, equal scores in row order; scores are at least +0, so that their bits order as they
 * do. By radix: a comparator would take longer than all other metrics together.
 */
export function rankRows(scores: Float64Array): Uint32Array {
  const { length } = scores;
  const words = new Uint32Array(scores.buffer, scores.byteOffset, 2 * length);
  const starts = countDigits(words);
  let order = new Uint32Array(length);
  for (let row = 0; row < length; row++) order[row] = row;
  let next = new Uint32Array(length);
  for (let pass = 0; pass < PASSES; pass++) {
    if (!turnIntoStarts(starts.subarray(pass * DIGITS, (pass + 1) * DIGITS), length)) continue;
    const word = pass < 3 ? 0 : 1;
    const shift = (pass % 3) * DIGIT_BITS;
    const base = pass * DIGITS;
    for (let i = 0; i < length; i++) {
      const row = order[i]!;
      const digit = base + ((words[2 * row + word]! >>> shift) & DIGIT_MASK);
      next[starts[digit]!] = row;
      starts[digit]!++;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** How often each digit occurs, for all passes. */
function countDigits(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(PASSES * DIGITS);
  for (let at = 0; at < words.length; at += 2) {
    const low = words[at]!;
    const high = words[at + 1]!;
    counts[low & DIGIT_MASK]!++;
    counts[DIGITS + ((low >>> DIGIT_BITS) & DIGIT_MASK)]!++;
    counts[2 * DIGITS + (low >>> (2 * DIGIT_BITS))]!++;
    counts[3 * DIGITS + (high & DIGIT_MASK)]!++;
    counts[4 * DIGITS + ((high >>> DIGIT_BITS) & DIGIT_MASK)]!++;
    counts[5 * DIGITS + (high >>> (2 * DIGIT_BITS))]!++;
  }
  return counts;
}

/** Counts become the first place of each digit. False where all rows share one digit: nothing would move. */
function turnIntoStarts(counts: Uint32Array, length: number): boolean {
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]!;
    if (count === length) return false;
    counts[digit] = start;
    start += count;
  }
  return true;
}
