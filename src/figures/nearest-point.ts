import type { PointPositions } from "./svg-path.ts";

/** Index (into `indices`' values) of the drawn point nearest to a place, or -1 when none lies within `reach` pixels. */
export function nearestPoint(
  points: PointPositions,
  indices: ArrayLike<number>,
  place: { readonly x: number; readonly y: number },
  reach: number,
): number {
  let best = -1;
  let bestDistance = reach * reach;
  for (let n = 0; n < indices.length; n++) {
    const i = indices[n];
    const dx = points.x[i] - place.x;
    const dy = points.y[i] - place.y;
    const distance = dx * dx + dy * dy;
    if (distance <= bestDistance && (best < 0 || distance < bestDistance)) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}

/** The next drawn point to the right (`direction` 1) or left (-1) of point `current`; from nowhere, the outermost. */
export function neighbourPoint(
  points: PointPositions,
  indices: ArrayLike<number>,
  current: number,
  direction: 1 | -1,
): number {
  const order = Array.from(indices)
    .filter((i) => !Number.isNaN(points.x[i]) && !Number.isNaN(points.y[i]))
    .sort((left, right) => points.x[left] - points.x[right] || left - right);
  if (order.length === 0) return -1;
  const at = order.indexOf(current);
  if (at < 0) return direction === 1 ? order[0] : order[order.length - 1];
  return order[Math.min(order.length - 1, Math.max(0, at + direction))];
}
