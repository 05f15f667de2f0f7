// Work shared by threads: one item after the other is claimed from a counter until none is left.
import { binItem, sketchItem } from "./columns";
import { logisticItem, softmaxItem, squaredItem } from "./gradients";
import { addLeavesItem } from "./leaves";
import { levelItem } from "./level";
import { ITEM_COUNT, OPERATION, PENDING, TICKET } from "./layout";
import { splitItem } from "./partition";
import { countItem, quantiseItem } from "./quantise";

@inline
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
      return addLeavesItem(item);
    case 10:
      return squaredItem(item);
  }
}

/** Lets threads claim `count` items. What they read must have been written before. */
export function launch(operation: i32, count: i32): void {
  store<i32>(OPERATION, operation);
  store<i32>(ITEM_COUNT, count);
  atomic.store<i32>(PENDING, count);
  atomic.store<i32>(TICKET, count);
}

/**
 * Does items until all are claimed. A thread that comes late finds the counter at most zero and leaves; one that claims
 * an item keeps the launch from ending, so what it reads stays true.
 */
export function work(thread: i32): void {
  for (;;) {
    const left = atomic.sub<i32>(TICKET, 1);
    if (left <= 0) return;
    runItem(load<i32>(OPERATION), load<i32>(ITEM_COUNT) - left, thread);
    if (atomic.sub<i32>(PENDING, 1) === 1) atomic.notify(PENDING, 1);
  }
}

/** Waits until all items are finished: a short spin, then asleep. False = still not after so many nanoseconds. */
export function finish(spins: i32, nanoseconds: i64): bool {
  for (let i = 0; i < spins; i++) if (atomic.load<i32>(PENDING) === 0) return true;
  let pending = atomic.load<i32>(PENDING);
  while (pending !== 0 && atomic.wait<i32>(PENDING, pending, nanoseconds) !== 2) pending = atomic.load<i32>(PENDING);
  return atomic.load<i32>(PENDING) === 0;
}
