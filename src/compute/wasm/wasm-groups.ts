import type { BinnedMatrix } from "../backend.ts";
import { bundleColumns } from "./bundles.ts";
import { operations } from "./kernels-contract.ts";
import { areEvenlySpaced } from "./space-slots.ts";
import { bundleLane, featureLane, type Lane } from "./wasm-lanes.ts";
import type { WasmArena } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";

/** The groups of columns that a tree's histograms are made of, as a table in the memory. */
export interface GroupTable {
  readonly address: number;
  readonly count: number;
  /** Groups that are worked on together: assembly/histogram.ts. */
  readonly sets: number;
  readonly setCount: number;
}

/** assembly/histogram.ts. */
const kinds = { eight: 0, four: 1, columns: 2, bundle: 3 } as const;
const GROUP_WORDS = 10;
const SET_WORDS = 4;
/** Groups of a set at the most: so many bytes lie in one line of the cache. */
const MOST_GROUPS = 4;
const BUNDLE_WORDS = 4;
const OWN_SLOTS = 0x80000000;
/** assembly/columns.ts. */
const JOB_WORDS = 8;
/** Columns of one byte whose bins lie together. */
const EIGHT = 8;
/** The same, and columns of one pass where they lie apart. */
const FOUR = 4;
/** A group is taken whole for a tree that may use such a share of its lanes. */
const LEAST_OFFERED = 0.75;

interface Group {
  readonly kind: number;
  readonly lanes: readonly Lane[];
  /** Side by side, or those of the only lane. */
  readonly bins: number;
  /** Null = no other group's bins lie beside these. */
  readonly record: BinRecord | null;
}

/** Bins of several groups row by row, 2^shift bytes a row. */
interface BinRecord {
  readonly at: number;
  readonly shift: number;
}

const featuresOf = (group: Group) => group.lanes.flatMap(({ features }) => features);

/** Groups of all columns, or of those that a tree may use: these hold until the next ones are asked for. */
export type GroupsFor = (features: Int32Array | null) => GroupTable;

/** Places columns side by side; each growth takes a chooser of its own, since trees under way differ in their columns. */
export function createGroups(room: WasmRoom, matrix: BinnedMatrix, binsAt: number): () => GroupsFor {
  const { arena } = room;
  const bundles = bundleColumns(matrix).map((bundle) => bundleLane(arena, matrix, bundle));
  const bundled = new Set(bundles.flatMap(({ features }) => features));
  const singles = Array.from({ length: matrix.featureCount }, (_, f) => f)
    .filter((feature) => !bundled.has(feature))
    .map((feature) => featureLane(matrix, feature, binsAt));
  const isOneByte = matrix.bins instanceof Uint8Array;
  const { together, rest } = putTogether(room, matrix, isOneByte ? [...singles, ...bundles] : bundles);
  const apart = isOneByte ? rest : [...singles, ...rest];
  const whole = writeTable(arena, matrix, [...together, ...groupsApart(apart)]);

  function groupsOf(features: Int32Array): Group[] {
    const offered = new Set(features);
    const isOffered = (lane: Lane) => lane.features.some((feature) => offered.has(feature));
    const kept = together.filter(
      ({ lanes }) => lanes.filter(isOffered).length >= LEAST_OFFERED * lanes.length,
    );
    const covered = new Set(kept.flatMap(({ lanes }) => lanes));
    const others = [...singles, ...bundles].filter((lane) => isOffered(lane) && !covered.has(lane));
    return [...kept, ...groupsApart(others)];
  }

  return () => {
    let tableRoom: TableRoom | null = null;
    let lastFeatures: Int32Array | null = null;
    let last = whole;
    return (features) => {
      if (features === null) return whole;
      if (features === lastFeatures) return last;
      tableRoom ??= roomFor(arena, matrix.featureCount);
      lastFeatures = features;
      last = writeTable(arena, matrix, groupsOf(features), tableRoom);
      return last;
    };
  };
}

