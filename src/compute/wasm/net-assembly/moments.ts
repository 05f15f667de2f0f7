// Mean and mean squared deviation of columns: two passes, each over blocks of rows; sixteen columns, a line of the cache, at
// a time, or four.

const BLOCK_ROWS: i32 = 128;

export function moments(x: usize, stride: i32, rows: i32, out: usize): void {
  const step = (<usize>stride) << 2;
  let j: usize = 0;
  for (; j + 64 <= step; j += 64) momentsOfLine(x + j, step, rows, out + j);
  for (; j < step; j += 16) momentsOfFour(x + j, step, rows, out + j);
}

@inline
function squareOff(value: v128, mean: v128): v128 {
  const off = f32x4.sub(value, mean);
  return f32x4.mul(off, off);
}

function momentsOfLine(x: usize, step: usize, rows: i32, out: usize): void {
  const count = f32x4.splat(<f32>rows);
  const none = f32x4.splat(0);
  let a = none;
  let b = none;
  let c = none;
  let d = none;
  let from = x;
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    let a1 = none;
    let b1 = none;
    let c1 = none;
    let d1 = none;
    const end = min<i32>(rows, first + BLOCK_ROWS);
    for (let r = first; r < end; r++, from += step) {
      a1 = f32x4.add(a1, v128.load(from));
      b1 = f32x4.add(b1, v128.load(from, 16));
      c1 = f32x4.add(c1, v128.load(from, 32));
      d1 = f32x4.add(d1, v128.load(from, 48));
    }
    a = f32x4.add(a, a1);
    b = f32x4.add(b, b1);
    c = f32x4.add(c, c1);
    d = f32x4.add(d, d1);
  }
  const meanA = f32x4.div(a, count);
  const meanB = f32x4.div(b, count);
  const meanC = f32x4.div(c, count);
  const meanD = f32x4.div(d, count);
  storeFour(out, meanA, meanB, meanC, meanD);
  a = b = c = d = none;
  from = x;
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    let a1 = none;
    let b1 = none;
    let c1 = none;
    let d1 = none;
    const end = min<i32>(rows, first + BLOCK_ROWS);
    for (let r = first; r < end; r++, from += step) {
      a1 = f32x4.add(a1, squareOff(v128.load(from), meanA));
      b1 = f32x4.add(b1, squareOff(v128.load(from, 16), meanB));
      c1 = f32x4.add(c1, squareOff(v128.load(from, 32), meanC));
      d1 = f32x4.add(d1, squareOff(v128.load(from, 48), meanD));
    }
    a = f32x4.add(a, a1);
    b = f32x4.add(b, b1);
    c = f32x4.add(c, c1);
    d = f32x4.add(d, d1);
  }
  storeFour(out + step, f32x4.div(a, count), f32x4.div(b, count), f32x4.div(c, count), f32x4.div(d, count));
}

@inline
function storeFour(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

function momentsOfFour(x: usize, step: usize, rows: i32, out: usize): void {
  const count = f32x4.splat(<f32>rows);
  let sum = f32x4.splat(0);
  let from = x;
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    let part = f32x4.splat(0);
    const end = min<i32>(rows, first + BLOCK_ROWS);
    for (let r = first; r < end; r++, from += step) part = f32x4.add(part, v128.load(from));
    sum = f32x4.add(sum, part);
  }
  const mean = f32x4.div(sum, count);
  v128.store(out, mean);
  sum = f32x4.splat(0);
  from = x;
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    let part = f32x4.splat(0);
    const end = min<i32>(rows, first + BLOCK_ROWS);
    for (let r = first; r < end; r++, from += step) part = f32x4.add(part, squareOff(v128.load(from), mean));
    sum = f32x4.add(sum, part);
  }
  v128.store(out + step, f32x4.div(sum, count));
}
