// y = start + x w: tiles of 4 rows and 8 columns whose sums stay in registers.

/** One row, 4 columns. */
@inline
function rowOf4(x: usize, count: usize, w: usize, step: usize, start: usize, y: usize): void {
  let sum = v128.load(start);
  for (let i: usize = 0; i < count; i++, w += step) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(x + (i << 2)), v128.load(w)));
  }
  v128.store(y, sum);
}

/** 4 rows, 8 columns. */
@inline
function tile(x: usize, xStep: usize, count: usize, w: usize, step: usize, start: usize, startStep: usize, y: usize): void {
  const x1 = x + xStep;
  const x2 = x1 + xStep;
  const x3 = x2 + xStep;
  let a0 = v128.load(start);
  let b0 = v128.load(start, 16);
  let a1 = v128.load(start + startStep);
  let b1 = v128.load(start + startStep, 16);
  let a2 = v128.load(start + 2 * startStep);
  let b2 = v128.load(start + 2 * startStep, 16);
  let a3 = v128.load(start + 3 * startStep);
  let b3 = v128.load(start + 3 * startStep, 16);
  const end = count << 2;
  for (let i: usize = 0; i < end; i += 4, w += step) {
    const p = v128.load(w);
    const q = v128.load(w, 16);
    const v0 = v128.load32_splat(x + i);
    a0 = f32x4.add(a0, f32x4.mul(v0, p));
    b0 = f32x4.add(b0, f32x4.mul(v0, q));
    const v1 = v128.load32_splat(x1 + i);
    a1 = f32x4.add(a1, f32x4.mul(v1, p));
    b1 = f32x4.add(b1, f32x4.mul(v1, q));
    const v2 = v128.load32_splat(x2 + i);
    a2 = f32x4.add(a2, f32x4.mul(v2, p));
    b2 = f32x4.add(b2, f32x4.mul(v2, q));
    const v3 = v128.load32_splat(x3 + i);
    a3 = f32x4.add(a3, f32x4.mul(v3, p));
    b3 = f32x4.add(b3, f32x4.mul(v3, q));
  }
  v128.store(y, a0);
  v128.store(y, b0, 16);
  v128.store(y + step, a1);
  v128.store(y + step, b1, 16);
  v128.store(y + 2 * step, a2);
  v128.store(y + 2 * step, b2, 16);
  v128.store(y + 3 * step, a3);
  v128.store(y + 3 * step, b3, 16);
}

/** 8 rows, 4 columns: as many sums at a time where a layer has few units. */
@inline
function tall(x: usize, xStep: usize, count: usize, w: usize, step: usize, start: usize, startStep: usize, y: usize): void {
  const x1 = x + xStep;
  const x2 = x1 + xStep;
  const x3 = x2 + xStep;
  const x4 = x3 + xStep;
  const x5 = x4 + xStep;
  const x6 = x5 + xStep;
  const x7 = x6 + xStep;
  let a0 = v128.load(start);
  let a1 = v128.load(start + startStep);
  let a2 = v128.load(start + 2 * startStep);
  let a3 = v128.load(start + 3 * startStep);
  let a4 = v128.load(start + 4 * startStep);
  let a5 = v128.load(start + 5 * startStep);
  let a6 = v128.load(start + 6 * startStep);
  let a7 = v128.load(start + 7 * startStep);
  const end = count << 2;
  for (let i: usize = 0; i < end; i += 4, w += step) {
    const p = v128.load(w);
    a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(x + i), p));
    a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(x1 + i), p));
    a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(x2 + i), p));
    a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(x3 + i), p));
    a4 = f32x4.add(a4, f32x4.mul(v128.load32_splat(x4 + i), p));
    a5 = f32x4.add(a5, f32x4.mul(v128.load32_splat(x5 + i), p));
    a6 = f32x4.add(a6, f32x4.mul(v128.load32_splat(x6 + i), p));
    a7 = f32x4.add(a7, f32x4.mul(v128.load32_splat(x7 + i), p));
  }
  v128.store(y, a0);
  v128.store(y + step, a1);
  v128.store(y + 2 * step, a2);
  v128.store(y + 3 * step, a3);
  v128.store(y + 4 * step, a4);
  v128.store(y + 5 * step, a5);
  v128.store(y + 6 * step, a6);
  v128.store(y + 7 * step, a7);
}

/** `hasBias` false: sums go on from what stands in y. */
export function affine(
  x: usize,
  stride: i32,
  rows: i32,
  count: i32,
  w: usize,
  bias: usize,
  hasBias: bool,
  y: usize,
  width: i32,
): void {
  const step = <usize>width << 2;
  const xStep = <usize>stride << 2;
  const startStep: usize = hasBias ? 0 : step;
  const wide = step & ~31;
  let r = 0;
  for (; r + 8 <= rows; r += 8) {
    const from = x + <usize>r * xStep;
    const to = y + <usize>r * step;
    const start = hasBias ? bias : to;
    for (let j: usize = 0; j < wide; j += 32) {
      tile(from, xStep, count, w + j, step, start + j, startStep, to + j);
      tile(from + 4 * xStep, xStep, count, w + j, step, start + 4 * startStep + j, startStep, to + 4 * step + j);
    }
    if (wide < step) tall(from, xStep, count, w + wide, step, start + wide, startStep, to + wide);
  }
  for (; r < rows; r++) {
    const to = y + <usize>r * step;
    const start = hasBias ? bias : to;
    for (let j: usize = 0; j < step; j += 16) rowOf4(x + <usize>r * xStep, count, w + j, step, start + j, to + j);
  }
}
