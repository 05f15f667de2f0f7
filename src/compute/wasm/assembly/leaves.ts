// Leaf values to rows.
import { LEAVES, ROWS, SCORES, word } from "./layout";

/** A leaf is [first row, row count, value (float32), node]; scores[row] += value, in float32, or = value where scores lie apart. */
@inline
export function addLeavesItem(item: i32, isAdded: bool): void {
  const leaf = word(LEAVES) + <usize>item * 16;
  const rows = word(ROWS) + (word(leaf) << 2);
  const count = word(leaf + 4);
  const value = load<f32>(leaf, 8);
  const scores = word(SCORES);
  for (let i: usize = 0; i < count; i++) {
    const at = scores + (word(rows + (i << 2)) << 2);
    store<f32>(at, isAdded ? load<f32>(at) + value : value);
  }
}
