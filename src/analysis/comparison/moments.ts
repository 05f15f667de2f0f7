/** Mean and standard deviation (divided by n - 1; NaN below two values). Equal values have exactly 0. */
export function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const count = values.length;
  const first = values[0] ?? Number.NaN;
  let sum = 0;
  for (const value of values) sum += value - first;
  const shift = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - first - shift) * (value - first - shift);
  return { mean: first + shift, sd: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1)) };
}

/** The value below which a share of sorted values lies, between neighbours on a straight line. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}
