// Rows of a matrix, one after the other.

export function gather(x: usize, stride: i32, rows: usize, count: i32, to: usize): void {
  const step = <usize>stride << 2;
  for (let r = 0; r < count; r++) {
    const from = x + <usize>load<u32>(rows + (<usize>r << 2)) * step;
    for (let i: usize = 0; i < step; i += 16) v128.store(to + i, v128.load(from + i));
    to += step;
  }
}
