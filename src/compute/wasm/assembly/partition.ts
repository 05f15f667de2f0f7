// Moving rows to the children of a split.
import { BIN_BYTES, BINS, OTHER_ROWS, ROWS, ROW_COUNT, SHUFFLES, SPLITS, word } from "./layout";

/** A split is [feature, first row, row count, goesLeft, rows that went left (result)] as u32; goesLeft[bin] is 0 or 1. */
export const SPLIT_BYTES: usize = 20;

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

@inline
function goesLeftAt<B>(column: usize, row: u32, goesLeft: usize): u32 {
  return <u32>load<u8>(goesLeft + <usize>load<B>(column + <usize>row * sizeof<B>()));
}

/**
 * Stable, branch-free partition in place. Returns how many go left. Four rows at a time are written whole to both sides:
 * what stands behind those that belong there is overwritten by the next ones, and neither side passes what was read.
 */
@inline
function moveRows<B>(feature: usize, rows: usize, count: usize, goesLeft: usize, scratch: usize): usize {
  const column = word(BINS) + feature * word(ROW_COUNT) * sizeof<B>();
  const shuffles = word(SHUFFLES);
  let left: usize = 0;
  let right: usize = 0;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 4 <= count; i += 4) {
      const at = rows + (i << 2);
      const four = v128.load(at);
      const mask =
        goesLeftAt<B>(column, load<u32>(at), goesLeft) |
        (goesLeftAt<B>(column, load<u32>(at, 4), goesLeft) << 1) |
        (goesLeftAt<B>(column, load<u32>(at, 8), goesLeft) << 2) |
        (goesLeftAt<B>(column, load<u32>(at, 12), goesLeft) << 3);
      const shuffle = shuffles + (<usize>mask << 5);
      v128.store(rows + (left << 2), i8x16.swizzle(four, v128.load(shuffle)));
      v128.store(scratch + (right << 2), i8x16.swizzle(four, v128.load(shuffle, 16)));
      const moved = <usize>popcnt<u32>(mask);
      left += moved;
      right += 4 - moved;
    }
  }
  for (; i < count; i++) {
    const row = load<u32>(rows + (i << 2));
    const isLeft = <usize>goesLeftAt<B>(column, row, goesLeft);
    store<u32>(rows + (left << 2), row);
    store<u32>(scratch + (right << 2), row);
    left += isLeft;
    right += 1 - isLeft;
  }
  memory.copy(rows + (left << 2), scratch, right << 2);
  return left;
}
