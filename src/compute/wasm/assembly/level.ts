// One level of a tree: histograms of nodes, those of their siblings by subtraction, and the best split of every group of
// columns in both. An item is a task and a group, so that a group's sums are scanned while they are near.
import { addGroup, clearGroup, SCRATCH_SLOTS, subtractGroup } from "./histogram";
import { FEATURES, GROUPS, IS_PACKED, RESULTS, SCRATCH, SCRATCH_BYTES, TASKS, TASK_COUNT, word } from "./layout";
import { scanGroup } from "./scan";

/**
 * A task is [histogram, sibling's histogram, first row, row count, mask, sibling's mask, all rows in order, 0] as u32,
 * then [gradient, hessian, gain] of the node and of its sibling as f64. A histogram 0 is nobody's later: room of the
 * thread is taken. Items and results (40 bytes) go by group, then task, then side: a thread keeps to its groups.
 */
export const TASK_BYTES: usize = 80;
const GROUP_BYTES: usize = 36;
export const RESULT_BYTES: usize = 40;

export function levelItem(item: i32, thread: i32): void {
  const taskCount = load<i32>(TASK_COUNT);
  const index = item / taskCount;
  const at = word(TASKS) + <usize>(item - index * taskCount) * TASK_BYTES;
  const group = word(GROUPS) + <usize>index * GROUP_BYTES;
  const result = word(RESULTS) + <usize>(2 * item) * RESULT_BYTES;
  if (load<u32>(IS_PACKED)) run<i64>(at, group, result, thread);
  else run<f64>(at, group, result, thread);
}

@inline
function run<S>(task: usize, group: usize, result: usize, thread: i32): void {
  const scratch = word(SCRATCH) + <usize>thread * word(SCRATCH_BYTES);
  let histogram = word(task);
  const sibling = word(task + 4);
  if (histogram === 0) {
    if (sibling === 0 && !offersAny(group, word(task + 16))) return store<i32>(result, -1);
    const firstFeature = word(word(group + 12));
    const slotBytes: usize = isInteger<S>() ? 8 : 16;
    histogram = scratch + SCRATCH_SLOTS - word(word(FEATURES) + firstFeature * 12) * slotBytes;
  }
  clearGroup<S>(group, histogram);
  addGroup<S>(task, group, histogram, scratch);
  scanGroup<S>(task + 32, group, histogram, word(task + 16), result, scratch);
  if (sibling === 0) return;
  subtractGroup<S>(group, sibling, histogram);
  scanGroup<S>(task + 56, group, sibling, word(task + 20), result + RESULT_BYTES, scratch);
}

/** Whether a mask (0 = all) has a column of a group. */
function offersAny(group: usize, mask: usize): bool {
  if (mask === 0) return true;
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) if (load<u8>(mask + word(columns + (i << 2))) !== 0) return true;
  return false;
}
