import type { BinnedMatrix } from "../backend.ts";
import { bundleColumns } from "./bundles.ts";
import type { WasmKernels } from "./kernels-contract.ts";
import type { WasmArena } from "./wasm-memory.ts";

/** A node's rows and their gradient pairs; `rows` 0 = all rows in order. */
export interface NodePairs {
  readonly rows: number;
  readonly count: number;
  readonly pairs: number;
  readonly histogram: number;
}

/** Adds a node's pairs to the slots of all offered features; null = all features. */
export type AddColumns = (node: NodePairs, features: Int32Array | null, packed: boolean) => void;

export interface ColumnSetup {
  readonly kernels: WasmKernels;
  readonly arena: WasmArena;
  readonly matrix: BinnedMatrix;
  /** Byte offset of the bins, column-major. */
  readonly bins: number;
}

/** What adds histograms: bundles and eights where all features are asked for, other columns alone or by fours. */
export function createColumns(setup: ColumnSetup): AddColumns {
  const { kernels, arena, matrix, bins } = setup;
  const wide16 = matrix.bins instanceof Uint16Array;
  const stride = matrix.rowCount * (wide16 ? 2 : 1);
  const fourSlots = arena.allocate(16);
  const bundles = createBundles(setup);
  const all = Int32Array.from({ length: matrix.featureCount }, (_, f) => f);
  const eights = createEights(
    setup,
    all.filter((feature) => !bundles.members.has(feature)),
  );
  const others = all.filter((feature) => !bundles.members.has(feature) && !eights.members.has(feature));

  function addFour(first: number, node: NodePairs): void {
    const slots = arena.words(fourSlots, 4);
    for (let i = 0; i < 4; i++) slots[i] = node.histogram + matrix.histogramOffsets[first + i]! * 8;
    const add = wide16 ? kernels.packedColumns16x4 : kernels.packedColumns8x4;
    add(bins + first * stride, stride, node.rows, node.pairs, node.count, fourSlots);
  }

  return (node, features, packed) => {
    const list = features ?? others;
    if (features === null) {
      bundles.add(node, packed);
      eights.add(node, packed);
    }
    const [one8, one16] = packed
      ? [kernels.packedColumn8, kernels.packedColumn16]
      : [kernels.wideColumn8, kernels.wideColumn16];
    const addOne = wide16 ? one16 : one8;
    for (let i = 0; i < list.length; i++) {
      const feature = list[i]!;
      if (packed && list[i + 3] === feature + 3) {
        addFour(feature, node);
        i += 3;
      } else {
        const slots = node.histogram + matrix.histogramOffsets[feature]! * (packed ? 8 : 16);
        addOne(bins + feature * stride, node.rows, node.pairs, node.count, slots);
      }
    }
  };
}

/** Bundled columns in the arena. */
function createBundles({ kernels, arena, matrix }: ColumnSetup) {
  const held = bundleColumns(matrix).map(({ bins, members, slotCount }) => {
    const at = {
      bins: arena.allocate(bins.length),
      members: arena.allocate(16 * members.length),
      slots: arena.allocate(16 * slotCount),
    };
    arena.bytes(at.bins, bins.length).set(bins);
    const table = members.flatMap(({ feature, commonBin, firstSlot }) => [
      matrix.histogramOffsets[feature]!,
      matrix.cuts.binCounts[feature]!,
      commonBin,
      firstSlot,
    ]);
    arena.ints(at.members, table.length).set(table);
    return { ...at, memberCount: members.length, slotCount, features: members.map(({ feature }) => feature) };
  });
  return {
    members: new Set(held.flatMap(({ features }) => features)),
    add({ rows, pairs, count, histogram }: NodePairs, packed: boolean): void {
      const addOne = packed ? kernels.packedColumn8 : kernels.wideColumn8;
      const spread = packed ? kernels.spreadPacked : kernels.spreadWide;
      for (const { bins, members, slots, memberCount, slotCount } of held) {
        arena.bytes(slots, 16 * slotCount).fill(0);
        addOne(bins, rows, pairs, count, slots);
        spread(slots, slotCount, members, memberCount, histogram);
      }
    },
  };
}

/** Columns of one byte, eight side by side: a row's bins and pair are loaded once for eight columns. */
function createEights({ kernels, arena, matrix }: ColumnSetup, features: Int32Array) {
  const { rowCount } = matrix;
  const count = matrix.bins instanceof Uint8Array ? features.length >> 3 : 0;
  const slots = arena.allocate(32);
  const held = Array.from({ length: count }, (_, n) => {
    const own = features.subarray(8 * n, 8 * n + 8);
    const at = arena.allocate(8 * rowCount);
    const bins = arena.bytes(at, 8 * rowCount);
    own.forEach((feature, i) => {
      const column = matrix.bins.subarray(feature * rowCount, (feature + 1) * rowCount);
      for (let row = 0; row < rowCount; row++) bins[8 * row + i] = column[row]!;
    });
    return { at, own };
  });
  return {
    members: new Set(held.flatMap(({ own }) => [...own])),
    add(node: NodePairs, packed: boolean): void {
      const addEight = packed ? kernels.packedEight : kernels.wideEight;
      for (const { at, own } of held) {
        const addresses = arena.words(slots, 8);
        own.forEach((feature, i) => {
          addresses[i] = node.histogram + matrix.histogramOffsets[feature]! * (packed ? 8 : 16);
        });
        addEight(at, node.rows, node.pairs, node.count, slots);
      }
    },
  };
}
