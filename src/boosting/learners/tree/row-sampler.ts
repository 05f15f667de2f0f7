import type { RandomSource } from "../../../core/random.ts";

/** Bernoulli(subsample) a row and tree, as XGBoost's uniform sampling; null = all rows take part. */
export function sampleRows(
  rowCount: number,
  subsample: number,
  random: RandomSource,
  learner: number,
): Uint8Array | null {
  if (subsample >= 1) return null;
  const below = subsample * 4294967296;
  const sampled = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) sampled[row] = random.bits(learner, row) < below ? 1 : 0;
  return sampled;
}

/** The mask of rows that were drawn elsewhere. */
export function givenRows(rowCount: number, rows: readonly number[]): Uint8Array {
  const sampled = new Uint8Array(rowCount);
  for (const row of rows) sampled[row] = 1;
  return sampled;
}
