import { metricEntries } from "../boosting/metrics/catalogue.ts";
import { loadMetric, metricAppliesTo } from "../boosting/metrics/load-metric.ts";
import type { Metric } from "../boosting/metrics/metric.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import { LabError } from "../core/errors.ts";
import type { Experiment } from "./spec.ts";

/** The metrics of a run, the one that stops first. Throws spec.invalid for one that its predictions cannot have. */
export async function chooseMetrics(
  experiment: Pick<Experiment, "metrics" | "stopMetric">,
  defaultMetric: string,
  outputs: ModelOutputs,
): Promise<readonly Metric[]> {
  const named = experiment.metrics.length === 0 ? [defaultMetric] : experiment.metrics;
  const ids = new Set(experiment.stopMetric === null ? named : [experiment.stopMetric, ...named]);
  const chosen = [...ids].map(async (id) => {
    const metric = await loadMetric(id);
    if (metricAppliesTo(metric, outputs)) return metric;
    const fitting = metricEntries.filter((entry) => metricAppliesTo(entry, outputs)).map((entry) => entry.id);
    throw new LabError(
      "spec.invalid",
      `The metric ${id} does not fit these predictions. These do: ${fitting.join(", ")}.`,
      { path: "metrics", value: id, known: fitting.join(","), fix: defaultMetric },
    );
  });
  return Promise.all(chosen);
}
