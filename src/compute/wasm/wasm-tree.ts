import type { BinnedMatrix, GrownNodes, WholeTreePlan } from "../backend.ts";
import { powerOfTwo } from "../quantisation.ts";
import { LARGE_LEVEL, type LevelTree, RESULT_BYTES, TASK_BYTES } from "./wasm-level.ts";
import { createGrowingRoom } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";
import { LARGE_SPLIT, LEAF_BYTES, SPLIT_WORDS } from "./wasm-rows.ts";

/** Whole trees in one call of the kernels: assembly/tree.ts. */
export interface WholeTrees {
  /** Null = too deep or too large, or with categories. `mask`: address of the columns that are offered, 0 = all. */
  grow(tree: LevelTree, plan: WholeTreePlan, mask: number): GrownNodes | null;
}

/** Deeper trees have more nodes than is sensible to hold room for. */
const MOST_DEPTH = 10;
/** Bins of a tree that takes so long that its caller wants to breathe between levels. */
const MOST_BINS = 4_000_000;
/** Entries of a node's arrays, and the node itself. */
const NODE_BYTES = 4 * 12 + 88;
const PLAN_BYTES = 128;

/** Places of the arrays of four bytes. */
const arrays = {
  feature: 0,
  threshold: 1,
  bin: 2,
  left: 3,
  right: 4,
  parent: 5,
  value: 6,
  gain: 7,
  cover: 8,
  count: 9,
  baseWeight: 10,
  defaultLeft: 11,
} as const;

/** Room for trees of one depth. */
interface Tables {
  readonly maxDepth: number;
  readonly capacity: number;
  readonly nodes: number;
  readonly plan: number;
  /** The kernels write task and result here; split entries, then their tables of bins that go left. */
  readonly tasks: number;
  readonly splits: number;
  readonly goesLeft: number;
  readonly leaves: number;
  /** Addresses of histograms that no node holds. */
  readonly free: number;
}

export function createWholeTrees(room: WasmRoom, matrix: BinnedMatrix): WholeTrees {
  const { arena } = room;
  const { cuts, featureCount, rowCount } = matrix;
  const slotCount = matrix.histogramOffsets[featureCount]!;
  const isPossible = rowCount * featureCount <= MOST_BINS && !cuts.categorical.some((flag) => flag === 1);
  const leftBytes = cuts.binCounts.reduce((most, count) => Math.max(most, count), 0) + 1;
  const resultsRoom = createGrowingRoom(arena);
  let freeCount = 0;
  let cutsAt: { readonly offsets: number; readonly values: number } | null = null;
  let tables: Tables | null = null;

  function tablesFor(maxDepth: number): Tables {
    if (tables?.maxDepth === maxDepth) return tables;
    const widest = 1 << (maxDepth - 1);
    const capacity = 4 * widest;
    freeCount = 0;
    tables = {
      maxDepth,
      capacity,
      nodes: arena.allocate(NODE_BYTES * capacity),
      plan: arena.allocate(PLAN_BYTES),
      tasks: arena.allocate(TASK_BYTES * widest),
      splits: arena.allocate(4 * SPLIT_WORDS * widest),
      goesLeft: arena.allocate(leftBytes * widest),
      leaves: arena.allocate(LEAF_BYTES * 2 * widest),
      free: arena.allocate(4 * capacity),
    };
    return tables;
  }

  function placeCuts() {
    const at = {
      offsets: arena.allocate(cuts.offsets.byteLength),
      values: arena.allocate(cuts.values.byteLength),
    };
    const { u32, f32 } = arena.views();
    u32.set(cuts.offsets, at.offsets >> 2);
    f32.set(cuts.values, at.values >> 2);
    return at;
  }

  return {
    grow({ groups, quantisation, rows }, plan, mask) {
      if (!isPossible || plan.maxDepth < 1 || plan.maxDepth > MOST_DEPTH) return null;
      const { capacity, nodes, plan: at, tasks, splits, goesLeft, leaves, free } = tablesFor(plan.maxDepth);
      cutsAt ??= placeCuts();
      const results = resultsRoom(2 * RESULT_BYTES * (capacity >> 2) * groups.count);
      room.set({ tasks, results, groups: groups.address, sets: groups.sets, splits });
      const { rule } = plan;
      room.setDoubles({
        gradientStep: powerOfTwo(-quantisation.gradientExponent),
        hessianStep: powerOfTwo(-quantisation.hessianExponent),
        lambda: rule.lambda,
        alpha: rule.alpha,
        minChildWeight: rule.minChildWeight,
        maxDeltaStep: rule.maxDeltaStep,
      });
      const { u32, f64 } = arena.views();
      u32.set(
        [
          ...[nodes, capacity, plan.maxDepth, mask, groups.count, slotCount, featureCount],
          ...[goesLeft, leftBytes, cutsAt.offsets, cutsAt.values, free, freeCount],
          ...[room.isAlwaysShared ? 1 : 0, LARGE_LEVEL, LARGE_SPLIT],
        ],
        at >> 2,
      );
      const { learningRate, gamma, gradientSum, hessianSum, leastGain } = plan;
      f64.set([Math.fround(learningRate), gamma, gradientSum, hessianSum, leastGain], (at + 64) >> 3);
      u32[(at + 104) >> 2] = leaves;
      u32[(at + 112) >> 2] = groups.setCount;
      room.hooks.hold = () => arena.allocate(16 * slotCount);
      const nodeCount = room.kernels.growTree(at);
      const words = arena.views().u32;
      freeCount = words[(at + 48) >> 2]!;
      rows.take({ at: leaves, count: words[(at + 108) >> 2]! });
      return readNodes(nodes, capacity, nodeCount);
    },
  };

  function readNodes(nodes: number, capacity: number, nodeCount: number): GrownNodes {
    const { i32, u32, f32 } = arena.views();
    const part = <A extends { slice(from: number, to: number): A }>(view: A, array: keyof typeof arrays) => {
      const from = (nodes >> 2) + arrays[array] * capacity;
      return view.slice(from, from + nodeCount);
    };
    return {
      nodeCount,
      feature: part(i32, "feature"),
      threshold: part(f32, "threshold"),
      bin: part(i32, "bin"),
      left: part(i32, "left"),
      right: part(i32, "right"),
      parent: part(i32, "parent"),
      defaultLeft: new Uint8Array(part(u32, "defaultLeft")),
      value: part(f32, "value"),
      gain: part(f32, "gain"),
      cover: part(f32, "cover"),
      count: part(u32, "count"),
      baseWeight: part(f32, "baseWeight"),
    };
  }
}
