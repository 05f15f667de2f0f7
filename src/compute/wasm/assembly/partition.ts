// Moving rows to the children of a split.
import { BIN_BYTES, BINS, OTHER_ROWS, ROWS, ROW_COUNT, SPLITS, word } from "./layout";

/** A split is [feature, first row, row count, goesLeft, rows that went left (result)] as u32; goesLeft[bin] is 0 or 1. */
const SPLIT_BYTES: usize = 20;

export function splitItem(item: i32): void {
  const split = word(SPLITS) + <usize>item * SPLIT_BYTES;
  const start = word(split + 4);
  const count = word(split + 8);
  const rows = word(ROWS) + (start << 2);
  const left =
    load<u32>(BIN_BYTES) === 1
      ? moveRows<u8>(word(split), rows, count, word(split + 12), word(OTHER_ROWS) + (start << 2))
      : moveRows<u16>(word(split), rows, count, word(split + 12), word(OTHER_ROWS) + (start << 2));
  store<u32>(split + 16, <u32>left);
}

/** Stable, branch-free partition in place. Returns how many go left. */
@inline
function moveRows<B>(feature: usize, rows: usize, count: usize, goesLeft: usize, scratch: usize): usize {
  const column = word(BINS) + feature * word(ROW_COUNT) * sizeof<B>();
  let left: usize = 0;
  let right: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const row = load<u32>(rows + (i << 2));
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<B>(column + <usize>row * sizeof<B>()));
    store<u32>(rows + (left << 2), row);
    store<u32>(scratch + (right << 2), row);
    left += isLeft;
    right += 1 - isLeft;
  }
  memory.copy(rows + (left << 2), scratch, right << 2);
  return left;
}
