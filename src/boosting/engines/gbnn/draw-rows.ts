import type { RandomSource } from "../../../core/random.ts";

/** A share of the rows (at least one) without replacement, ascending; a draw depends on seed and round alone. */
export function drawRows(
  rowCount: number,
  subsample: number,
  random: RandomSource,
  round: number,
): Uint32Array {
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  if (subsample >= 1) return order;
  const count = Math.max(1, Math.floor(subsample * rowCount));
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random.uniform(round, i) * (rowCount - i));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order.subarray(0, count).sort();
}
