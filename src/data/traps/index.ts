import { constant } from "./constant.ts";
import { drift } from "./drift.ts";
import { duplicateRows } from "./duplicate-rows.ts";
import { givesTargetAway } from "./gives-target-away.ts";
import { id } from "./id.ts";
import { missingClass } from "./missing-class.ts";
import { productGivesTargetAway } from "./product-gives-target-away.ts";
import { rareClass } from "./rare-class.ts";
import { timeOrder } from "./time-order.ts";
import type { Trap, TrapFinder, TrapRequest } from "./trap.ts";

/** The most serious first. */
const finders: readonly TrapFinder[] = [
  givesTargetAway,
  productGivesTargetAway,
  id,
  missingClass,
  duplicateRows,
  timeOrder,
  rareClass,
  drift,
  constant,
];

/** Every trap of a table, those that make results wrong first. */
export function findTraps(request: TrapRequest): Trap[] {
  const traps = finders.flatMap((finder) => finder.find(request));
  return [...traps.filter(({ tone }) => tone === "warn"), ...traps.filter(({ tone }) => tone === "note")];
}
