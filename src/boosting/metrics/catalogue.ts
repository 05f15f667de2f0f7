import { LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";
import type { MetricEntry } from "./metric.ts";

function entry<Id extends string>(
  id: Id,
  label: string,
  direction: MetricEntry["direction"],
  needs: MetricEntry["needs"],
  more: Pick<MetricEntry, "censored"> = {},
) {
  return { id, label, direction, needs, digits: 4, ...more };
}

export const entriesOfOneTarget = [
  entry("rmse", "RMSE", "lower", "point"),
  entry("mae", "MAE", "lower", "point"),
  entry("r2", "R²", "higher", "point"),
  entry("rmsle", "RMSLE", "lower", "point"),
  entry("mape", "MAPE", "lower", "point"),
  entry("mphe", "Pseudo-Huber error", "lower", "point"),
  entry("logloss", "Log loss", "lower", "binary"),
  entry("mlogloss", "Log loss (classes)", "lower", "classes"),
  entry("error", "Error", "lower", "binary"),
  entry("merror", "Error (classes)", "lower", "classes"),
  entry("accuracy", "Accuracy", "higher", "classes"),
  entry("balanced_accuracy", "Balanced accuracy", "higher", "classes"),
  entry("macro_f1", "F1 (macro)", "higher", "classes"),
  entry("auc", "AUC", "higher", "binary"),
  entry("aucpr", "AUC-PR", "higher", "binary"),
  entry("brier", "Brier score", "lower", "classes"),
  entry("nll", "NLL", "lower", "distribution", { censored: true }),
  entry("crps", "CRPS", "lower", "distribution"),
  entry("concordance", "Concordance", "higher", "distribution", { censored: true }),
  entry("ndcg", "NDCG", "higher", "ranking"),
  entry("ndcg@5", "NDCG@5", "higher", "ranking"),
  entry("ndcg@10", "NDCG@10", "higher", "ranking"),
  entry("map", "MAP", "higher", "ranking"),
  entry("mrr", "MRR", "higher", "ranking"),
];

/** Metrics of one target a row; those of several are made of them. */
export type MetricId = (typeof entriesOfOneTarget)[number]["id"];

/** What menus, pictures and checks know of a metric without its formula, in the order of menus. */
export const metricEntries: readonly MetricEntry[] = [
  ...entriesOfOneTarget,
  ...(["aRRMSE", "aRMSE", "aMAE"] as const).map((label) => ofTargets(label, "lower")),
  ofTargets("aR²", "higher"),
];

/** Means over several targets; those of single targets are `<id without its a>:<name of the target>`. */
function ofTargets(label: string, direction: MetricEntry["direction"]): MetricEntry {
  return { id: label.toLowerCase().replace("²", "2"), label, direction, needs: "targets", digits: 4 };
}

/** What several targets are judged by: in parts of each one's spread, so that no unit outweighs another. */
export const TARGETS_METRIC = "arrmse";

export function metricEntry(id: string): MetricEntry {
  const at = id.indexOf(":");
  const found = metricEntries.find((entry) => entry.id === (at < 0 ? id : `a${id.slice(0, at)}`));
  if (found !== undefined && (at < 0 || found.needs === "targets")) {
    return at < 0 ? found : { ...found, id, label: `${found.label.slice(1)} ${id.slice(at + 1)}` };
  }
  const known = metricEntries.map((entry) => entry.id).join(", ");
  throw new LabError("spec.unknown-id", `There is no metric "${shownInput(id)}". Known are: ${known}.`, {
    path: "metrics",
    value: shownInput(id),
  });
}
