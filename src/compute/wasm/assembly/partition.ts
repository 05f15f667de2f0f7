// Moving rows and adding leaf values.

@inline
function splitRows<B>(column: usize, rows: usize, count: i32, goesLeft: usize, scratch: usize): i32 {
  let left: usize = 0;
  let right: usize = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = load<u32>(rows + (i << 2));
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<B>(column + <usize>row * sizeof<B>()));
    store<u32>(rows + (left << 2), row);
    store<u32>(scratch + (right << 2), row);
    left += isLeft;
    right += 1 - isLeft;
  }
  memory.copy(rows + (left << 2), scratch, right << 2);
  return <i32>left;
}

/** Stable, branch-free partition in place; goesLeft[bin] is 0 or 1. Returns how many go left. */
export function splitRows8(column: usize, rows: usize, count: i32, goesLeft: usize, scratch: usize): i32 {
  return splitRows<u8>(column, rows, count, goesLeft, scratch);
}

export function splitRows16(column: usize, rows: usize, count: i32, goesLeft: usize, scratch: usize): i32 {
  return splitRows<u16>(column, rows, count, goesLeft, scratch);
}

/** out[row] = value for all rows of a leaf. */
export function spreadValue(rows: usize, count: i32, value: f32, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    store<f32>(out + ((<usize>load<u32>(rows + (i << 2))) << 2), value);
  }
}
