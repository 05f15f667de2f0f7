import { goesRightByCategory } from "../analysis/node-rows.ts";
import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Column } from "../core/dataset.ts";
import { treeWords } from "../words/tree.ts";
import { decimalText, digitsFor, textWidth } from "./number-text.ts";
import { rangeOf } from "./scale.ts";

/** A threshold in as many digits as the feature's range deserves; whole numbers split between two need a half. */
export function thresholdText(column: Column, threshold: number): string {
  if (column.kind !== "numeric") return decimalText(threshold, 2);
  // A split by missing cells alone has a threshold below all dates.
  if (column.isDate && Math.abs(threshold) < 1e8) return dateText(threshold, isWhole(column.values));
  const range = rangeOf(column.values);
  const digits = digitsFor(range.max - range.min);
  const halves = digits === 0 && !Number.isInteger(threshold) ? 1 : 0;
  return decimalText(threshold, isWhole(column.values) && Number.isInteger(threshold) ? 0 : digits + halves);
}

/** Whole days are below a threshold when they are before the next one. */
function dateText(days: number, areWhole: boolean): string {
  return new Date(864e5 * (areWhole ? Math.ceil(days) : days)).toISOString().slice(0, areWhole ? 10 : 16);
}

function isWhole(values: Float32Array): boolean {
  return values.every((value) => Number.isNaN(value) || Number.isInteger(value));
}

/** Category codes on each side of a categorical split, in code order. */
export function splitCategories(
  tree: Tree,
  node: number,
  categoryCount: number,
): { left: number[]; right: number[] } {
  const left: number[] = [];
  const right: number[] = [];
  for (let code = 0; code < categoryCount; code++) {
    (goesRightByCategory(tree, node, code) ? right : left).push(code);
  }
  return { left, right };
}

/** A split as a question; "yes" goes left. `right`: categories that go right, null for a threshold. */
export function candidateText(column: Column, threshold: number, right: readonly number[] | null): string {
  if (column.kind === "numeric" || right === null) {
    return treeWords.below(column.name, thresholdText(column, threshold));
  }
  const left = column.categories.map((_, code) => code).filter((code) => !right.includes(code));
  const names = (codes: readonly number[]) => codes.map((code) => column.categories[code]).join(", ");
  return right.length < left.length
    ? treeWords.isNot(column.name, names(right))
    : treeWords.isIn(column.name, names(left));
}

/** The question a node asks, in full. */
export function splitText(tree: Tree, node: number, features: readonly Column[]): string {
  const column = features[tree.feature[node]];
  const right =
    column.kind === "numeric" ? null : splitCategories(tree, node, column.categories.length).right;
  return candidateText(column, tree.threshold[node], right);
}

/** The question cut to a width: the name gives way first, since the threshold is what changes from round to round. */
export function shortSplitText(tree: Tree, node: number, features: readonly Column[], width: number): string {
  const full = splitText(tree, node, features);
  const FONT = 11;
  if (textWidth(full, FONT) <= width) return full;
  const name = features[tree.feature[node]].name;
  const rest = full.slice(name.length);
  const room = Math.floor((width - textWidth(rest, FONT)) / textWidth("m", FONT)) - 1;
  if (room >= 3) return `${name.slice(0, room).trimEnd()}…${rest}`;
  const fits = Math.floor(width / textWidth("m", FONT)) - 1;
  if (features[tree.feature[node]].kind === "numeric") {
    const threshold = rest.trim();
    return textWidth(threshold, FONT) <= width && fits >= 4 ? threshold : "";
  }
  return fits >= 6 ? `${full.slice(0, fits).trimEnd()}…` : "";
}
