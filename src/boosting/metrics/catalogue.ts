import { LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";
import type { MetricEntry } from "./metric.ts";

/** What menus, pictures and checks know of a metric without its formula, in the order of menus. */
export const metricEntries = [
  {
    id: "rmse",
    label: "RMSE",
    direction: "lower",
    needs: "point",
    digits: 4,
  },
  {
    id: "mae",
    label: "MAE",
    direction: "lower",
    needs: "point",
    digits: 4,
  },
  {
    id: "r2",
    label: "R²",
    direction: "higher",
    needs: "point",
    digits: 4,
  },
  {
    id: "rmsle",
    label: "RMSLE",
    direction: "lower",
    needs: "point",
    digits: 4,
  },
  {
    id: "mape",
    label: "MAPE",
    direction: "lower",
    needs: "point",
    digits: 4,
  },
  {
    id: "mphe",
    label: "Pseudo-Huber error",
    direction: "lower",
    needs: "point",
    digits: 4,
  },
  {
    id: "logloss",
    label: "Log loss",
    direction: "lower",
    needs: "binary",
    digits: 4,
  },
  {
    id: "mlogloss",
    label: "Log loss (classes)",
    direction: "lower",
    needs: "classes",
    digits: 4,
  },
  {
    id: "error",
    label: "Error",
    direction: "lower",
    needs: "binary",
    digits: 4,
  },
  {
    id: "merror",
    label: "Error (classes)",
    direction: "lower",
    needs: "classes",
    digits: 4,
  },
  {
    id: "accuracy",
    label: "Accuracy",
    direction: "higher",
    needs: "classes",
    digits: 4,
  },
  {
    id: "balanced_accuracy",
    label: "Balanced accuracy",
    direction: "higher",
    needs: "classes",
    digits: 4,
  },
  {
    id: "macro_f1",
    label: "F1 (macro)",
    direction: "higher",
    needs: "classes",
    digits: 4,
  },
  {
    id: "auc",
    label: "AUC",
    direction: "higher",
    needs: "binary",
    digits: 4,
  },
  {
    id: "aucpr",
    label: "AUC-PR",
    direction: "higher",
    needs: "binary",
    digits: 4,
  },
  {
    id: "brier",
    label: "Brier score",
    direction: "lower",
    needs: "classes",
    digits: 4,
  },
  {
    id: "nll",
    label: "NLL",
    direction: "lower",
    needs: "distribution",
    censored: true,
    digits: 4,
  },
  {
    id: "crps",
    label: "CRPS",
    direction: "lower",
    needs: "distribution",
    digits: 4,
  },
  {
    id: "concordance",
    label: "Concordance",
    direction: "higher",
    needs: "distribution",
    censored: true,
    digits: 4,
  },
  {
    id: "ndcg",
    label: "NDCG",
    direction: "higher",
    needs: "ranking",
    digits: 4,
  },
  {
    id: "ndcg@5",
    label: "NDCG@5",
    direction: "higher",
    needs: "ranking",
    digits: 4,
  },
  {
    id: "ndcg@10",
    label: "NDCG@10",
    direction: "higher",
    needs: "ranking",
    digits: 4,
  },
  {
    id: "map",
    label: "MAP",
    direction: "higher",
    needs: "ranking",
    digits: 4,
  },
  {
    id: "mrr",
    label: "MRR",
    direction: "higher",
    needs: "ranking",
    digits: 4,
  },
] as const satisfies readonly MetricEntry[];

export type MetricId = (typeof metricEntries)[number]["id"];

export function metricEntry(id: string): MetricEntry & { readonly id: MetricId } {
  const found = metricEntries.find((entry) => entry.id === id);
  if (found !== undefined) return found;
  const known = metricEntries.map((entry) => entry.id).join(", ");
  throw new LabError("spec.unknown-id", `There is no metric "${shownInput(id)}". Known are: ${known}.`, {
    path: "metrics",
    value: shownInput(id),
  });
}
