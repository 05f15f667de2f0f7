import type { RandomSource } from "../../../core/random.ts";
import { queryLists } from "../../ranking/query-lists.ts";
import { type Batching, batchCount, mostRows, shuffled } from "./minibatches.ts";

/** Rows by query, cut into batches of about so many rows; loaded for rankings alone. */
export function queryBatching(rowCount: number, groups: Uint32Array, size: number): Batching {
  const { rows: queries } = queryLists(rowCount, groups, undefined);
  return {
    most: mostQueryRows(queries, size),
    batches: (random, counter) => queryBatches(queries, size, random, counter),
  };
}

/**
 * Batches for losses of whole queries, which no batch may tear apart: queries in a random order, each batch the next ones
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
