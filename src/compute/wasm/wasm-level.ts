import type { BinnedMatrix, NodeTask, SplitCandidate, SplitRule } from "../backend.ts";
import { candidateOf, emptyBest, nodeScanOf } from "../js/candidate.ts";
import type { scanCategorical } from "../js/scan-node.ts";
import type { BestSplit } from "../js/scan-numeric.ts";
import { powerOfTwo, type Quantisation } from "../quantisation.ts";
import { operations } from "./kernels-contract.ts";
import type { GroupTable } from "./wasm-groups.ts";
import type { WasmHistograms } from "./wasm-histograms.ts";
import { createGrowingRoom } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";
import type { NodeRows } from "./wasm-rows.ts";

/** What of a tree under way a level needs. */
export interface LevelTree {
  readonly groups: GroupTable;
  readonly histograms: WasmHistograms;
  readonly quantisation: Quantisation;
  readonly rows: NodeRows;
}

/** Histograms, subtraction and scan of a level's nodes in one operation. */
export interface Levels {
  findSplits(tree: LevelTree, nodes: readonly NodeTask[], rule: SplitRule): SplitCandidate[];
  /** The histogram of a node from its rows, [gradient, hessian] per slot. */
  sumsOf(tree: LevelTree, node: number): Float64Array;
  /** Address of a list of features as bytes, 0 = all; it holds until the next call of this or of findSplits. */
  maskOf(features: Int32Array | null): number;
}

/** assembly/level.ts. */
export const TASK_BYTES = 80;
export const RESULT_BYTES = 40;
/** Additions, and slots to look at, from which other threads are called. */
export const LARGE_LEVEL = 60_000;

/** A node whose rows are summed, and the one that is left of their parent. */
interface Pair {
  readonly built: NodeTask;
  readonly other: NodeTask | null;
}

/** The js specification's scan of a categorical column. */
export type ScanCategorical = typeof scanCategorical;

