import { duplicateGroups } from "../duplicate-rows.ts";
import type { TrapFinder } from "./trap.ts";

const LEAST_FEATURES = 3;

/** Rows that stand in the table more than once, above all on both sides of the split. */
export const duplicateRows: TrapFinder = {
  kind: "duplicate-rows",
  find({ table, used, target, sets }) {
    if (used.length < LEAST_FEATURES) return [];
    const groups = duplicateGroups(table, [...used, target]);
    const sizes = new Map<number, number>();
    for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    let repeated = 0;
    for (const size of sizes.values()) if (size > 1) repeated += size;
    if (repeated === 0) return [];
    const inTrain = new Set(Array.from(sets?.train ?? [], (row) => groups[row]!));
    const across = Array.from(sets?.test ?? []).filter((row) => inTrain.has(groups[row]!)).length;
    const shared = repeated === 1 ? "1 row appears" : `${repeated} rows appear`;
    const leak =
      across === 0
        ? "Each stays on one side of the split."
        : `${across} test ${across === 1 ? "row is" : "rows are"} also among the rows that train, so the test would be too easy.`;
    return [
      {
        kind: "duplicate-rows" as const,
        columns: [],
        title: across === 0 ? `${shared} more than once` : "Equal rows on both sides of the split",
        sentence: `${shared} more than once, equal in every used column and the target. ${leak}`,
        note: "",
        tone: across === 0 ? ("note" as const) : ("warn" as const),
        evidence: null,
        advice: { kind: "keep-duplicates-together" as const },
      },
    ];
  },
};
