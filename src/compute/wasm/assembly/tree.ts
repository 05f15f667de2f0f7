// A whole tree level by level: what findSplits and applySplits do in steps, in one call of the calling thread.
import { leafWeight, nodeGain } from "./gain";
import {
  FEATURES,
  GRADIENT_STEP,
  GROUPS,
  HAS_MISSING,
  HESSIAN_STEP,
  RESULTS,
  ROW_COUNT,
  SPLITS,
  TASKS,
  TASK_COUNT,
  word,
} from "./layout";
import { RESULT_BYTES, TASK_BYTES } from "./level";
import { SPLIT_BYTES } from "./partition";
import { runAll } from "./work";

/** Room for one more histogram. */
@external("env", "hold")
declare function newHistogram(): usize;

const LEVEL: i32 = 1;
const SPLIT: i32 = 2;
/** Below all finite float32: everything present goes right. */
const BELOW_ALL: f32 = -3.4028234663852886e38;

// A plan is [nodes, capacity, largest depth, mask, groups, slots in all, columns, tables of bins that go left, bytes of one,
// offsets of cuts, cuts, free histograms (addresses), how many of them, whether other threads are always called, work from
// which a level calls them, rows from which a split does] as u32, then [learning rate, gamma, gradient, hessian of the
// root, what a gain must pass] as f64, then [leaves, how many (result), sets of
// groups] as u32. A node is [feature, threshold, bin, left, right, parent, value, gain, cover, row count, weight, missing goes
// left, first row, histogram (0 = none)] in four bytes each, then [gradient, hessian, gradient on the left, hessian on the left]
// in eight. `nodes` has room for arrays of the first twelve, `capacity` long, then for the nodes.
let plan: usize = 0;
let nodes: usize = 0;
let count: i32 = 0;
let freeCount: usize = 0;

const NODE_BYTES: usize = 88;
const ARRAYS: usize = 12;

@inline
function record(node: i32): usize {
  return nodes + <usize>node * NODE_BYTES;
}

function addNode(parent: i32, first: u32, rows: u32, gradient: f64, hessian: f64): void {
  const node = count++;
  store<i32>(record(node), -1, 0);
  store<f32>(record(node), 0, 4);
  store<i32>(record(node), -1, 8);
  store<i32>(record(node), -1, 12);
  store<i32>(record(node), -1, 16);
  store<i32>(record(node), parent, 20);
  store<f32>(record(node), 0, 28);
  const step = load<f64>(HESSIAN_STEP);
  store<f32>(record(node), <f32>(hessian * step), 32);
  store<u32>(record(node), rows, 36);
  const weight = leafWeight(gradient * load<f64>(GRADIENT_STEP), hessian * step);
  store<f32>(record(node), <f32>(weight * load<f64>(plan + 64)), 24);
  store<f32>(record(node), <f32>weight, 40);
  store<u32>(record(node), 0, 44);
  store<u32>(record(node), first, 48);
  store<u32>(record(node), 0, 52);
  store<f64>(record(node), gradient, 56);
  store<f64>(record(node), hessian, 64);
}

function hold(): u32 {
  if (freeCount === 0) return <u32>newHistogram();
  freeCount--;
  return load<u32>(word(plan + 44) + (freeCount << 2));
}

function letGo(node: i32): void {
  const at = record(node) + 52;
  const histogram = load<u32>(at);
  if (histogram === 0) return;
  store<u32>(word(plan + 44) + (freeCount << 2), histogram);
  freeCount++;
  store<u32>(at, 0);
}

function writeNode(at: usize, node: i32): void {
  const gradient = load<f64>(record(node), 56);
  const hessian = load<f64>(record(node), 64);
  store<f64>(at, gradient);
  store<f64>(at, hessian, 8);
  store<f64>(at, nodeGain(gradient * load<f64>(GRADIENT_STEP), hessian * load<f64>(HESSIAN_STEP)), 16);
}