/** `scanColumn`: null where no column has categories. */
export function createLevels(
  room: WasmRoom,
  matrix: BinnedMatrix,
  scanColumn: ScanCategorical | null,
): Levels {
  const { arena } = room;
  const slotCount = matrix.histogramOffsets[matrix.featureCount]!;
  const all = Int32Array.from({ length: matrix.featureCount }, (_, f) => f);
  const tasksRoom = createGrowingRoom(arena);
  const resultsRoom = createGrowingRoom(arena);
  const masks = createMasks(room, matrix.featureCount);

  function writeTasks(tree: LevelTree, pairs: readonly Pair[], rule: SplitRule): void {
    const { groups, quantisation } = tree;
    const tasks = tasksRoom(TASK_BYTES * pairs.length);
    const results = resultsRoom(2 * RESULT_BYTES * pairs.length * groups.count);
    masks.reset();
    room.set({ tasks, results, groups: groups.address, sets: groups.sets, taskCount: pairs.length });
    room.setDoubles({
      gradientStep: powerOfTwo(-quantisation.gradientExponent),
      hessianStep: powerOfTwo(-quantisation.hessianExponent),
      lambda: rule.lambda,
      alpha: rule.alpha,
      minChildWeight: rule.minChildWeight,
      maxDeltaStep: rule.maxDeltaStep,
    });
    pairs.forEach((pair, i) => {
      writeTask(tree, pair, rule, tasks + TASK_BYTES * i);
    });
  }

  function writeTask(
    { histograms, quantisation, rows }: LevelTree,
    { built, other }: Pair,
    rule: SplitRule,
    at: number,
  ): void {
    const histogram = scanColumn !== null || !built.lastUse ? histograms.hold(built.node) : 0;
    const mask = masks.addressOf(built.features);
    const otherMask = other === null ? 0 : masks.addressOf(other.features);
    const [start, end] = rows.rangeOf(built.node);
    const { u32, f64 } = arena.views();
    const word = at >> 2;
    u32[word] = histogram;
    u32[word + 1] = other === null ? 0 : histograms.get(other.node);
    u32[word + 2] = start;
    u32[word + 3] = end - start;
    u32[word + 4] = mask;
    u32[word + 5] = otherMask;
    u32[word + 6] = end - start === matrix.rowCount ? 1 : 0;
    writeNode(f64, (at >> 3) + 4, built);
    if (other !== null) writeNode(f64, (at >> 3) + 7, other);

    function writeNode(to: Float64Array, from: number, task: NodeTask): void {
      to[from] = task.gradientSum;
      to[from + 1] = task.hessianSum;
      to[from + 2] = nodeScanOf(task, quantisation, rule).parentGain;
    }
  }

  /** The best of all groups: ties go to the lower feature, as if columns were scanned in order. */
  function bestOf(first: number, step: number, groupCount: number): BestSplit {
    const { i32, f64 } = arena.views();
    const best = emptyBest();
    for (let group = 0; group < groupCount; group++) {
      const at = first + step * group;
      const feature = i32[at >> 2]!;
      if (feature < 0) continue;
      const gain = f64[(at + 16) >> 3]!;
      if (gain < best.gain || (gain === best.gain && feature > best.feature)) continue;
      best.feature = feature;
      best.bin = i32[(at >> 2) + 1]!;
      best.defaultLeft = i32[(at >> 2) + 2] === 1;
      best.gain = gain;
      best.leftGradient = f64[(at + 24) >> 3]!;
      best.leftHessian = f64[(at + 32) >> 3]!;
    }
    return best;
  }

  /** Categorical columns are scanned by the js specification. */
  function scanCategories(
    scanOne: ScanCategorical,
    { tree, task, rule }: { readonly tree: LevelTree; readonly task: NodeTask; readonly rule: SplitRule },
    numeric: BestSplit,
  ): BestSplit {
    const scan = nodeScanOf(task, tree.quantisation, rule);
    const histogram = tree.histograms.get(task.node);
    let best = numeric;
    for (const feature of task.features ?? all) {
      if (matrix.cuts.categorical[feature] === 0) continue;
      const first = matrix.histogramOffsets[feature]!;
      const own = tree.histograms.decode(histogram, first, matrix.histogramOffsets[feature + 1]!);
      const found = emptyBest();
      scanOne(matrix, { ...scan, histogram: own }, feature, 0, found);
      const isBetter = found.gain > best.gain || (found.gain === best.gain && feature < best.feature);
      if (found.feature >= 0 && isBetter) best = found;
    }
    return best;
  }

  function runPairs(tree: LevelTree, pairs: readonly Pair[], rule: SplitRule): void {
    writeTasks(tree, pairs, rule);
    const rowCount = pairs.reduce((sum, { built }) => {
      const [start, end] = tree.rows.rangeOf(built.node);
      return sum + end - start;
    }, 0);
    const work = rowCount * matrix.featureCount + 2 * pairs.length * slotCount;
    room.run(operations.level, pairs.length * tree.groups.setCount, work >= LARGE_LEVEL);
  }

  /** A histogram without the room between columns. */
  function ownSums(spaced: Float64Array): Float64Array {
    let length = 0;
    for (const feature of all) {
      const first = 2 * matrix.histogramOffsets[feature]!;
      const size = 2 * (matrix.cuts.binCounts[feature]! + matrix.hasMissing[feature]!);
      spaced.copyWithin(length, first, first + size);
      length += size;
    }
    return spaced.slice(0, length);
  }

  return {
    findSplits(tree, nodes, rule) {
      const { groups, histograms } = tree;
      for (const { node, histogram } of nodes) {
        if (histogram !== "rows") histograms.rename(histogram.parent, node);
      }
      const pairs = pairsOf(nodes);
      runPairs(tree, pairs, rule);
      const found = new Map<number, SplitCandidate>();
      pairs.forEach(({ built, other }, i) => {
        [built, other].forEach((task, side) => {
          if (task === null) return;
          const from = resultsRoom(0) + RESULT_BYTES * (2 * i + side);
          const numeric = bestOf(from, 2 * RESULT_BYTES * pairs.length, groups.count);
          const best =
            scanColumn === null ? numeric : scanCategories(scanColumn, { tree, task, rule }, numeric);
          found.set(task.node, candidateOf(matrix, task, best));
          if (task.lastUse || best.feature < 0) histograms.release(task.node);
        });
      });
      return nodes.map(({ node }) => found.get(node)!);
    },

    maskOf(features) {
      masks.reset();
      return masks.addressOf(features);
    },

    sumsOf(tree, node) {
      const task = { node, gradientSum: 0, hessianSum: 0, features: null, lastUse: false } as const;
      runPairs(tree, [{ built: { ...task, histogram: "rows" }, other: null }], anyRule);
      const sums = ownSums(tree.histograms.decode(tree.histograms.get(node), 0, slotCount));
      tree.histograms.release(node);
      return sums;
    },
  };
}

/** For sums alone: what is found by it is not looked at. */
const anyRule: SplitRule = {
  lambda: 1,
  alpha: 0,
  minChildWeight: 0,
  maxDeltaStep: 0,
  maxCatToOnehot: 0,
  maxCatThreshold: 0,
};

function pairsOf(nodes: readonly NodeTask[]): Pair[] {
  const others = new Map<number, NodeTask>();
  for (const task of nodes) if (task.histogram !== "rows") others.set(task.histogram.sibling, task);
  return nodes
    .filter((task) => task.histogram === "rows")
    .map((built) => ({ built, other: others.get(built.node) ?? null }));
}

/** Feature lists as bytes, one for all nodes that share a list. */
function createMasks({ arena }: WasmRoom, featureCount: number) {
  const places: number[] = [];
  const written = new Map<Int32Array, number>();
  return {
    reset: () => written.clear(),
    /** 0 = all features. */
    addressOf(features: Int32Array | null): number {
      if (features === null) return 0;
      const known = written.get(features);
      if (known !== undefined) return known;
      if (places.length === written.size) places.push(arena.allocate(featureCount));
      const at = places[written.size]!;
      const { u8 } = arena.views();
      u8.fill(0, at, at + featureCount);
      for (const feature of features) u8[at + feature] = 1;
      written.set(features, at);
      return at;
    },
  };
}
