import { blockSum } from "../../core/block-sum.ts";
import type { Dataset } from "../../core/dataset.ts";
import type { Predictions } from "../outputs.ts";
import { metricEntry } from "./catalogue.ts";
import { jointNll } from "./joint-nll.ts";
import { mae } from "./mae.ts";
import type { Metric, MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { r2 } from "./r2.ts";
import { rmse } from "./rmse.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Training rows: what `rrmse` is relative to. */
type Reference = Pick<Dataset, "rowCount" | "target" | "weights">;

/**
 * Metrics of several targets by id, in this order: arrmse, armse, amae and ar2 are means over the targets, and behind them
 * come the targets' own, once each (`rmse:<name>`), whose mean they are. rrmse is the root of the squared error over that
 * of the training rows' mean (aRRMSE after Spyromitros-Xioufis et al., Machine Learning 104, 2016, eq. 6), so that targets
 * of any unit count the same: 1 = no better than the mean. nll is that of a joint distribution. Throws spec.unknown-id for a name that is no target.
 */
export function targetsMetrics(ids: readonly string[], names: readonly string[], train: Reference): Metric[] {
  const ofOne = formulasOfOne(meansOf(train, names.length));
  const partOf = (id: string, k: number): Metric => ({
    ...metricEntry(`${id}:${names[k]}`),
    compute: (predictions, target, weights) =>
      ofOne[id]!(k)(...oneTarget(predictions, target, k, names.length), weights),
  });
  const parts = (id: string) => names.map((_, k) => partOf(id.slice(1), k));
  const means = ids.map((id) => {
    const at = id.indexOf(":");
    if (id === jointNll.id) return jointNll;
    if (at >= 0) return partOf(id.slice(0, at), names.indexOf(id.slice(at + 1)));
    const own = parts(id);
    const compute: MetricFormula = (...rows) =>
      blockSum(own.length, (k) => own[k]!.compute(...rows)) / own.length;
    return { ...metricEntry(id), compute };
  });
  const further = ids.filter((id) => !id.includes(":") && id !== jointNll.id).flatMap(parts);
  return [...means, ...further.filter(({ id }) => !ids.includes(id))];
}

function formulasOfOne(means: Float64Array): { readonly [id: string]: (k: number) => MetricFormula } {
  return { rmse: () => rmse, mae: () => mae, r2: () => r2, rrmse: (k) => relativeRmse(means[k]!) };
}

/** NaN where every target is the mean. */
function relativeRmse(mean: number): MetricFormula {
  return (predictions, target, weights) => {
    const spread = weightedMean(
      target.length,
      weights,
      (row) => (target[row]! - mean) * (target[row]! - mean),
    );
    return spread > 0 ? rmse(predictions, target, weights) / Math.sqrt(spread) : Number.NaN;
  };
}

function meansOf({ rowCount, target: { values }, weights }: Reference, outputs: number): Float64Array {
  return Float64Array.from({ length: outputs }, (_, k) =>
    weightedMean(rowCount, weights, (row) => values[row * outputs + k]!),
  );
}

/** Predictions and labels of one target. */
function oneTarget(predictions: Predictions, target: Float64Array, k: number, outputs: number) {
  const all = pointsOf(predictions, "of several targets");
  const { rowCount } = predictions;
  const column = (from: Float64Array) =>
    Float64Array.from({ length: rowCount }, (_, row) => from[row * outputs + k]!);
  const one: Predictions = { kind: "point", rowCount, point: column(all) };
  return [one, column(target)] as const;
}
