import type { BinnedMatrix } from "../backend.ts";
import type { ColumnPlace } from "./bin-planes.ts";
import { COLUMN_ENTRY_WORDS, TILE_ENTRY_WORDS, TILE_WORDS, wordsOf } from "./gpu-shapes.ts";

/** Neighbouring slots that a workgroup sums in its own memory: whole columns, or a part of a long one. */
interface Tile {
  readonly buffer: number;
  readonly firstSlot: number;
  slots: number;
  readonly columns: {
    readonly feature: number;
    readonly slot: number;
    readonly firstBin: number;
    bins: number;
  }[];
}

/** Tiles as the kernel reads them; those of a buffer follow each other. */
export interface TileTable {
  readonly tiles: Uint32Array;
  readonly columns: Uint32Array;
  /** First tile and number of tiles of each buffer of planes. */
  readonly ofBuffer: readonly { readonly first: number; readonly count: number }[];
  /** Columns that are summed, those that come along in a tile included. */
  readonly columnCount: number;
}

function cutIntoTiles(
  { featureCount, histogramOffsets }: BinnedMatrix,
  places: readonly ColumnPlace[],
  capacity: number,
): Tile[] {
  const tiles: Tile[] = [];
  for (let feature = 0; feature < featureCount; feature++) {
    const { buffer } = places[feature]!;
    const first = histogramOffsets[feature]!;
    const slots = histogramOffsets[feature + 1]! - first;
    const last = tiles.at(-1);
    if (last !== undefined && last.buffer === buffer && last.slots + slots <= capacity) {
      last.columns.push({ feature, slot: last.slots, firstBin: 0, bins: slots });
      last.slots += slots;
      continue;
    }
    for (let firstBin = 0; firstBin < slots; firstBin += capacity) {
      const bins = Math.min(capacity, slots - firstBin);
      tiles.push({
        buffer,
        firstSlot: first + firstBin,
        slots: bins,
        columns: [{ feature, slot: 0, firstBin, bins }],
      });
    }
  }
  return tiles;
}

/** Tiles with at least one of the offered features, null = all. */
export function planTiles(
  matrix: BinnedMatrix,
  places: readonly ColumnPlace[],
  { packed, features }: { readonly packed: boolean; readonly features: Int32Array | null },
): TileTable {
  const offered = features === null ? null : new Set(features);
  const wanted = cutIntoTiles(matrix, places, TILE_WORDS / wordsOf(packed)).filter(
    ({ columns }) => offered === null || columns.some(({ feature }) => offered.has(feature)),
  );
  const tiles = new Uint32Array(TILE_ENTRY_WORDS * wanted.length);
  const columns: number[] = [];
  wanted.forEach((tile, i) => {
    const entry = [columns.length / COLUMN_ENTRY_WORDS, tile.columns.length, tile.firstSlot, tile.slots];
    tiles.set(entry, TILE_ENTRY_WORDS * i);
    for (const { feature, slot, firstBin, bins } of tile.columns) {
      const { plane, shift } = places[feature]!;
      columns.push(plane, shift, slot, firstBin, bins);
    }
  });
  const bufferCount = places.reduce((most, { buffer }) => Math.max(most, buffer), 0) + 1;
  const ofBuffer = Array.from({ length: bufferCount }, (_, buffer) => ({
    first: Math.max(
      0,
      wanted.findIndex((tile) => tile.buffer === buffer),
    ),
    count: wanted.filter((tile) => tile.buffer === buffer).length,
  }));
  return {
    tiles,
    columns: Uint32Array.from(columns),
    ofBuffer,
    columnCount: columns.length / COLUMN_ENTRY_WORDS,
  };
}
