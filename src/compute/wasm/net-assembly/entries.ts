// Rows of a table by the entries of other rows: added to each row, or summed up from all that have an entry.

/** Towards the table with `isSum`, else towards y. */
export function entries(
  from: usize,
  stride: i32,
  rows: i32,
  table: usize,
  y: usize,
  width: i32,
  isSum: bool,
): void {
  const step = <usize>width << 2;
  for (let r = 0; r < rows; r++, from += <usize>stride << 2) {
    const row = table + <usize>load<f32>(from) * step;
    for (let j: usize = 0; j < step; j += 16, y += 16) {
      const sum = f32x4.add(v128.load(row + j), v128.load(y));
      v128.store(isSum ? row + j : y, sum);
    }
  }
}
