import { niceTicks } from "../../figures/scale.ts";

/** Whole rounds along an axis with room for a few of them. */
export function roundTicks(plannedRounds: number): number[] {
  return niceTicks({ min: 0, max: plannedRounds }, 4).filter(Number.isInteger);
}
