import { LabError } from "../../core/errors.ts";
import type { BinnedMatrix, TreeGrowth, TreeInput } from "../backend.ts";
import { chooseQuantisation, countsInUnit, powerOfTwo, unitOf, unitOfCounts } from "../quantisation.ts";
import { CHUNK_ROWS, featureFlags, operations } from "./kernels-contract.ts";
import { LANE_SLOTS, spaceSlots } from "./space-slots.ts";
import { createGroups } from "./wasm-groups.ts";
import { createWasmHistograms } from "./wasm-histograms.ts";
import { createLevels, type LevelTree, type ScanCategorical } from "./wasm-level.ts";
import type { WasmArena } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";
import { createNodeRows } from "./wasm-rows.ts";
import { createTenants } from "./wasm-tenants.ts";
import { createWholeTrees } from "./wasm-tree.ts";

/** Room of a thread beside its histogram: assembly/histogram.ts. */
const SCRATCH_SLOTS = 8 * 16 * LANE_SLOTS + 4096 * 40;
/** Counts of one chunk: 256 exponents of gradients of even rows, of odd rows, then both for hessians. */
const PART_WORDS = 1024;
/** Rows from which other threads are called. */
const LARGE = 50_000;

/** What all growths over a matrix read, and room for one of them at work: byte offsets. */
function layOutMatrix({ arena, threads }: WasmRoom, matrix: BinnedMatrix) {
  const { rowCount, featureCount, bins } = matrix;
  const slotCount = matrix.histogramOffsets[featureCount]!;
  const scratchBytes = (SCRATCH_SLOTS + 16 * slotCount + 15) & ~15;
  const at = {
    rowCount,
    binBytes: bins.BYTES_PER_ELEMENT,
    bins: arena.allocate(bins.byteLength),
    features: arena.allocate(12 * featureCount),
    scratch: arena.allocate(scratchBytes * threads),
    scratchBytes,
  };
  writeMatrix(arena, matrix, at);
  return at;
}

/** Byte offsets of what is one growth's own. */
function layOutGrowth(arena: WasmArena, rowCount: number) {
  return {
    rows: arena.allocate(4 * rowCount),
    otherRows: arena.allocate(4 * rowCount),
    pairs: arena.allocate(8 * rowCount),
    gradient: arena.allocate(4 * rowCount),
    hessian: arena.allocate(4 * rowCount),
    sampledRoom: arena.allocate(rowCount),
    parts: arena.allocate(4 * PART_WORDS * Math.ceil(rowCount / CHUNK_ROWS)),
  };
}

function writeMatrix(
  arena: WasmArena,
  matrix: BinnedMatrix,
  at: { readonly bins: number; readonly features: number },
): void {
  const { u8, u32 } = arena.views();
  const { bins } = matrix;
  u8.set(new Uint8Array(bins.buffer as ArrayBuffer, bins.byteOffset, bins.byteLength), at.bins);
  for (let f = 0; f < matrix.featureCount; f++) {
    const flags =
      (matrix.hasMissing[f] === 1 ? featureFlags.hasMissing : 0) |
      (matrix.cuts.categorical[f] === 1 ? featureFlags.isCategorical : 0);
    u32.set([matrix.histogramOffsets[f]!, matrix.cuts.binCounts[f]!, flags], (at.features >> 2) + 3 * f);
  }
}

/** The bins of a matrix in one memory, and all growths over it. */
export interface WasmGrowths {
  /** One that nobody else works with; disposed of, it waits for the next who asks. */
  open(): TreeGrowth;
  /** The last growth was disposed of, and the memory with it. */
  readonly isClosed: boolean;
}

/** Tree growths in WASM over one copy of the bins. `onClose`: see `isClosed`. */
export async function createWasmGrowths(
  given: BinnedMatrix,
  room: WasmRoom,
  onClose: () => void,
): Promise<WasmGrowths> {
  const matrix = spaceSlots(given);
  const tenant = createTenants(room);
  const owner = tenant();
  const shared = layOutMatrix(owner, matrix);
  owner.set(shared);
  const groups = createGroups(owner, matrix, shared.bins);
  const hasCategories = matrix.cuts.categorical.some((flag) => flag === 1);
  const scanColumn = hasCategories ? (await import("../js/scan-node.ts")).scanCategorical : null;
  const idle: TreeGrowth[] = [];
  let openCount = 0;
  let isClosed = false;

  function closeIfEmpty(): void {
    if (openCount > 0) return;
    isClosed = true;
    room.dispose();
    onClose();
  }

  function lent(growth: TreeGrowth): TreeGrowth {
    let isOpen = true;
    openCount++;
    return {
      ...growth,
      dispose() {
        if (!isOpen) return;
        isOpen = false;
        growth.dispose();
        idle.push(growth);
        openCount--;
        closeIfEmpty();
      },
    };
  }

  return {
    open() {
      try {
        return lent(idle.pop() ?? createWasmGrowth(matrix, tenant(), { shared, groups, scanColumn }));
      } catch (thrown) {
        closeIfEmpty();
        throw thrown;
      }
    },
    get isClosed() {
      return isClosed;
    },
  };
}

