/** Moves label positions apart to at least `gap`, inside [top, bottom], keeping their order. */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  limits: { readonly top: number; readonly bottom: number },
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const placed = [...wanted];
  let lowest = limits.top;
  for (const index of order) {
    placed[index] = Math.max(placed[index], lowest);
    lowest = placed[index] + gap;
  }
  let highest = limits.bottom;
  for (const index of [...order].reverse()) {
    placed[index] = Math.min(placed[index], highest);
    highest = placed[index] - gap;
  }
  return placed;
}
