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

/** How the rows of an epoch are cut into batches, where the loss asks for more than `minibatches`. */
export interface Batching {
  /** Rows of a batch at the most. */
  readonly most: number;
  batches(
    random: RandomSource,
    counter: { readonly round: number; readonly epoch: number },
  ): Generator<Uint32Array, void>;
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

export function shuffled(
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
