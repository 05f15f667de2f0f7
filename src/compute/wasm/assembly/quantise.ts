// Quantiser: float32 pairs to integers. All pointers are byte offsets into the one memory.

/** counts[256] of biased exponents of non-zero values; rows with sampled[i] === 0 are passed over (0 = no mask). */
export function countExponents(values: usize, sampled: usize, count: i32, counts: usize): void {
  memory.fill(counts, 0, 1024);
  for (let i: usize = 0; i < <usize>count; i++) {
    const magnitude = load<u32>(values + (i << 2)) & 0x7fffffff;
    if (magnitude === 0 || (sampled !== 0 && load<u8>(sampled + i) === 0)) continue;
    const at = counts + ((<usize>(magnitude >> 23)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

@inline
function roundedHessian(raw: f32, scale: f64): f64 {
  const value = nearest<f64>(<f64>raw * scale);
  return value === 0 && raw > 0 ? 1 : value;
}

/** Pairs as one 64-bit word, hessian in the upper half; the sum of all words goes to `sum`. */
export function quantisePacked(
  gradient: usize,
  hessian: usize,
  sampled: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
  out: usize,
  sum: usize,
): void {
  let total: i64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    let word: i64 = 0;
    if (sampled === 0 || load<u8>(sampled + i) !== 0) {
      const g = <i64>nearest<f64>(<f64>load<f32>(gradient + (i << 2)) * gradientScale);
      const h = <i64>roundedHessian(load<f32>(hessian + (i << 2)), hessianScale);
      word = (h << 32) + g;
    }
    store<i64>(out + (i << 3), word);
    total += word;
  }
  store<i64>(sum, total);
}

/** Pairs as two doubles that hold integers. */
export function quantiseWide(
  gradient: usize,
  hessian: usize,
  sampled: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
  out: usize,
  sum: usize,
): void {
  let gradientSum: f64 = 0;
  let hessianSum: f64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    let g: f64 = 0;
    let h: f64 = 0;
    if (sampled === 0 || load<u8>(sampled + i) !== 0) {
      g = nearest<f64>(<f64>load<f32>(gradient + (i << 2)) * gradientScale);
      h = roundedHessian(load<f32>(hessian + (i << 2)), hessianScale);
    }
    store<f64>(out + (i << 4), g);
    store<f64>(out + (i << 4), h, 8);
    gradientSum += g;
    hessianSum += h;
  }
  store<f64>(sum, gradientSum);
  store<f64>(sum, hessianSum, 8);
}
