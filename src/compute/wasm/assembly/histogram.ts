// Histograms. A packed slot is one 64-bit word (hessian in the upper half), a wide slot two doubles.

/** Copies the pairs of a node's rows into their order, so that each column's pass reads them in sequence. */
export function gatherPacked(pairs: usize, rows: usize, count: i32, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    store<i64>(out + (i << 3), load<i64>(pairs + ((<usize>load<u32>(rows + (i << 2))) << 3)));
  }
}

export function gatherWide(pairs: usize, rows: usize, count: i32, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const from = pairs + ((<usize>load<u32>(rows + (i << 2))) << 4);
    const to = out + (i << 4);
    store<i64>(to, load<i64>(from));
    store<i64>(to, load<i64>(from, 8), 8);
  }
}

@inline
function addPacked(slot: usize, word: i64): void {
  store<i64>(slot, load<i64>(slot) + word);
}

@inline
function addWide(slot: usize, pair: usize): void {
  if (ASC_FEATURE_SIMD) {
    v128.store(slot, f64x2.add(v128.load(slot), v128.load(pair)));
  } else {
    store<f64>(slot, load<f64>(slot) + load<f64>(pair));
    store<f64>(slot, load<f64>(slot, 8) + load<f64>(pair, 8), 8);
  }
}

@inline
function binAt<B>(column: usize, row: usize): usize {
  return <usize>load<B>(column + row * sizeof<B>());
}

/** Four columns in one pass over the rows; `rows` 0 = all rows in order. */
@inline
function packedColumns4<B>(columns: usize, stride: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  const c0 = columns;
  const c1 = columns + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  const s0 = <usize>load<u32>(slots);
  const s1 = <usize>load<u32>(slots, 4);
  const s2 = <usize>load<u32>(slots, 8);
  const s3 = <usize>load<u32>(slots, 12);
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows === 0 ? i : <usize>load<u32>(rows + (i << 2));
    const word = load<i64>(pairs + (i << 3));
    addPacked(s0 + (binAt<B>(c0, row) << 3), word);
    addPacked(s1 + (binAt<B>(c1, row) << 3), word);
    addPacked(s2 + (binAt<B>(c2, row) << 3), word);
    addPacked(s3 + (binAt<B>(c3, row) << 3), word);
  }
}

@inline
function packedColumn<B>(column: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows === 0 ? i : <usize>load<u32>(rows + (i << 2));
    addPacked(slots + (binAt<B>(column, row) << 3), load<i64>(pairs + (i << 3)));
  }
}

@inline
function wideColumn<B>(column: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows === 0 ? i : <usize>load<u32>(rows + (i << 2));
    addWide(slots + (binAt<B>(column, row) << 4), pairs + (i << 4));
  }
}

// Eight columns whose bins lie together, eight bytes a row; `slots` points to their eight slot addresses.

export function packedEight(bins: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  const s0 = <usize>load<u32>(slots);
  const s1 = <usize>load<u32>(slots, 4);
  const s2 = <usize>load<u32>(slots, 8);
  const s3 = <usize>load<u32>(slots, 12);
  const s4 = <usize>load<u32>(slots, 16);
  const s5 = <usize>load<u32>(slots, 20);
  const s6 = <usize>load<u32>(slots, 24);
  const s7 = <usize>load<u32>(slots, 28);
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows === 0 ? i : <usize>load<u32>(rows + (i << 2));
    const low = load<u32>(bins + (row << 3));
    const high = load<u32>(bins + (row << 3), 4);
    const word = load<i64>(pairs + (i << 3));
    addPacked(s0 + ((low << 3) & 0x7f8), word);
    addPacked(s1 + ((low >> 5) & 0x7f8), word);
    addPacked(s2 + ((low >> 13) & 0x7f8), word);
    addPacked(s3 + ((low >> 21) & 0x7f8), word);
    addPacked(s4 + ((high << 3) & 0x7f8), word);
    addPacked(s5 + ((high >> 5) & 0x7f8), word);
    addPacked(s6 + ((high >> 13) & 0x7f8), word);
    addPacked(s7 + ((high >> 21) & 0x7f8), word);
  }
}

export function wideEight(bins: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  const s0 = <usize>load<u32>(slots);
  const s1 = <usize>load<u32>(slots, 4);
  const s2 = <usize>load<u32>(slots, 8);
  const s3 = <usize>load<u32>(slots, 12);
  const s4 = <usize>load<u32>(slots, 16);
  const s5 = <usize>load<u32>(slots, 20);
  const s6 = <usize>load<u32>(slots, 24);
  const s7 = <usize>load<u32>(slots, 28);
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows === 0 ? i : <usize>load<u32>(rows + (i << 2));
    const low = load<u32>(bins + (row << 3));
    const high = load<u32>(bins + (row << 3), 4);
    const pair = pairs + (i << 4);
    addWide(s0 + ((low << 4) & 0xff0), pair);
    addWide(s1 + ((low >> 4) & 0xff0), pair);
    addWide(s2 + ((low >> 12) & 0xff0), pair);
    addWide(s3 + ((low >> 20) & 0xff0), pair);
    addWide(s4 + ((high << 4) & 0xff0), pair);
    addWide(s5 + ((high >> 4) & 0xff0), pair);
    addWide(s6 + ((high >> 12) & 0xff0), pair);
    addWide(s7 + ((high >> 20) & 0xff0), pair);
  }
}

