import type { Column } from "../../../../core/dataset.ts";
import { categoryGroups, type InputColumn, type InputScaling, makeInputColumns } from "../input-layer.ts";

/** Vectors of one column; the rarest categories share one beyond that. */
const MOST_ENTRIES = 1000;

/** Inputs with columns of categories as embeddings, which stand behind all others; `size` null = by the rule. */
export function embeddedColumns(
  features: readonly Column[],
  scaling: InputScaling,
  size: number | null,
): InputColumn[] {
  const plain = makeInputColumns(features, scaling).filter(
    ({ feature }) => features[feature]!.kind === "numeric",
  );
  const embedded = features.flatMap((column, feature): InputColumn[] => {
    if (column.kind !== "categorical") return [];
    const groups = categoryGroups(column.codes, column.categories.length, MOST_ENTRIES);
    const entries = column.codes.some((code) => code < 0) ? [...groups, [-1]] : groups;
    // A column without any value: nothing to learn a vector from.
    if (entries.length === 0) return [];
    return [{ kind: "embedding", feature, entries, size: size ?? sizeByRule(entries.length) }];
  });
  return [...plain, ...embedded];
}

/**
 * The fourth root of the number of entries, rounded up (TensorFlow's rule of thumb for feature columns, 2017), but fewer
 * than entries, as Guo and Berkhahn ask: weak nets have few units, and larger vectors cost more than they brought.
 */
function sizeByRule(entries: number): number {
  return Math.max(1, Math.min(entries - 1, Math.ceil(Math.sqrt(Math.sqrt(entries)))));
}
