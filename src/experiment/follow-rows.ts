import { createRandomSource, type RandomSource } from "../core/random.ts";
import type { TableColumn } from "../core/table.ts";
import { groupsOf } from "../data/column-groups.ts";
import { encode, forPredicting } from "../data/encode.ts";
import { columnNamed } from "../data/make-encoder.ts";
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
  const { query } = prepared.encoder;
  const column = query === undefined ? null : columnNamed(prepared.table, query);
  const chosen: Candidate[] = [];
  let cumulated = 0;
  for (const { set, rowIds } of sets) {
    const before = share(cumulated, limit, total);
    cumulated += rowIds.length;
    const places = samplePlaces(rowIds, share(cumulated, limit, total) - before, {
      random,
      groups: column && groupsOf(column, rowIds),
    });
    for (const place of places) chosen.push({ set, place, rowId: rowIds[place]! });
  }
  chosen.sort((left, right) => left.rowId - right.rowId);
  const rowIds = Uint32Array.from(chosen, ({ rowId }) => rowId);
  const encoder = { ...forPredicting(prepared.encoder), target: prepared.encoder.target };
  const { features, target } = encode(prepared.table, encoder, rowIds);
  return {
    rows: {
      rowIds,
      set: Uint8Array.from(chosen, ({ set }) => set),
      target: target.values,
      ...(target.upper && { upper: target.upper }),
      features,
      ...(column !== null && { queries: queriesOf(column, rowIds) }),
      ofRowCount: total,
    },
    place: Uint32Array.from(chosen, ({ place }) => place),
  };
}

function queriesOf(column: TableColumn, rowIds: Uint32Array): NonNullable<FollowedRows["queries"]> {
  const groups = groupsOf(column, rowIds);
  const places = new Map<number, number>();
  const names: string[] = [];
  const of = Uint32Array.from(groups, (group, at) => {
    const known = places.get(group);
    if (known !== undefined) return known;
    const row = rowIds[at]!;
    places.set(group, names.length);
    names.push(
      column.kind === "text" ? (column.dictionary[column.codes[row]!] ?? "") : String(column.values[row]),
    );
    return names.length - 1;
  });
  return { of, names };
}

function share(count: number, limit: number, total: number): number {
  return total <= limit ? count : Math.round((count * limit) / total);
}

interface Draws {
  readonly random: RandomSource;
  /** Rows of one number come together, as far as there is room; null = each row is drawn alone. */
  readonly groups: Int32Array | null;
}

function samplePlaces(rowIds: Uint32Array, count: number, { random, groups }: Draws): readonly number[] {
  const places = Array.from(rowIds, (_, place) => place);
  if (count >= places.length) return places;
  const firstOf = new Map<number, number>();
  groups?.forEach((group, place) => {
    if (!firstOf.has(group)) firstOf.set(group, rowIds[place]!);
  });
  const keys = Float64Array.from(rowIds, (rowId, place) =>
    random.uniform(groups === null ? rowId : firstOf.get(groups[place]!)!),
  );
  return places.sort((left, right) => keys[left]! - keys[right]! || left - right).slice(0, count);
}
