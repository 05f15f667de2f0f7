// The streaming quantile sketch of one column without weights: the steps of src/boosting/learners/tree/quantile-sketch.ts.
// A summary of capacity C is four float32 arrays one after the other: values, low, high, weight.

@inline
function at(summary: usize, part: usize, capacity: usize, i: usize): usize {
  return summary + ((part * capacity + i) << 2);
}

@inline
function value(summary: usize, i: usize): f32 {
  return load<f32>(summary + (i << 2));
}

@inline
function put(out: usize, capacity: usize, i: usize, x: f32, low: f32, high: f32, weight: f32): void {
  store<f32>(at(out, 0, capacity, i), x);
  store<f32>(at(out, 1, capacity, i), low);
  store<f32>(at(out, 2, capacity, i), high);
  store<f32>(at(out, 3, capacity, i), weight);
}

@inline
function scatter(from: usize, to: usize, count: usize, counts: usize, shift: u32): void {
  for (let i: usize = 0; i < count; i++) {
    const key = load<u32>(from + (i << 2));
    const digit = counts + ((<usize>((key >> shift) & 2047)) << 2);
    const place = load<u32>(digit);
    store<u32>(to + ((<usize>place) << 2), key);
    store<u32>(digit, place + 1);
  }
}

/** Sorts float32 values in place; `counts` = room for 3 x 2048 words, `other` for all values. */
function sortSingles(values: usize, other: usize, count: usize, counts: usize): void {
  memory.fill(counts, 0, 3 * 8192);
  for (let i: usize = 0; i < count; i++) {
    const bits = load<u32>(values + (i << 2));
    const key = bits & 0x80000000 ? ~bits : bits | 0x80000000;
    store<u32>(values + (i << 2), key);
    const low = counts + ((<usize>(key & 2047)) << 2);
    const middle = counts + 8192 + ((<usize>((key >> 11) & 2047)) << 2);
    const high = counts + 16384 + ((<usize>(key >> 22)) << 2);
    store<u32>(low, load<u32>(low) + 1);
    store<u32>(middle, load<u32>(middle) + 1);
    store<u32>(high, load<u32>(high) + 1);
  }
  for (let pass: usize = 0; pass < 3; pass++) {
    let sum: u32 = 0;
    const from = counts + pass * 8192;
    for (let digit: usize = 0; digit < 8192; digit += 4) {
      const size = load<u32>(from + digit);
      store<u32>(from + digit, sum);
      sum += size;
    }
  }
  scatter(values, other, count, counts, 0);
  scatter(other, values, count, counts + 8192, 11);
  scatter(values, other, count, counts + 16384, 22);
  for (let i: usize = 0; i < count; i++) {
    const key = load<u32>(other + (i << 2));
    store<u32>(values + (i << 2), key & 0x80000000 ? key & 0x7fffffff : ~key);
  }
}

function summarise(sorted: usize, count: usize, out: usize, capacity: usize): usize {
  let entries: usize = 0;
  let below: f32 = 0;
  for (let i: usize = 0; i < count; ) {
    const x = load<f32>(sorted + (i << 2));
    let weight: f32 = 0;
    for (; i < count && load<f32>(sorted + (i << 2)) === x; i++) weight += 1;
    const upTo = below + weight;
    put(out, capacity, entries++, x, below, upTo, weight);
    below = upTo;
  }
  return entries;
}

@inline
function copyEntry(from: usize, i: usize, out: usize, to: usize, capacity: usize): void {
  put(
    out,
    capacity,
    to,
    value(from, i),
    load<f32>(at(from, 1, capacity, i)),
    load<f32>(at(from, 2, capacity, i)),
    load<f32>(at(from, 3, capacity, i)),
  );
}

/** Keeps at most `size` of `count` entries. */
function prune(summary: usize, count: usize, size: usize, out: usize, capacity: usize): usize {
  if (count <= size) {
    copySummary(summary, count, out, capacity);
    return count;
  }
  copyEntry(summary, 0, out, 0, capacity);
  const last = count - 1;
  const begin = load<f32>(at(summary, 2, capacity, 0));
  const range = load<f32>(at(summary, 1, capacity, last)) - begin;
  const steps = size - 1;
  let kept: usize = 1;
  let lastKept: usize = 0;
  let i: usize = 1;
  for (let k: usize = 1; k < steps; k++) {
    const twice = <f32>2 * ((<f32>(<u32>k) * range) / <f32>(<u32>steps) + begin);
    while (
      i < last &&
      twice >= load<f32>(at(summary, 2, capacity, i + 1)) + load<f32>(at(summary, 1, capacity, i + 1))
    ) {
      i++;
    }
    if (i === last) break;
    const middle =
      load<f32>(at(summary, 1, capacity, i)) +
      load<f32>(at(summary, 3, capacity, i)) +
      (load<f32>(at(summary, 2, capacity, i + 1)) - load<f32>(at(summary, 3, capacity, i + 1)));
    const nearest = twice < middle ? i : i + 1;
    if (nearest !== lastKept) {
      lastKept = nearest;
      copyEntry(summary, nearest, out, kept++, capacity);
    }
  }
  if (lastKept !== last) copyEntry(summary, last, out, kept++, capacity);
  return kept;
}

