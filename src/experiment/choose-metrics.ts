import { metricEntries, metricEntry } from "../boosting/metrics/catalogue.ts";
import { loadMetric, metricAppliesTo } from "../boosting/metrics/load-metric.ts";
import type { Metric } from "../boosting/metrics/metric.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import type { Dataset } from "../core/dataset.ts";
import { LabError } from "../core/errors.ts";
import type { Experiment } from "./spec.ts";

/**
 * The metrics of a run, the one that stops first; those of several targets are relative to the training rows. Throws
 * spec.invalid for one that its predictions cannot have.
 */
export async function chooseMetrics(
  experiment: Pick<Experiment, "metrics" | "stopMetric">,
  defaultMetric: string,
  outputs: ModelOutputs,
  train: Dataset,
): Promise<readonly Metric[]> {
  const named = experiment.metrics.length === 0 ? [defaultMetric] : experiment.metrics;
  const ids = [...new Set(experiment.stopMetric === null ? named : [experiment.stopMetric, ...named])];
  const { outputNames = [] } = outputs;
  for (const id of ids) {
    const isKnown = !id.includes(":") || outputNames.some((name) => id.endsWith(`:${name}`));
    if (isKnown && metricAppliesTo(metricEntry(id), outputs)) continue;
    const fitting = metricEntries.filter((entry) => metricAppliesTo(entry, outputs)).map((entry) => entry.id);
    throw new LabError(
      "spec.invalid",
      `The metric ${id} does not fit these predictions. These do: ${fitting.join(", ")}.`,
      { path: "metrics", value: id, known: fitting.join(","), fix: defaultMetric },
    );
  }
  if (outputNames.length === 0) return Promise.all(ids.map(loadMetric));
  const { targetsMetrics } = await import("../boosting/metrics/targets-metrics.ts");
  return targetsMetrics(ids, outputNames, train);
}
