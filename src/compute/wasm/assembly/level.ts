// One level of a tree: histograms of nodes, those of their siblings by subtraction, and the best split of every group of
// columns in both. An item is a task and a set of groups, so that a group's sums are scanned while they are near.
import { addSet, clearGroup, groupAt, offersAny, SCRATCH_SLOTS, subtractGroup } from "./histogram";
import { RESULTS, SCRATCH, SCRATCH_BYTES, SETS, TASKS, TASK_COUNT, word } from "./layout";
import { scanGroup } from "./scan";

/**
 * A task is [histogram, sibling's histogram, first row, row count, mask, sibling's mask, all rows in order, 0] as u32,
 * then [gradient, hessian, gain] of the node and of its sibling as f64. A histogram 0 is nobody's later: room of the
 * thread is taken. Items go by set, then task: a thread keeps to its sets. Results (40 bytes) go by group, task, side.
 */
export const TASK_BYTES: usize = 80;
export const RESULT_BYTES: usize = 40;
const SET_BYTES: usize = 16;

export function levelItem(item: i32, thread: i32): void {
  const taskCount = load<i32>(TASK_COUNT);
  const index = item / taskCount;
  const task = <usize>(item - index * taskCount);
  const set = word(SETS) + <usize>index * SET_BYTES;
  run(task, <usize>taskCount, set, thread);
}

@inline
function run(index: usize, taskCount: usize, set: usize, thread: i32): void {
  const task = word(TASKS) + index * TASK_BYTES;
  const scratch = word(SCRATCH) + <usize>thread * word(SCRATCH_BYTES);
  const sibling = word(task + 4);
  // Of a histogram that nobody needs later, only columns that are offered.
  const mask = word(task) === 0 && sibling === 0 ? word(task + 16) : 0;
  const histogram = word(task) === 0 ? scratch + SCRATCH_SLOTS : word(task);
  const first = word(set);
  const end = first + word(set + 4);
  for (let i = first; i < end; i++) clearGroup(groupAt(i), histogram);
  addSet(task, set, mask, histogram, scratch);
  for (let i = first; i < end; i++) {
    const group = groupAt(i);
    const result = word(RESULTS) + 2 * (i * taskCount + index) * RESULT_BYTES;
    if (!offersAny(group, mask)) {
      store<i32>(result, -1);
      continue;
    }
    scanGroup(task + 32, group, histogram, word(task + 16), result, scratch);
    if (sibling === 0) continue;
    subtractGroup(group, sibling, histogram);
    scanGroup(task + 56, group, sibling, word(task + 20), result + RESULT_BYTES, scratch);
  }
}