/** Features in passes of four, and each bundle in one of its own. */
function groupsApart(lanes: readonly Lane[]): Group[] {
  const singles = lanes.filter(({ bundle }) => bundle === null);
  const passes = Array.from({ length: Math.ceil(singles.length / FOUR) }, (_, i) => ({
    kind: kinds.columns,
    lanes: singles.slice(i * FOUR, (i + 1) * FOUR),
    bins: 0,
    record: null,
  }));
  const bundles = lanes.filter(({ bundle }) => bundle !== null);
  const alone = bundles.map((lane) => ({ kind: kinds.bundle, lanes: [lane], bins: lane.bins, record: null }));
  return [...passes, ...alone];
}

interface TableRoom {
  readonly table: number;
  readonly columns: number;
  readonly lanes: number;
  readonly bundles: number;
  readonly sets: number;
}

function roomFor(arena: WasmArena, featureCount: number): TableRoom {
  const most = Math.max(featureCount, 1);
  return {
    table: arena.allocate(4 * GROUP_WORDS * most),
    columns: arena.allocate(4 * most),
    // Every group has at most eight lanes, and all but one of them more than half as many columns.
    lanes: arena.allocate(4 * (2 * most + EIGHT)),
    bundles: arena.allocate(4 * BUNDLE_WORDS * most),
    sets: arena.allocate(4 * SET_WORDS * most),
  };
}

function writeTable(
  arena: WasmArena,
  matrix: BinnedMatrix,
  groups: readonly Group[],
  room = roomFor(arena, matrix.featureCount),
): GroupTable {
  const { u32 } = arena.views();
  let { columns, lanes, bundles } = room;
  groups.forEach((group, i) => {
    const features = featuresOf(group).sort((a, b) => a - b);
    u32.set(features, columns >> 2);
    const entries = bundleEntries(group);
    u32.set(entries.flat(), bundles >> 2);
    u32.set(laneWords(group), lanes >> 2);
    const [first, end] = rangeOf(matrix, features);
    u32.set(
      [
        group.kind,
        features.length,
        group.bins,
        columns,
        bundles,
        entries.length,
        first,
        end - first,
        lanes,
        group.lanes.length === EIGHT && areEvenlySpaced(matrix, featuresOf(group)) ? 1 : 0,
      ],
      (room.table >> 2) + GROUP_WORDS * i,
    );
    columns += 4 * features.length;
    bundles += 4 * BUNDLE_WORDS * entries.length;
    lanes += 4 * widthOf(group);
  });
  const sets = setsOf(groups);
  u32.set(sets.flat(), room.sets >> 2);
  return { address: room.table, count: groups.length, sets: room.sets, setCount: sets.length };
}

/** Neighbours of one record together: [first group, group count, record, shift]. */
function setsOf(groups: readonly Group[]): number[][] {
  const sets: [number, number, number, number][] = [];
  groups.forEach(({ record }, i) => {
    const last = sets[sets.length - 1];
    if (last !== undefined && record !== null && groups[i - 1]!.record === record) last[1]++;
    else sets.push([i, 1, record?.at ?? 0, record?.shift ?? 0]);
  });
  return sets;
}

const widthOf = ({ kind, lanes }: Group) =>
  kind === kinds.eight ? EIGHT : kind === kinds.four ? FOUR : lanes.length;

/** A bundle's sums stand at the place of its lane. */
function bundleEntries({ lanes }: Group): number[][] {
  return lanes.flatMap(({ bundle, features }, place) =>
    bundle === null ? [] : [[place, bundle.slotCount, bundle.members, features.length]],
  );
}

/** Features, or own slots; a group that is not full has lanes that nobody reads. */
function laneWords(group: Group): number[] {
  return Array.from({ length: widthOf(group) }, (_, place) => {
    const lane = group.lanes[place];
    return lane === undefined || lane.bundle !== null ? (OWN_SLOTS | place) >>> 0 : lane.features[0]!;
  });
}

