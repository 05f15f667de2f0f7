import { meanAveragePrecision, meanReciprocalRank, ndcgAt } from "../ranking/list-metrics.ts";
import { accuracy } from "./accuracy.ts";
import { auc } from "./auc.ts";
import { aucpr } from "./aucpr.ts";
import { balancedAccuracy } from "./balanced-accuracy.ts";
import { brier } from "./brier.ts";
import { entriesOfOneTarget, type MetricId, metricEntry } from "./catalogue.ts";
import { concordance } from "./concordance.ts";
import { crps } from "./crps.ts";
import { error } from "./error.ts";
import { logloss } from "./logloss.ts";
import { macroF1 } from "./macro-f1.ts";
import { mae } from "./mae.ts";
import { mape } from "./mape.ts";
import { merror } from "./merror.ts";
import type { Metric, MetricFormula } from "./metric.ts";
import { mlogloss } from "./mlogloss.ts";
import { mphe } from "./mphe.ts";
import { nll } from "./nll.ts";
import { r2 } from "./r2.ts";
import { rmse } from "./rmse.ts";
import { rmsle } from "./rmsle.ts";

const formulas: { readonly [id in MetricId]: MetricFormula } = {
  rmse,
  mae,
  r2,
  rmsle,
  mape,
  mphe,
  logloss,
  mlogloss,
  error,
  merror,
  accuracy,
  balanced_accuracy: balancedAccuracy,
  macro_f1: macroF1,
  auc,
  aucpr,
  brier,
  nll,
  crps,
  concordance,
  ndcg: ndcgAt("ndcg"),
  "ndcg@5": ndcgAt("ndcg@5", 5),
  "ndcg@10": ndcgAt("ndcg@10", 10),
  map: meanAveragePrecision,
  mrr: meanReciprocalRank,
};

/** All metrics of one target with their formulas, in the order of menus; of several: `targets-metrics.ts`. */
export const metrics: readonly Metric[] = entriesOfOneTarget.map((entry) => ({
  ...entry,
  compute: formulas[entry.id],
}));

/** A metric of one target. Throws spec.unknown-id. */
export function metricById(id: string): Metric {
  const entry = metricEntry(id);
  return metrics.find((metric) => metric.id === entry.id)!;
}
