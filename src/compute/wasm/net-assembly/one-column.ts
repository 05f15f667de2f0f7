// `affine` and `outerSums` of matrices with one column in a stride of 4: products of four rows, or of four inputs, at a time,
// where the others would multiply zeros.

const BLOCK_ROWS: i32 = 128;
const STEP: usize = 16;

/** Adds the products of 4 rows and 4 inputs, input after input. */
@inline
function addFour(sum: v128, x: usize, xStep: usize, w0: v128, w1: v128, w2: v128, w3: v128): v128 {
  const x0 = v128.load(x);
  const x1 = v128.load(x + xStep);
  const x2 = v128.load(x + 2 * xStep);
  const x3 = v128.load(x + 3 * xStep);
  const low01 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
  sum = f32x4.add(sum, f32x4.mul(v128.shuffle<i64>(low01, low23, 0, 2), w0));
  sum = f32x4.add(sum, f32x4.mul(v128.shuffle<i64>(low01, low23, 1, 3), w1));
  sum = f32x4.add(sum, f32x4.mul(v128.shuffle<i64>(high01, high23, 0, 2), w2));
  return f32x4.add(sum, f32x4.mul(v128.shuffle<i64>(high01, high23, 1, 3), w3));
}

@inline
function storeFour(y: usize, sum: v128): void {
  const zero = f32x4.splat(0);
  v128.store(y, f32x4.replace_lane(zero, 0, f32x4.extract_lane(sum, 0)));
  v128.store(y, f32x4.replace_lane(zero, 0, f32x4.extract_lane(sum, 1)), 16);
  v128.store(y, f32x4.replace_lane(zero, 0, f32x4.extract_lane(sum, 2)), 32);
  v128.store(y, f32x4.replace_lane(zero, 0, f32x4.extract_lane(sum, 3)), 48);
}

/** y[r, 0] = bias + x w, and zeros behind it: eight rows and four inputs at a time, then what is left of both. */
export function affineOne(x: usize, stride: i32, rows: i32, count: i32, w: usize, bias: usize, y: usize): void {
  const xStep = <usize>stride << 2;
  const fours = count & ~3;
  const eights = rows & ~7;
  const start = v128.load32_zero(bias);
  for (let r = 0; r < eights; r += 8) {
    const upper = x + <usize>r * xStep;
    const lower = upper + 4 * xStep;
    const to = y + <usize>r * STEP;
    let a = v128.load32_splat(bias);
    let b = a;
    let from = w;
    for (let at: usize = 0; at < <usize>fours << 2; at += 16, from += 4 * STEP) {
      const w0 = v128.load32_splat(from);
      const w1 = v128.load32_splat(from, 16);
      const w2 = v128.load32_splat(from, 32);
      const w3 = v128.load32_splat(from, 48);
      a = addFour(a, upper + at, xStep, w0, w1, w2, w3);
      b = addFour(b, lower + at, xStep, w0, w1, w2, w3);
    }
    storeFour(to, a);
    storeFour(to + 4 * STEP, b);
  }
  for (let r = eights; r < rows; r++) v128.store(y + <usize>r * STEP, start);
  for (let r = fours < count ? 0 : eights; r < rows; r++) {
    const to = y + <usize>r * STEP;
    let sum = load<f32>(to);
    for (let i = r < eights ? fours : 0; i < count; i++) {
      sum += load<f32>(x + <usize>r * xStep + (<usize>i << 2)) * load<f32>(w + <usize>i * STEP);
    }
    store<f32>(to, sum);
  }
}

@inline
function addLanes(to: usize, sum: v128): void {
  store<f32>(to, load<f32>(to) + f32x4.extract_lane(sum, 0));
  store<f32>(to, load<f32>(to, 16) + f32x4.extract_lane(sum, 1), 16);
  store<f32>(to, load<f32>(to, 32) + f32x4.extract_lane(sum, 2), 32);
  store<f32>(to, load<f32>(to, 48) + f32x4.extract_lane(sum, 3), 48);
}

/** 16 inputs of a block of rows. */
@inline
function sixteen(x: usize, xStep: usize, rows: i32, dy: usize, to: usize): void {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let r = 0; r < rows; r++, x += xStep, dy += STEP) {
    const slope = v128.load32_splat(dy);
    a = f32x4.add(a, f32x4.mul(v128.load(x), slope));
    b = f32x4.add(b, f32x4.mul(v128.load(x, 16), slope));
    c = f32x4.add(c, f32x4.mul(v128.load(x, 32), slope));
    d = f32x4.add(d, f32x4.mul(v128.load(x, 48), slope));
  }
  addLanes(to, a);
  addLanes(to + 64, b);
  addLanes(to + 128, c);
  addLanes(to + 192, d);
}

@inline
function one(x: usize, xStep: usize, rows: i32, dy: usize): f32 {
  let sum: f32 = 0;
  for (let r = 0; r < rows; r++, x += xStep, dy += STEP) sum += load<f32>(x) * load<f32>(dy);
  return sum;
}

/** sums[i, 0] += sum over rows of x[r, i] dy[r, 0]; columnSums[0] += sum over rows of dy[r, 0]. */
export function outerSumsOne(
  x: usize,
  stride: i32,
  rows: i32,
  count: i32,
  dy: usize,
  sums: usize,
  columnSums: usize,
): void {
  const xStep = <usize>stride << 2;
  for (let first = 0; first < rows; first += BLOCK_ROWS, x += <usize>BLOCK_ROWS * xStep, dy += <usize>BLOCK_ROWS * STEP) {
    const size = min<i32>(BLOCK_ROWS, rows - first);
    let i = 0;
    for (; i + 16 <= count; i += 16) sixteen(x + (<usize>i << 2), xStep, size, dy, sums + <usize>i * STEP);
    for (; i < count; i++) {
      const to = sums + <usize>i * STEP;
      store<f32>(to, load<f32>(to) + one(x + (<usize>i << 2), xStep, size, dy));
    }
    let column: f32 = 0;
    for (let r = 0; r < size; r++) column += load<f32>(dy + <usize>r * STEP);
    store<f32>(columnSums, load<f32>(columnSums) + column);
  }
}
