// sums += x' dy over blocks of rows: tiles of 4 inputs and 8 columns whose sums stay in registers for a block.

const BLOCK_ROWS: i32 = 128;

@inline
function addTo(address: usize, sum: v128): void {
  v128.store(address, f32x4.add(v128.load(address), sum));
}

/** One input, 4 columns. */
@inline
function inputOf4(x: usize, xStep: usize, rows: i32, dy: usize, step: usize, to: usize): void {
  let sum = f32x4.splat(0);
  for (let r = 0; r < rows; r++, x += xStep, dy += step) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(x), v128.load(dy)));
  }
  addTo(to, sum);
}

/** 4 inputs, 8 columns. */
@inline
function tile(x: usize, xStep: usize, rows: i32, dy: usize, step: usize, to: usize): void {
  let a0 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  for (let r = 0; r < rows; r++, x += xStep, dy += step) {
    const p = v128.load(dy);
    const q = v128.load(dy, 16);
    const v0 = v128.load32_splat(x);
    a0 = f32x4.add(a0, f32x4.mul(v0, p));
    b0 = f32x4.add(b0, f32x4.mul(v0, q));
    const v1 = v128.load32_splat(x, 4);
    a1 = f32x4.add(a1, f32x4.mul(v1, p));
    b1 = f32x4.add(b1, f32x4.mul(v1, q));
    const v2 = v128.load32_splat(x, 8);
    a2 = f32x4.add(a2, f32x4.mul(v2, p));
    b2 = f32x4.add(b2, f32x4.mul(v2, q));
    const v3 = v128.load32_splat(x, 12);
    a3 = f32x4.add(a3, f32x4.mul(v3, p));
    b3 = f32x4.add(b3, f32x4.mul(v3, q));
  }
  addTo(to, a0);
  addTo(to + 16, b0);
  addTo(to + step, a1);
  addTo(to + step + 16, b1);
  addTo(to + 2 * step, a2);
  addTo(to + 2 * step + 16, b2);
  addTo(to + 3 * step, a3);
  addTo(to + 3 * step + 16, b3);
}

/** 8 inputs, 4 columns: as many sums at a time where a layer has few units. */
@inline
function tall(x: usize, xStep: usize, rows: i32, dy: usize, step: usize, to: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let a4 = f32x4.splat(0);
  let a5 = f32x4.splat(0);
  let a6 = f32x4.splat(0);
  let a7 = f32x4.splat(0);
  for (let r = 0; r < rows; r++, x += xStep, dy += step) {
    const p = v128.load(dy);
    a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(x), p));
    a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(x, 4), p));
    a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(x, 8), p));
    a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(x, 12), p));
    a4 = f32x4.add(a4, f32x4.mul(v128.load32_splat(x, 16), p));
    a5 = f32x4.add(a5, f32x4.mul(v128.load32_splat(x, 20), p));
    a6 = f32x4.add(a6, f32x4.mul(v128.load32_splat(x, 24), p));
    a7 = f32x4.add(a7, f32x4.mul(v128.load32_splat(x, 28), p));
  }
  addTo(to, a0);
  addTo(to + step, a1);
  addTo(to + 2 * step, a2);
  addTo(to + 3 * step, a3);
  addTo(to + 4 * step, a4);
  addTo(to + 5 * step, a5);
  addTo(to + 6 * step, a6);
  addTo(to + 7 * step, a7);
}

@inline
function columnsOfBlock(dy: usize, step: usize, rows: i32, to: usize): void {
  for (let j: usize = 0; j < step; j += 16) {
    let sum = f32x4.splat(0);
    let from = dy + j;
    for (let r = 0; r < rows; r++, from += step) sum = f32x4.add(sum, v128.load(from));
    addTo(to + j, sum);
  }
}

/** `hasColumns` false: columns are not summed. */
export function outerSums(
  x: usize,
  stride: i32,
  rows: i32,
  count: i32,
  dy: usize,
  width: i32,
  sums: usize,
  columnSums: usize,
  hasColumns: bool,
): void {
  const step = <usize>width << 2;
  const xStep = <usize>stride << 2;
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const size = min<i32>(BLOCK_ROWS, rows - first);
    const xs = x + <usize>first * xStep;
    const dys = dy + <usize>first * step;
    const wide = step & ~31;
    let i = 0;
    for (; i + 8 <= count; i += 8) {
      const from = xs + (<usize>i << 2);
      const to = sums + <usize>i * step;
      for (let j: usize = 0; j < wide; j += 32) {
        tile(from, xStep, size, dys + j, step, to + j);
        tile(from + 16, xStep, size, dys + j, step, to + 4 * step + j);
      }
      if (wide < step) tall(from, xStep, size, dys + wide, step, to + wide);
    }
    for (; i + 4 <= count; i += 4) {
      const from = xs + (<usize>i << 2);
      const to = sums + <usize>i * step;
      for (let j: usize = 0; j < wide; j += 32) tile(from, xStep, size, dys + j, step, to + j);
      for (let k: usize = 0; k < 4 && wide < step; k++) {
        inputOf4(from + (k << 2), xStep, size, dys + wide, step, to + k * step + wide);
      }
    }
    for (; i < count; i++) {
      const to = sums + <usize>i * step;
      for (let j: usize = 0; j < step; j += 16) inputOf4(xs + (<usize>i << 2), xStep, size, dys + j, step, to + j);
    }
    if (hasColumns) columnsOfBlock(dys, step, size, columnSums);
  }
}
