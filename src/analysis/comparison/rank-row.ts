/** Ranks from 1 for the lowest; equal numbers share the mean of their ranks. */
export function rankRow(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((left, right) => values[left]! - values[right]! || left - right);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let place = start; place < end; place++) ranks[order[place]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
