// Mean and mean squared deviation of columns: two passes, each over blocks of rows.

const BLOCK_ROWS: i32 = 128;

export function moments(x: usize, stride: i32, rows: i32, out: usize): void {
  const step = (<usize>stride) << 2;
  const count = f32x4.splat(<f32>rows);
  for (let j: usize = 0; j < step; j += 16) {
    let sum = f32x4.splat(0);
    let from = x + j;
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      let part = f32x4.splat(0);
      const end = min<i32>(rows, first + BLOCK_ROWS);
      for (let r = first; r < end; r++, from += step) part = f32x4.add(part, v128.load(from));
      sum = f32x4.add(sum, part);
    }
    const mean = f32x4.div(sum, count);
    v128.store(out + j, mean);
    sum = f32x4.splat(0);
    from = x + j;
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      let part = f32x4.splat(0);
      const end = min<i32>(rows, first + BLOCK_ROWS);
      for (let r = first; r < end; r++, from += step) {
        const off = f32x4.sub(v128.load(from), mean);
        part = f32x4.add(part, f32x4.mul(off, off));
      }
      sum = f32x4.add(sum, part);
    }
    v128.store(out + step + j, f32x4.div(sum, count));
  }
}
