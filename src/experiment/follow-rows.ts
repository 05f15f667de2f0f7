import { createRandomSource, type RandomSource } from "../core/random.ts";
import { encode, forPredicting } from "../data/encode.ts";
import { type PreparedData, splitSets } from "./prepare-data.ts";
import type { FollowedRows } from "./recording.ts";

/** Followed rows, and where each stands in its set. */
export interface FollowedPlaces {
  readonly rows: FollowedRows;
  /** Position in the Dataset of the row's set. */
  readonly place: Uint32Array;
}

interface Candidate {
  readonly set: number;
  readonly place: number;
  readonly rowId: number;
}

/** All labelled rows when at most `limit`, else a seeded sample with every set in proportion. Ascending by row. */
export function followRows(prepared: PreparedData, limit: number, seed: number): FollowedPlaces {
  const sets = splitSets(prepared);
  const total = sets.reduce((sum, { rowIds }) => sum + rowIds.length, 0);
  const random = createRandomSource(seed, "follow");
  const chosen: Candidate[] = [];
  let cumulated = 0;
  for (const { set, rowIds } of sets) {
    const before = share(cumulated, limit, total);
    cumulated += rowIds.length;
    const places = samplePlaces(rowIds, share(cumulated, limit, total) - before, random);
    for (const place of places) chosen.push({ set, place, rowId: rowIds[place]! });
  }
  chosen.sort((left, right) => left.rowId - right.rowId);
  const rowIds = Uint32Array.from(chosen, ({ rowId }) => rowId);
  const encoder = forPredicting(prepared.encoder);
  const { features, target } = encode(prepared.table, encoder, rowIds);
  return {
    rows: {
      rowIds,
      set: Uint8Array.from(chosen, ({ set }) => set),
      target: target.values,
      features,
      ofRowCount: total,
    },
    place: Uint32Array.from(chosen, ({ place }) => place),
  };
}

function share(count: number, limit: number, total: number): number {
  return total <= limit ? count : Math.round((count * limit) / total);
}

function samplePlaces(rowIds: Uint32Array, count: number, random: RandomSource): readonly number[] {
  const places = Array.from(rowIds, (_, place) => place);
  if (count >= places.length) return places;
  const keys = Float64Array.from(rowIds, (rowId) => random.uniform(rowId));
  return places.sort((left, right) => keys[left]! - keys[right]! || left - right).slice(0, count);
}
