/** Mid-ranks of values from 0; NaN stays NaN. */
export function midRanks(values: Float64Array): Float64Array {
  const places = Array.from(values.keys()).filter((at) => !Number.isNaN(values[at]!));
  places.sort((left, right) => values[left]! - values[right]! || left - right);
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let from = 0; from < places.length; ) {
    let to = from + 1;
    while (to < places.length && values[places[to]!] === values[places[from]!]) to++;
    for (let at = from; at < to; at++) ranks[places[at]!] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Pearson's correlation over places where both are known, and how many these are. */
export function correlation(
  left: Float64Array,
  right: Float64Array,
): { readonly r: number; readonly count: number } {
  let count = 0;
  let meanLeft = 0;
  let meanRight = 0;
  for (let i = 0; i < left.length; i++) {
    if (Number.isNaN(left[i]!) || Number.isNaN(right[i]!)) continue;
    count++;
    meanLeft += left[i]!;
    meanRight += right[i]!;
  }
  meanLeft /= count;
  meanRight /= count;
  let product = 0;
  let squareLeft = 0;
  let squareRight = 0;
  for (let i = 0; i < left.length; i++) {
    if (Number.isNaN(left[i]!) || Number.isNaN(right[i]!)) continue;
    const [a, b] = [left[i]! - meanLeft, right[i]! - meanRight];
    product += a * b;
    squareLeft += a * a;
    squareRight += b * b;
  }
  const scale = Math.sqrt(squareLeft) * Math.sqrt(squareRight);
  return { r: scale > 0 ? product / scale : 0, count };
}

/** How many different known values there are. */
export function distinctCount(values: Float64Array): number {
  const seen = new Set(values);
  seen.delete(Number.NaN);
  return seen.size;
}
