import type { ModelOutputs } from "../outputs.ts";
import { type MetricId, metricEntry } from "./catalogue.ts";
import { crps } from "./crps.ts";
import { mae } from "./mae.ts";
import type { Metric, MetricEntry, MetricFormula } from "./metric.ts";
import { nll } from "./nll.ts";
import { r2 } from "./r2.ts";
import { rmse } from "./rmse.ts";

/** At hand, since a first visit asks for them. */
const formulas: { readonly [id in MetricId]?: MetricFormula } = { rmse, mae, r2, nll, crps };

/** A metric with its formula; most formulas are fetched once one of them is asked for. Throws spec.unknown-id. */
export async function loadMetric(id: string): Promise<Metric> {
  const entry = metricEntry(id);
  const compute = formulas[entry.id as MetricId];
  if (compute !== undefined) return { ...entry, compute };
  const { metricById } = await import("./index.ts");
  return metricById(id);
}

/** Can this metric judge these outputs? A distribution is also judged by its mean, unless targets are censored. */
export function metricAppliesTo(metric: MetricEntry, outputs: ModelOutputs): boolean {
  if (outputs.task === "survival" && !metric.censored) return false;
  if (outputs.task === "multioutput" || metric.needs === "targets") {
    const isJoint = outputs.kind === "joint" && metric.id === "nll";
    return outputs.task === "multioutput" && (isJoint || metric.needs === "targets");
  }
  switch (metric.needs) {
    case "point":
      return outputs.kind !== "classes";
    case "classes":
      return outputs.kind === "classes";
    case "binary":
      return outputs.kind === "classes" && outputs.task === "binary";
    case "ranking":
      return outputs.task === "ranking";
    case "distribution":
      return outputs.kind === "distribution";
  }
}
