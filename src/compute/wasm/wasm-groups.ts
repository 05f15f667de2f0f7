import type { BinnedMatrix } from "../backend.ts";
import { bundleColumns } from "./bundles.ts";
import { operations } from "./kernels-contract.ts";
import type { WasmArena } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";

/** The groups of columns that a tree's histograms are made of, as a table in the memory. */
export interface GroupTable {
  readonly address: number;
  readonly count: number;
}

/** assembly/histogram.ts. */
const kinds = { eight: 0, four: 1, columns: 2, bundle: 3 } as const;
const GROUP_WORDS = 8;
/** assembly/columns.ts. */
const JOB_WORDS = 8;
/** Columns of one byte whose bins lie together. */
const EIGHT = 8;
/** The same, and columns of one pass where they lie apart. */
const FOUR = 4;
/** A group is taken whole for a tree that may use such a share of its columns. */
const LEAST_OFFERED = 0.75;

interface Group {
  readonly kind: number;
  readonly columns: readonly number[];
  readonly bins: number;
  readonly members: number;
  readonly slotCount: number;
}

/** Groups of all columns, and of those that a tree may use. */
export function createGroups(
  room: WasmRoom,
  matrix: BinnedMatrix,
): (features: Int32Array | null) => GroupTable {
  const { arena } = room;
  const bundles = createBundles(arena, matrix);
  const bundled = new Set(bundles.flatMap(({ columns }) => columns));
  const single = Array.from({ length: matrix.featureCount }, (_, f) => f).filter((f) => !bundled.has(f));
  const together = matrix.bins instanceof Uint8Array ? putTogether(room, matrix, single) : [];
  const rest = single.slice(together.reduce((sum, { columns }) => sum + columns.length, 0));
  const whole = writeTable(arena, matrix, [...together, ...foursOf(rest), ...bundles]);
  let tableRoom: { readonly table: number; readonly columns: number } | null = null;
  let lastFeatures: Int32Array | null = null;
  let last = whole;
  return (features) => {
    if (features === null) return whole;
    if (features === lastFeatures) return last;
    tableRoom ??= roomFor(arena, matrix.featureCount);
    const offered = new Set(features);
    const isOffered = (column: number) => offered.has(column);
    const kept = [
      ...together.filter(({ columns }) => columns.filter(isOffered).length >= LEAST_OFFERED * columns.length),
      ...bundles.filter(({ columns }) => columns.some(isOffered)),
    ];
    const covered = new Set(kept.flatMap(({ columns }) => columns));
    const others = Array.from(features).filter((feature) => !covered.has(feature));
    lastFeatures = features;
    last = writeTable(arena, matrix, [...kept, ...foursOf(others)], tableRoom);
    return last;
  };
}

function foursOf(features: readonly number[]): Group[] {
  return Array.from({ length: Math.ceil(features.length / FOUR) }, (_, i) => ({
    kind: kinds.columns,
    columns: features.slice(i * FOUR, (i + 1) * FOUR),
    bins: 0,
    members: 0,
    slotCount: 0,
  }));
}

function roomFor(arena: WasmArena, featureCount: number) {
  return {
    table: arena.allocate(4 * GROUP_WORDS * Math.max(featureCount, 1)),
    columns: arena.allocate(4 * featureCount),
  };
}

function writeTable(
  arena: WasmArena,
  matrix: BinnedMatrix,
  groups: readonly Group[],
  room = roomFor(arena, matrix.featureCount),
): GroupTable {
  const { u32 } = arena.views();
  let columnsAt = room.columns;
  groups.forEach(({ kind, columns, bins, members, slotCount }, i) => {
    u32.set(columns, columnsAt >> 2);
    const [first, end] = rangeOf(matrix, columns);
    const entry = [kind, columns.length, bins, columnsAt, members, slotCount, first, end - first];
    u32.set(entry, (room.table >> 2) + GROUP_WORDS * i);
    columnsAt += 4 * columns.length;
  });
  return { address: room.table, count: groups.length };
}

/** Slots of neighbouring columns, [0, 0] where they are none. */
function rangeOf({ histogramOffsets }: BinnedMatrix, columns: readonly number[]): [number, number] {
  const areNeighbours = columns.every((column, i) => column === columns[0]! + i);
  if (!areNeighbours) return [0, 0];
  return [histogramOffsets[columns[0]!]!, histogramOffsets[columns[columns.length - 1]! + 1]!];
}

/** Bundled columns in the arena. */
function createBundles(arena: WasmArena, matrix: BinnedMatrix): Group[] {
  return bundleColumns(matrix).map(({ bins, members, slotCount }) => {
    const at = { bins: arena.allocate(bins.length), members: arena.allocate(16 * members.length) };
    const table = members.flatMap(({ feature, commonBin, firstSlot }) => [
      matrix.histogramOffsets[feature]!,
      matrix.cuts.binCounts[feature]!,
      commonBin,
      firstSlot,
    ]);
    const { u8, u32 } = arena.views();
    u8.set(bins, at.bins);
    u32.set(table, at.members >> 2);
    const columns = members.map(({ feature }) => feature);
    return { kind: kinds.bundle, columns, bins: at.bins, members: at.members, slotCount };
  });
}

/** Columns of one byte side by side, eight and at last four: a row's bins and pair are loaded once for all of them. */
function putTogether(room: WasmRoom, { rowCount }: BinnedMatrix, features: readonly number[]): Group[] {
  const { arena } = room;
  const groups: Group[] = [];
  for (let from = 0; features.length - from >= FOUR; ) {
    const width = features.length - from >= EIGHT ? EIGHT : FOUR;
    const columns = features.slice(from, from + width);
    const kind = width === EIGHT ? kinds.eight : kinds.four;
    groups.push({ kind, columns, bins: arena.allocate(width * rowCount), members: 0, slotCount: 0 });
    from += width;
  }
  const jobs = arena.allocate(4 * JOB_WORDS * groups.length);
  const lists = arena.allocate(4 * EIGHT * groups.length);
  const { u32 } = arena.views();
  groups.forEach(({ columns, bins }, i) => {
    const list = lists + 4 * EIGHT * i;
    u32.set(columns, list >> 2);
    u32.set([list, columns.length, bins], (jobs >> 2) + JOB_WORDS * i);
  });
  room.set({ columnJobs: jobs });
  room.run(operations.interleave, groups.length, true);
  return groups;
}
