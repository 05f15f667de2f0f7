// Bin numbers of a numeric column by a search without branches.

@inline
function upperBound(cuts: usize, half: usize, value: f32): usize {
  let low: usize = 0;
  for (let step = half; step > 0; step >>= 1) {
    low += load<f32>(cuts + ((low + step - 1) << 2)) <= value ? step : 0;
  }
  return low;
}

@inline
function binColumn<B>(values: usize, count: i32, cuts: usize, half: i32, binCount: i32, out: usize): i32 {
  let missing = 0;
  const last = <u32>(binCount - 1);
  for (let i: usize = 0; i < <usize>count; i++) {
    const value = load<f32>(values + (i << 2));
    const found = min<u32>(<u32>upperBound(cuts, <usize>half, value), last);
    const absent = value !== value;
    missing |= <i32>absent;
    store<B>(out + i * sizeof<B>(), <B>(absent ? <u32>binCount : found));
  }
  return missing;
}

/** `cuts` is padded with infinity to 2 x half - 1 entries, half a power of two. Returns 1 if a value is missing. */
export function binColumn8(values: usize, count: i32, cuts: usize, half: i32, binCount: i32, out: usize): i32 {
  return binColumn<u8>(values, count, cuts, half, binCount, out);
}

export function binColumn16(values: usize, count: i32, cuts: usize, half: i32, binCount: i32, out: usize): i32 {
  return binColumn<u16>(values, count, cuts, half, binCount, out);
}
