import type { RandomSource } from "../../../core/random.ts";

const MOST_ROWS = 2048;
const LEAST_ROWS = 16;
/** Batches an epoch has at the least, where rows allow it. */
const BATCHES = 8;

/** Without a wish: the largest power of 2 that leaves 8 batches an epoch, from 16 to the original's 2,048. */
export function batchRows(rowCount: number, wish: number | null): number {
  if (wish !== null) return Math.min(wish, rowCount);
  let size = LEAST_ROWS;
  while (2 * size * BATCHES <= rowCount && size < MOST_ROWS) size *= 2;
  return Math.min(size, rowCount);
}

/** All rows in a random order, cut into batches of nearly one size: none is so small that its moments say nothing. */
export function* minibatches(
  rowCount: number,
  size: number,
  random: RandomSource,
  counter: { readonly round: number; readonly epoch: number },
): Generator<Uint32Array, void> {
  const order = shuffled(rowCount, random, counter);
  const count = batchCount(rowCount, size);
  for (let batch = 0; batch < count; batch++) {
    const from = Math.floor((batch * rowCount) / count);
    yield order.subarray(from, Math.floor(((batch + 1) * rowCount) / count));
  }
}

/**
 * The same for losses of whole queries, which no batch may tear apart: queries in a random order, each batch the next ones
 * until it has its share of rows.
 */
export function* queryBatches(
  queries: readonly Uint32Array[],
  size: number,
  random: RandomSource,
  counter: { readonly round: number; readonly epoch: number },
): Generator<Uint32Array, void> {
  const rowCount = countRows(queries);
  const share = rowCount / batchCount(rowCount, size);
  let batch: number[] = [];
  let given = 0;
  let ended = 0;
  for (const at of shuffled(queries.length, random, counter)) {
    batch.push(...queries[at]!);
    given += queries[at]!.length;
    if (given < (ended + 1) * share && given < rowCount) continue;
    ended = Math.floor(given / share);
    yield Uint32Array.from(batch);
    batch = [];
  }
}

/** The most rows that a batch of `queryBatches` can have. */
export function mostQueryRows(queries: readonly Uint32Array[], size: number): number {
  const rowCount = countRows(queries);
  const longest = queries.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.min(rowCount, mostRows(rowCount, size) + longest);
}

function countRows(queries: readonly Uint32Array[]): number {
  return queries.reduce((sum, { length }) => sum + length, 0);
}

function shuffled(
  length: number,
  random: RandomSource,
  counter: { readonly round: number; readonly epoch: number },
): Uint32Array {
  const order = Uint32Array.from({ length }, (_, at) => at);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform(counter.round, counter.epoch, i) * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

export function batchCount(rowCount: number, size: number): number {
  return Math.max(1, Math.round(rowCount / size));
}

/** Epochs of a fit: with few rows more than are asked for, until there are enough steps. */
export function fitEpochs(
  { epochs, leastSteps }: { readonly epochs: number; readonly leastSteps: number },
  rowCount: number,
  size: number,
): number {
  return Math.max(epochs, Math.ceil(leastSteps / batchCount(rowCount, size)));
}

/** The most rows that a batch of `minibatches` has. */
export function mostRows(rowCount: number, size: number): number {
  return Math.ceil(rowCount / batchCount(rowCount, size));
}
