// Matrices added to others cell by cell; strides and sizes are multiples of 4.

export function addCells(from: usize, to: usize, size: i32): void {
  const bytes = <usize>size << 2;
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
}

/** to[r, j] += slope[j] from[r, j]. */
export function addSlopes(from: usize, to: usize, rows: i32, stride: i32, slope: usize): void {
  const step = <usize>stride << 2;
  let at: usize = 0;
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < step; j += 16, at += 16) {
      const more = f32x4.mul(v128.load(slope + j), v128.load(from + at));
      v128.store(to + at, f32x4.add(v128.load(to + at), more));
    }
  }
}