/** A node whose rows are summed, and the one that is left of their parent (-1 = none). */
function writeTask(task: usize, built: i32, other: i32, isLast: bool): void {
  const rows = load<u32>(record(built), 36);
  if (!isLast) store<u32>(record(built), hold(), 52);
  const mask = load<u32>(plan, 12);
  store<u32>(task, load<u32>(record(built), 52));
  store<u32>(task, other < 0 ? 0 : load<u32>(record(other), 52), 4);
  store<u32>(task, load<u32>(record(built), 48), 8);
  store<u32>(task, rows, 12);
  store<u32>(task, mask, 16);
  store<u32>(task, mask, 20);
  store<u32>(task, <u32>(rows === load<u32>(ROW_COUNT)), 24);
  writeNode(task + 32, built);
  if (other >= 0) writeNode(task + 56, other);
}

/** Keeps the best split of all groups, ties to the lower feature; a node without one lets its histogram go. */
function readBest(from: usize, step: usize, node: i32, isLast: bool): void {
  const groupCount = load<i32>(plan, 16);
  let best: usize = 0;
  let bestFeature: i32 = -1;
  let bestGain: f64 = -Infinity;
  for (let group = 0; group < groupCount; group++, from += step) {
    const feature = load<i32>(from);
    if (feature < 0) continue;
    const gain = load<f64>(from, 16);
    if (gain < bestGain || (gain === bestGain && feature > bestFeature)) continue;
    best = from;
    bestFeature = feature;
    bestGain = gain;
  }
  const isSplit = bestFeature >= 0 && bestGain > load<f64>(plan, 96) && bestGain >= load<f64>(plan, 72);
  if (isLast || !isSplit) letGo(node);
  if (!isSplit) return;
  const bin = load<i32>(best, 4);
  store<i32>(record(node), bestFeature, 0);
  store<i32>(record(node), bin, 8);
  store<u32>(record(node), load<u32>(best, 8), 44);
  store<f32>(record(node), <f32>bestGain, 28);
  store<f64>(record(node), load<f64>(best, 24), 72);
  store<f64>(record(node), load<f64>(best, 32), 80);
  const cut = word(word(plan + 36) + (<usize>bestFeature << 2)) + <usize>bin;
  store<f32>(record(node), bin < 0 ? BELOW_ALL : load<f32>(word(plan + 40) + (cut << 2)), 4);
  store<f32>(record(node), 0, 24);
}

/** Looks at a level's nodes: those of `splitCount` parents from node `first` on in pairs, or the root. */
function findSplits(first: i32, splitCount: i32, isLast: bool): void {
  const tasks = word(TASKS);
  const pairCount = first === 0 ? 1 : splitCount;
  let rows: u32 = 0;
  for (let i = 0; i < pairCount; i++) {
    const left = first + 2 * i;
    const isLeft = first === 0 || load<u32>(record(left), 36) <= load<u32>(record(left + 1), 36);
    const built = isLeft ? left : left + 1;
    const other = first === 0 ? -1 : isLeft ? left + 1 : left;
    if (other >= 0) {
      const parent = record(load<i32>(record(left), 20)) + 52;
      store<u32>(record(other), load<u32>(parent), 52);
      store<u32>(parent, 0);
    }
    rows += load<u32>(record(built), 36);
    writeTask(tasks + <usize>i * TASK_BYTES, built, other, isLast);
  }
  store<i32>(TASK_COUNT, pairCount);
  const effort = rows * load<u32>(plan, 24) + 2 * <u32>pairCount * load<u32>(plan, 20);
  const isLarge = load<u32>(plan, 52) !== 0 || effort >= load<u32>(plan, 56);
  runAll(LEVEL, pairCount * load<i32>(plan, 112), isLarge);
  const step = 2 * RESULT_BYTES * <usize>pairCount;
  for (let i = 0; i < pairCount; i++) {
    const left = first + 2 * i;
    const isLeft = first === 0 || load<u32>(record(left), 36) <= load<u32>(record(left + 1), 36);
    const from = word(RESULTS) + 2 * RESULT_BYTES * <usize>i;
    readBest(from, step, isLeft ? left : left + 1, isLast);
    if (first !== 0) readBest(from + RESULT_BYTES, step, isLeft ? left + 1 : left, isLast);
  }
}

