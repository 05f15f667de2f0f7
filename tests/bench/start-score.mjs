import { readColumns } from "./matrix-file.mjs";

/**
 * The base_score that all engines with such a parameter are given: the mean label as float32; 0.5 for many classes.
 * @param {import("./generators.mjs").Task} task
 */
export function startScore({ kind, train }) {
  if (kind === "multiclass") return 0.5;
  const labels = readColumns(train)[train.features];
  return Math.fround(labels.reduce((sum, label) => sum + label, 0) / labels.length);
}
