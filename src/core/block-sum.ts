const BLOCK = 1024;

/**
 * The one way to sum floats: blocks of 1,024 in index order, sequential inside, then over blocks. Independent of
 * threads, and close to pairwise summation in error.
 */
export function blockSum(count: number, term: (index: number) => number): number {
  let total = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = Math.min(start + BLOCK, count);
    let sum = 0;
    for (let i = start; i < end; i++) sum += term(i);
    total += sum;
  }
  return total;
}

/** The sum of products in the same order, without a call for each. */
export function blockDot(left: Float64Array, right: Float64Array): number {
  let total = 0;
  for (let start = 0; start < left.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, left.length);
    let sum = 0;
    for (let i = start; i < end; i++) sum += left[i]! * right[i]!;
    total += sum;
  }
  return total;
}
