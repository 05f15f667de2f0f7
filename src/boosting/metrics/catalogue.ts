import { LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";
import type { MetricEntry } from "./metric.ts";

export const entriesOfOneTarget = [
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
