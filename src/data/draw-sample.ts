import { createRandomSource } from "../core/random.ts";
import type { SampleSpec } from "../core/read-recipe.ts";

/**
 * Rows of a seeded sample, ascending: exactly `sample.rows` of them, or all when there are fewer. Every stratum keeps its
 * share, rounded over cumulated counts. A row's draw depends on its number and the seed alone.
 */
export function drawSample(sample: SampleSpec, rowCount: number, strata: Int32Array | null): Uint32Array {
  const wanted = Math.min(sample.rows, rowCount);
  const random = createRandomSource(sample.seed, "sample");
  const draws = Float64Array.from({ length: rowCount }, (_, row) => random.uniform(row));
  const byStratum = new Map<number, number>();
  for (let row = 0; row < rowCount; row++) {
    const stratum = strata === null ? 0 : strata[row]!;
    byStratum.set(stratum, (byStratum.get(stratum) ?? 0) + 1);
  }
  const isKept = new Uint8Array(rowCount);
  let cumulated = 0;
  let given = 0;
  for (const stratum of [...byStratum.keys()].sort((left, right) => left - right)) {
    const count = byStratum.get(stratum)!;
    cumulated += count;
    const share = Math.round((cumulated * wanted) / rowCount) - given;
    given += share;
    keepLowest(draws, { isKept, share, count, isOf: (row) => strata === null || strata[row] === stratum });
  }
  const rows = new Uint32Array(wanted);
  let at = 0;
  for (let row = 0; row < rowCount; row++) if (isKept[row] === 1) rows[at++] = row;
  return rows;
}

interface Stratum {
  readonly isKept: Uint8Array;
  readonly share: number;
  readonly count: number;
  readonly isOf: (row: number) => boolean;
}

/** Marks the rows of a stratum with the lowest draws; of equal draws the earlier rows. */
function keepLowest(draws: Float64Array, { isKept, share, count, isOf }: Stratum): void {
  if (share === 0) return;
  const own = new Float64Array(count);
  let at = 0;
  for (let row = 0; row < draws.length; row++) if (isOf(row)) own[at++] = draws[row]!;
  own.sort();
  const limit = own[share - 1]!;
  let left = share;
  for (const draw of own) if (draw < limit) left--;
  for (let row = 0; row < draws.length; row++) {
    if (!isOf(row)) continue;
    const draw = draws[row]!;
    if (draw < limit) isKept[row] = 1;
    else if (draw === limit && left > 0) {
      isKept[row] = 1;
      left--;
    }
  }
}