/** Four neighbouring columns, `stride` bytes apart; `slots` points to their four slot addresses. */
export function packedColumns8x4(columns: usize, stride: i32, rows: usize, pairs: usize, count: i32, slots: usize): void {
  packedColumns4<u8>(columns, <usize>stride, rows, pairs, count, slots);
}

export function packedColumns16x4(columns: usize, stride: i32, rows: usize, pairs: usize, count: i32, slots: usize): void {
  packedColumns4<u16>(columns, <usize>stride, rows, pairs, count, slots);
}

export function packedColumn8(column: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  packedColumn<u8>(column, rows, pairs, count, slots);
}

export function packedColumn16(column: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  packedColumn<u16>(column, rows, pairs, count, slots);
}

export function wideColumn8(column: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  wideColumn<u8>(column, rows, pairs, count, slots);
}

export function wideColumn16(column: usize, rows: usize, pairs: usize, count: i32, slots: usize): void {
  wideColumn<u16>(column, rows, pairs, count, slots);
}

/** parent -= child; exact in both layouts. `bytes` is a multiple of 16. */
export function subtractPacked(parent: usize, child: usize, bytes: i32): void {
  if (ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>bytes; i += 16) {
      v128.store(parent + i, i64x2.sub(v128.load(parent + i), v128.load(child + i)));
    }
  } else {
    for (let i: usize = 0; i < <usize>bytes; i += 8) {
      store<i64>(parent + i, load<i64>(parent + i) - load<i64>(child + i));
    }
  }
}

export function subtractWide(parent: usize, child: usize, bytes: i32): void {
  if (ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>bytes; i += 16) {
      v128.store(parent + i, f64x2.sub(v128.load(parent + i), v128.load(child + i)));
    }
  } else {
    for (let i: usize = 0; i < <usize>bytes; i += 8) {
      store<f64>(parent + i, load<f64>(parent + i) - load<f64>(child + i));
    }
  }
}

// Bundles: `members` holds per column [first slot, bin count, common bin, first slot in the bundle] as i32.

/** Fills the slots of all members from their bundle's: the common bin has what the others leave of the whole. */
export function spreadPacked(bundle: usize, slotCount: i32, members: usize, memberCount: i32, histogram: usize): void {
  let whole: i64 = 0;
  for (let slot = 0; slot < slotCount; slot++) whole += load<i64>(bundle + (<usize>slot << 3));
  for (let member = 0; member < memberCount; member++) {
    const entry = members + (<usize>member << 4);
    const first = histogram + ((<usize>load<i32>(entry)) << 3);
    const binCount = load<i32>(entry, 4);
    const common = load<i32>(entry, 8);
    let from = bundle + ((<usize>load<i32>(entry, 12)) << 3);
    let rest = whole;
    for (let bin = 0; bin < binCount; bin++) {
      if (bin === common) continue;
      const word = load<i64>(from);
      from += 8;
      rest -= word;
      store<i64>(first + (<usize>bin << 3), word);
    }
    store<i64>(first + (<usize>common << 3), rest);
  }
}

export function spreadWide(bundle: usize, slotCount: i32, members: usize, memberCount: i32, histogram: usize): void {
  let gradient: f64 = 0;
  let hessian: f64 = 0;
  for (let slot = 0; slot < slotCount; slot++) {
    gradient += load<f64>(bundle + (<usize>slot << 4));
    hessian += load<f64>(bundle + (<usize>slot << 4), 8);
  }
  for (let member = 0; member < memberCount; member++) {
    const entry = members + (<usize>member << 4);
    const first = histogram + ((<usize>load<i32>(entry)) << 4);
    const binCount = load<i32>(entry, 4);
    const common = load<i32>(entry, 8);
    let from = bundle + ((<usize>load<i32>(entry, 12)) << 4);
    let restGradient = gradient;
    let restHessian = hessian;
    for (let bin = 0; bin < binCount; bin++) {
      if (bin === common) continue;
      const slot = first + (<usize>bin << 4);
      restGradient -= load<f64>(from);
      restHessian -= load<f64>(from, 8);
      store<f64>(slot, load<f64>(from));
      store<f64>(slot, load<f64>(from, 8), 8);
      from += 16;
    }
    store<f64>(first + (<usize>common << 4), restGradient);
    store<f64>(first + (<usize>common << 4), restHessian, 8);
  }
}