/** What growths over a matrix have in common. */
interface MatrixParts {
  readonly shared: ReturnType<typeof layOutMatrix>;
  readonly groups: ReturnType<typeof createGroups>;
  readonly scanColumn: ScanCategorical | null;
}

/** Tree growth in WASM; the same bits as js/tree-growth, by any number of threads. */
function createWasmGrowth(
  matrix: BinnedMatrix,
  room: WasmRoom,
  { shared, groups, scanColumn }: MatrixParts,
): TreeGrowth {
  const { arena } = room;
  const { rowCount } = matrix;
  const slotCount = matrix.histogramOffsets[matrix.featureCount]!;
  const { sampledRoom, ...at } = layOutGrowth(arena, rowCount);
  room.set({ ...shared, ...at });
  const groupsFor = groups();
  const rows = createNodeRows(room, matrix, at.rows);
  const levels = createLevels(room, matrix, scanColumn);
  const wholeTrees = createWholeTrees(room, matrix);
  const chunks = Math.ceil(rowCount / CHUNK_ROWS);
  const isLarge = rowCount >= LARGE;
  const histograms = createWasmHistograms(arena, slotCount);
  let tree: LevelTree | null = null;
  let offered: Int32Array | null = null;

  function current(): LevelTree {
    if (tree === null) throw new Error("beginTree comes first");
    return tree;
  }

  const counts: [Float64Array, Float64Array] = [new Float64Array(256), new Float64Array(256)];

  /** Rows by exponent of [gradient, hessian]; the same memory each time. */
  function countExponents(): [Float64Array, Float64Array] {
    room.run(operations.count, chunks, isLarge);
    room.kernels.sumCounts(chunks);
    const { u32 } = arena.views();
    const from = at.parts >> 2;
    counts[0].set(u32.subarray(from, from + 256));
    counts[1].set(u32.subarray(from + 256, from + 512));
    for (const sum of counts) {
      const rows = sum[255]!;
      if (rows > 0)
        throw new LabError("train.non-finite", "A gradient became infinite or undefined.", { rows });
    }
    return counts;
  }

  function quantise(gradientScale: number, hessianScale: number) {
    room.setDoubles({ gradientScale, hessianScale });
    room.run(operations.quantise, chunks, isLarge);
    const { f64 } = arena.views();
    const sums = { gradientSum: 0, hessianSum: 0 };
    for (let part = 0; part < chunks; part++) {
      sums.gradientSum += f64[(at.parts >> 3) + 2 * part]!;
      sums.hessianSum += f64[(at.parts >> 3) + 2 * part + 1]!;
    }
    return sums;
  }

  return {
    beginTree({ gradient, hessian, sampled, features, holds }: TreeInput) {
      const { f32, u8 } = arena.views();
      f32.set(gradient, at.gradient >> 2);
      f32.set(hessian, at.hessian >> 2);
      if (sampled !== null) u8.set(sampled, sampledRoom);
      room.set({ sampled: sampled === null ? 0 : sampledRoom });
      const [gradients, hessians] = countExponents();
      // the unit is that of all rows, the counts those of rows that take part
      const counted = sampled === null ? unitOfCounts(gradients) : null;
      const unit = holds === "targets" ? (counted ?? unitOf(gradient)) : 0;
      const quantisation = chooseQuantisation(countsInUnit(gradients, unit), hessians, rowCount);
      const { gradientExponent, hessianExponent } = quantisation;
      const sign = holds === "targets" ? -1 : 1;
      const sums = quantise(sign * powerOfTwo(gradientExponent + unit), powerOfTwo(hessianExponent));
      rows.reset();
      histograms.releaseAll();
      tree = { groups: groupsFor(features), histograms, quantisation, rows };
      offered = features;
      return { quantisation, unit, ...sums };
    },

    growWhole: (plan) => wholeTrees.grow(current(), plan, levels.maskOf(offered)),

    findSplits: (nodes, rule) => levels.findSplits(current(), nodes, rule),

    applySplits: (splits) => rows.split(splits),

    addLeafValues: (leafValues, scores, stride, output) =>
      rows.addLeafValues(leafValues, scores, stride, output),

    rowsOf: (node) => rows.rowsOf(node),

    histogramOf: (node) => levels.sumsOf({ ...current(), groups: groupsFor(null) }, node),

    dispose() {
      tree = null;
    },
  };
}
