const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const counts = new Uint32Array(3 * DIGITS);

/** Bits of a float32 such that unsigned order is the order of the numbers. */
function orderedKey(bits: number): number {
  return (bits & 0x80000000 ? ~bits : bits | 0x80000000) >>> 0;
}

function bitsOfKey(key: number): number {
  return key & 0x80000000 ? key & 0x7fffffff : ~key;
}

/** Sorts finite float32 values in place: three passes by digits of 11 bits, a few times faster than comparing. */
export function sortSingles(values: Float32Array): Float32Array {
  const length = values.length;
  const keys = new Uint32Array(values.buffer, values.byteOffset, length);
  const other = new Uint32Array(length);
  counts.fill(0);
  for (let i = 0; i < length; i++) {
    const key = orderedKey(keys[i]!);
    keys[i] = key;
    counts[key & 2047]!++;
    counts[DIGITS + ((key >>> 11) & 2047)]!++;
    counts[2 * DIGITS + (key >>> 22)]!++;
  }
  for (let pass = 0; pass < 3; pass++) {
    let sum = 0;
    for (let digit = pass * DIGITS; digit < (pass + 1) * DIGITS; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
  }
  scatter(keys, other, 0);
  scatter(other, keys, 1);
  scatter(keys, other, 2);
  for (let i = 0; i < length; i++) keys[i] = bitsOfKey(other[i]!);
  return values;
}

function scatter(from: Uint32Array, to: Uint32Array, pass: number): void {
  const shift = pass * DIGIT_BITS;
  const base = pass * DIGITS;
  for (let i = 0; i < from.length; i++) {
    const key = from[i]!;
    const digit = base + ((key >>> shift) & 2047);
    to[counts[digit]!] = key;
    counts[digit]!++;
  }
}
