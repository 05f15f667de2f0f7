import { metricAppliesTo, metricById, metrics } from "../boosting/metrics/index.ts";
import type { Metric } from "../boosting/metrics/metric.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import { LabError } from "../core/errors.ts";
import type { Experiment } from "./spec.ts";

/** The metrics of a run, the one that stops first. Throws spec.invalid for one that its predictions cannot have. */
export function chooseMetrics(
  experiment: Pick<Experiment, "metrics" | "stopMetric">,
  defaultMetric: string,
  outputs: ModelOutputs,
): readonly Metric[] {
  const named = experiment.metrics.length === 0 ? [defaultMetric] : experiment.metrics;
  const ids = new Set(experiment.stopMetric === null ? named : [experiment.stopMetric, ...named]);
  return [...ids].map((id) => {
    const metric = metricById(id);
    if (metricAppliesTo(metric, outputs)) return metric;
    const fitting = metrics.filter((entry) => metricAppliesTo(entry, outputs)).map((entry) => entry.id);
    throw new LabError(
      "spec.invalid",
      `The metric ${id} does not fit these predictions. These do: ${fitting.join(", ")}.`,
      { path: "metrics", value: id, known: fitting.join(","), fix: defaultMetric },
    );
  });
}