/** Merges two summaries that have entries; where both have a value its ranks add up, else the other's rank there is taken. */
function combine(a: usize, countA: usize, b: usize, countB: usize, out: usize, capacity: usize): usize {
  const part = capacity << 2;
  const endA = a + (countA << 2);
  const endB = b + (countB << 2);
  let to = out;
  let belowA: f32 = 0;
  let belowB: f32 = 0;
  while (a < endA && b < endB) {
    const left = load<f32>(a);
    const right = load<f32>(b);
    const lowA = load<f32>(a + part);
    const lowB = load<f32>(b + part);
    const highA = load<f32>(a + 2 * part);
    const highB = load<f32>(b + 2 * part);
    const weightA = load<f32>(a + 3 * part);
    const weightB = load<f32>(b + 3 * part);
    if (left < right) {
      putAt(to, part, left, lowA + belowB, highA + (highB - weightB), weightA);
      belowA = lowA + weightA;
      a += 4;
    } else if (right < left) {
      putAt(to, part, right, belowA + lowB, highA - weightA + highB, weightB);
      belowB = lowB + weightB;
      b += 4;
    } else {
      putAt(to, part, left, lowA + lowB, highA + highB, weightA + weightB);
      belowA = lowA + weightA;
      belowB = lowB + weightB;
      a += 4;
      b += 4;
    }
    to += 4;
  }
  const wholeA = load<f32>(endA - 4 + 2 * part);
  const wholeB = load<f32>(endB - 4 + 2 * part);
  for (; a < endA; a += 4, to += 4) {
    putAt(to, part, load<f32>(a), load<f32>(a + part) + belowB, load<f32>(a + 2 * part) + wholeB, load<f32>(a + 3 * part));
  }
  for (; b < endB; b += 4, to += 4) {
    putAt(to, part, load<f32>(b), belowA + load<f32>(b + part), wholeA + load<f32>(b + 2 * part), load<f32>(b + 3 * part));
  }
  return (to - out) >> 2;
}

@inline
function putAt(to: usize, part: usize, x: f32, low: f32, high: f32, weight: f32): void {
  store<f32>(to, x);
  store<f32>(to + part, low);
  store<f32>(to + 2 * part, high);
  store<f32>(to + 3 * part, weight);
}

function copySummary(from: usize, count: usize, to: usize, capacity: usize): void {
  for (let part: usize = 0; part < 4; part++) {
    memory.copy(at(to, part, capacity, 0), at(from, part, capacity, 0), count << 2);
  }
}

/**
 * Sketches `count` values (NaN = missing) into `out`, returns its entries. All summaries have `capacity` = 2 x limit
 * entries. `work`: one summary, `levels`: sixteen, `levelCounts`: sixteen words; `queue` and `other` hold all values.
 */
export function sketchColumn(
  values: usize,
  count: i32,
  limit: i32,
  keep: i32,
  out: usize,
  work: usize,
  levels: usize,
  levelCounts: usize,
  queue: usize,
  other: usize,
  counts: usize,
): i32 {
  const most = <usize>limit;
  const capacity = 2 * most;
  const levelBytes = capacity << 4;
  memory.fill(levelCounts, 0, 64);
  let length: usize = 0;
  let runs: usize = 0;
  let previous: f32 = 0;
  for (let row: usize = 0; row < <usize>count; row++) {
    const x = load<f32>(values + (row << 2));
    if (x !== x) continue;
    const startsRun = length === 0 || previous !== x;
    if (startsRun && runs === capacity) {
      sortSingles(queue, other, length, counts);
      let carried = summarise(queue, length, work, capacity);
      for (let level: usize = 0; ; level++) {
        const held = levels + level * levelBytes;
        const heldCount = <usize>load<u32>(levelCounts + (level << 2));
        carried = prune(work, carried, most, out, capacity);
        if (heldCount === 0) {
          copySummary(out, carried, held, capacity);
          store<u32>(levelCounts + (level << 2), <u32>carried);
          break;
        }
        carried = combine(out, carried, held, heldCount, work, capacity);
        if (carried <= most) {
          copySummary(work, carried, held, capacity);
          store<u32>(levelCounts + (level << 2), <u32>carried);
          break;
        }
        store<u32>(levelCounts + (level << 2), 0);
      }
      length = 0;
      runs = 1;
    } else if (startsRun) {
      runs++;
    }
    store<f32>(queue + (length++ << 2), x);
    previous = x;
  }
  sortSingles(queue, other, length, counts);
  let entries = prune(work, summarise(queue, length, work, capacity), most, out, capacity);
  for (let level: usize = 0; level < 16; level++) {
    const heldCount = <usize>load<u32>(levelCounts + (level << 2));
    if (heldCount === 0) continue;
    entries = combine(out, entries, levels + level * levelBytes, heldCount, work, capacity);
    entries = prune(work, entries, most, out, capacity);
  }
  entries = prune(out, entries, <usize>keep, work, capacity);
  copySummary(work, entries, out, capacity);
  return <i32>entries;
}
