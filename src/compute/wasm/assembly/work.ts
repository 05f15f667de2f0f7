// Work shared by threads: one item after the other is claimed from a counter until none is left.
import { binItem, interleaveItem, sketchItem } from "./columns";
import { logisticItem, softmaxItem, squaredItem } from "./gradients";
import { addLeavesItem } from "./leaves";
import { levelItem } from "./level";
import { OPERATION, PENDING, SHARES, SHARE_BYTES, THREADS } from "./layout";
import { splitItem } from "./partition";
import { countItem, quantiseItem } from "./quantise";
import { walkItem } from "./walk";

function runItem(operation: i32, item: i32, thread: i32): void {
  switch (operation) {
    case 1:
      return levelItem(item, thread);
    case 2:
      return splitItem(item);
    case 3:
      return countItem(item);
    case 4:
      return quantiseItem(item);
    case 5:
      return logisticItem(item);
    case 6:
      return softmaxItem(item, thread);
    case 7:
      return sketchItem(item, thread);
    case 8:
      return binItem(item);
    case 9:
      return addLeavesItem(item, true);
    case 10:
      return squaredItem(item);
    case 11:
      return interleaveItem(item);
    case 12:
      return addLeavesItem(item, false);
    case 13:
      return walkItem(item, thread);
  }
}

@external("env", "call")
declare function callThreads(): void;
@external("env", "wait")
declare function waitForThreads(): void;

/** Does all items of an operation, with other threads where `isLarge`; returns when they are done. */
export function runAll(operation: i32, count: i32, isLarge: bool): void {
  if (!isLarge || count < 2 || load<i32>(THREADS) === 1) {
    for (let item = 0; item < count; item++) runItem(operation, item, 0);
    return;
  }
  launch(operation, count);
  callThreads();
  work(0);
  waitForThreads();
}

/** Lets threads claim `count` items. What they read must have been written before. */
export function launch(operation: i32, count: i32): void {
  const threads = load<i32>(THREADS);
  store<i32>(OPERATION, operation);
  atomic.store<i32>(PENDING, count);
  for (let thread = 0; thread < threads; thread++) {
    const share = SHARES + <usize>thread * SHARE_BYTES;
    const first = (thread * count) / threads;
    const size = ((thread + 1) * count) / threads - first;
    store<i32>(share, first, 4);
    store<i32>(share, size, 8);
    atomic.store<i32>(share, size);
  }
}

/**
 * Does items until all are claimed: first those of the thread's own share, so that it meets again what it wrote before,
 * then those of others. A thread that comes late finds the counters at most zero and leaves; one that claims an item
 * keeps the launch from ending, so what it reads stays true.
 */
export function work(thread: i32): void {
  const threads = load<i32>(THREADS);
  let done = 0;
  for (let k = 0; k < threads; k++) {
    const share = SHARES + (<usize>((thread + k) % threads)) * SHARE_BYTES;
    while (atomic.load<i32>(share) > 0) {
      const left = atomic.sub<i32>(share, 1);
      if (left <= 0) break;
      runItem(load<i32>(OPERATION), load<i32>(share, 4) + load<i32>(share, 8) - left, thread);
      done++;
    }
  }
  if (done > 0 && atomic.sub<i32>(PENDING, done) === done) atomic.notify(PENDING, 1);
}

/** Waits until all items are finished: a short spin, then asleep. False = still not after so many nanoseconds. */
export function finish(spins: i32, nanoseconds: i64): bool {
  for (let i = 0; i < spins; i++) if (atomic.load<i32>(PENDING) === 0) return true;
  let pending = atomic.load<i32>(PENDING);
  while (pending !== 0 && atomic.wait<i32>(PENDING, pending, nanoseconds) !== 2) pending = atomic.load<i32>(PENDING);
  return atomic.load<i32>(PENDING) === 0;
}
