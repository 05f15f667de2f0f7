import { LabError } from "../../core/errors.ts";
import type { ModelOutputs } from "../outputs.ts";
import { accuracy } from "./accuracy.ts";
import { auc } from "./auc.ts";
import { aucpr } from "./aucpr.ts";
import { balancedAccuracy } from "./balanced-accuracy.ts";
import { brier } from "./brier.ts";
import { concordance } from "./concordance.ts";
import { crps } from "./crps.ts";
import { error } from "./error.ts";
import { logloss } from "./logloss.ts";
import { macroF1 } from "./macro-f1.ts";
import { mae } from "./mae.ts";
import { mape } from "./mape.ts";
import { merror } from "./merror.ts";
import type { Metric } from "./metric.ts";
import { mlogloss } from "./mlogloss.ts";
import { mphe } from "./mphe.ts";
import { nll } from "./nll.ts";
import { r2 } from "./r2.ts";
import { rmse } from "./rmse.ts";
import { rmsle } from "./rmsle.ts";

/** All metrics, in the order of menus. */
export const metrics: readonly Metric[] = [
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
  balancedAccuracy,
  macroF1,
  auc,
  aucpr,
  brier,
  nll,
  crps,
  concordance,
];

export function metricById(id: string): Metric {
  const found = metrics.find((metric) => metric.id === id);
  if (found !== undefined) return found;
  const known = metrics.map((metric) => metric.id).join(", ");
  throw new LabError("spec.unknown-id", `There is no metric "${id}". Known are: ${known}.`, {
    path: "metrics",
    value: id,
  });
}

/** Can this metric judge these outputs? A distribution is also judged by its mean, unless targets are censored. */
export function metricAppliesTo(metric: Metric, outputs: ModelOutputs): boolean {
  if (outputs.task === "survival" && !metric.censored) return false;
  switch (metric.needs) {
    case "point":
      return outputs.kind !== "classes";
    case "classes":
      return outputs.kind === "classes";
    case "binary":
      return outputs.kind === "classes" && outputs.task === "binary";
    case "distribution":
      return outputs.kind === "distribution";
  }
}