/** Moves the rows of the nodes first .. end - 1 that have a split, and adds their children; returns how many were split. */
function applySplits(first: i32, end: i32): i32 {
  let splitCount = 0;
  let moved: u32 = 0;
  const bytes = word(plan + 32);
  for (let node = first; node < end; node++) {
    const feature = load<i32>(record(node), 0);
    if (feature < 0) continue;
    const entry = word(FEATURES) + (<usize>feature) * 12;
    const goesLeft = word(plan + 28) + bytes * <usize>splitCount;
    const leftCount = <usize>(load<i32>(record(node), 8) + 1);
    const binCount = word(entry + 4);
    memory.fill(goesLeft, 1, leftCount);
    memory.fill(goesLeft + leftCount, 0, binCount - leftCount);
    if (word(entry + 8) & HAS_MISSING) store<u8>(goesLeft + binCount, load<u8>(record(node), 44));
    const split = word(SPLITS) + <usize>splitCount * SPLIT_BYTES;
    store<i32>(split, feature);
    store<u32>(split, load<u32>(record(node), 48), 4);
    store<u32>(split, load<u32>(record(node), 36), 8);
    store<u32>(split, <u32>goesLeft, 12);
    moved += load<u32>(record(node), 36);
    splitCount++;
  }
  runAll(SPLIT, splitCount, load<u32>(plan, 52) !== 0 || moved >= load<u32>(plan, 60));
  let split = word(SPLITS);
  for (let node = first; node < end; node++) {
    if (load<i32>(record(node), 0) < 0) continue;
    addChildren(node, load<u32>(split, 16));
    split += SPLIT_BYTES;
  }
  return splitCount;
}

function addChildren(node: i32, leftCount: u32): void {
  const start = load<u32>(record(node), 48);
  const gradient = load<f64>(record(node), 72);
  const hessian = load<f64>(record(node), 80);
  store<i32>(record(node), count, 12);
  store<i32>(record(node), count + 1, 16);
  addNode(node, start, leftCount, gradient, hessian);
  const rest = load<u32>(record(node), 36) - leftCount;
  addNode(node, start + leftCount, rest, load<f64>(record(node), 56) - gradient, load<f64>(record(node), 64) - hessian);
}

/** Writes the leaves as assembly/leaves.ts reads them, and how many there are. */
function listLeaves(): void {
  let leaf = word(plan + 104);
  const first = leaf;
  for (let node = 0; node < count; node++) {
    if (load<i32>(record(node), 0) >= 0) continue;
    store<u32>(leaf, load<u32>(record(node), 48));
    store<u32>(leaf, load<u32>(record(node), 36), 4);
    store<u32>(leaf, <u32>node, 12);
    leaf += 16;
  }
  store<u32>(plan, <u32>((leaf - first) >> 4), 108);
}

/** What stands node by node, array by array. */
function writeArrays(): void {
  const capacity = word(plan + 4);
  let to = word(plan);
  for (let array: usize = 0; array < ARRAYS; array++, to += capacity << 2) {
    for (let node = 0; node < count; node++) {
      store<u32>(to + (<usize>node << 2), load<u32>(record(node) + (array << 2)));
    }
  }
}

/** Grows a tree from its root's sums to its last level; returns how many nodes it has. */
export function growTree(from: usize): i32 {
  plan = from;
  nodes = word(plan) + ((ARRAYS * word(plan + 4)) << 2);
  freeCount = word(plan + 48);
  const maxDepth = load<i32>(plan, 8);
  count = 0;
  addNode(-1, 0, load<u32>(ROW_COUNT), load<f64>(plan, 80), load<f64>(plan, 88));
  findSplits(0, 0, maxDepth === 1);
  let first = 0;
  for (let depth = 1; depth <= maxDepth; depth++) {
    const end = count;
    const splitCount = applySplits(first, end);
    if (splitCount === 0) break;
    first = end;
    if (depth < maxDepth) findSplits(first, splitCount, depth + 1 === maxDepth);
  }
  store<u32>(plan, <u32>freeCount, 48);
  listLeaves();
  writeArrays();
  return count;
}