/** Slots of neighbouring columns, [0, 0] where they are none. */
function rangeOf({ histogramOffsets }: BinnedMatrix, columns: readonly number[]): [number, number] {
  const areNeighbours = columns.every((column, i) => column === columns[0]! + i);
  if (!areNeighbours) return [0, 0];
  return [histogramOffsets[columns[0]!]!, histogramOffsets[columns[columns.length - 1]! + 1]!];
}

/** How many of so many lanes are taken next, and side by side with how many places. */
function nextWidth(left: number): { readonly taken: number; readonly width: number } | null {
  if (left < 2) return null;
  if (left === FOUR || left === FOUR + 1) return { taken: FOUR, width: FOUR };
  return left < FOUR ? { taken: left, width: FOUR } : { taken: Math.min(left, EIGHT), width: EIGHT };
}

/**
 * Lanes side by side, eight or four: a row's bins and pair are loaded once for all of them. What would leave places free
 * fills them with its first lane again, whose sums nobody reads there: equal bins in one slot would wait for each other.
 */
function putTogether(
  room: WasmRoom,
  { rowCount }: BinnedMatrix,
  lanes: readonly Lane[],
): { together: Group[]; rest: readonly Lane[] } {
  const parts: (readonly Lane[])[] = [];
  let from = 0;
  for (;;) {
    const next = nextWidth(lanes.length - from);
    if (next === null) break;
    parts.push(lanes.slice(from, from + next.taken));
    from += next.taken;
  }
  const size = Math.min(MOST_GROUPS, Math.ceil(parts.length / room.threads));
  const together: Group[] = [];
  for (let first = 0; first < parts.length; first += size) {
    for (const part of partsOfRecords(parts.slice(first, first + size))) {
      together.push(...recordOf(room, rowCount, part));
    }
  }
  interleave(room, together);
  return { together, rest: lanes.slice(from) };
}

/** The sums of bundles stand in a thread's scratch, where those of one group have room. */
function partsOfRecords(parts: readonly (readonly Lane[])[]): (readonly (readonly Lane[])[])[] {
  const hasBundles = parts.some((lanes) => lanes.some(({ bundle }) => bundle !== null));
  return hasBundles ? parts.map((lanes) => [lanes]) : [parts];
}

/** Groups whose bins are one record a row; its size is a power of two. */
function recordOf(room: WasmRoom, rowCount: number, parts: readonly (readonly Lane[])[]): Group[] {
  const widths = parts.map((lanes) => (lanes.length <= FOUR ? FOUR : EIGHT));
  const bytes = widths.reduce((sum, width) => sum + width, 0);
  let shift = 2;
  while (1 << shift < bytes) shift++;
  const record = { at: room.arena.allocate(rowCount << shift), shift };
  let bins = record.at;
  return parts.map((lanes, i) => {
    const group = { kind: widths[i] === EIGHT ? kinds.eight : kinds.four, lanes, bins, record };
    bins += widths[i]!;
    return group;
  });
}

function interleave(room: WasmRoom, groups: readonly Group[]): void {
  if (groups.length === 0) return;
  const { arena } = room;
  const jobs = arena.allocate(4 * JOB_WORDS * groups.length);
  const lists = arena.allocate(4 * EIGHT * groups.length);
  const { u32 } = arena.views();
  groups.forEach((group, i) => {
    const width = widthOf(group);
    const list = lists + 4 * EIGHT * i;
    const places = Array.from({ length: width }, (_, place) => (group.lanes[place] ?? group.lanes[0]!).bins);
    u32.set(places, list >> 2);
    u32.set([list, width, group.bins, 1 << group.record!.shift], (jobs >> 2) + JOB_WORDS * i);
  });
  room.set({ columnJobs: jobs });
  room.run(operations.interleave, groups.length, true);
}
