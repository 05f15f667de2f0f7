import { pairedRowBootstrap, type RowBootstrap } from "../../analysis/comparison/cheap-bootstrap.ts";
import { metricById } from "../../boosting/metrics/index.ts";
import type { Predictions } from "../../boosting/outputs.ts";
import type { SetName } from "../../experiment/recording.ts";
import { placesOf } from "../../figures/followed-rows.ts";
import { predictionsAt } from "../../figures/recorded-predictions.ts";
import type { Lab } from "../lab.ts";
import type { Setup } from "../lab-state.ts";
import { judgedRound, judgedSet } from "./repeat-result.ts";
import type { RunSummary } from "./summaries.ts";

export interface RowLuckRequest {
  readonly setup: Setup;
  readonly metric: string;
  readonly summary: RunSummary;
  readonly baseline: RunSummary;
}

export interface RowLuck extends RowBootstrap {
  readonly rows: number;
}

/** Resamples of the rows; no training. */
const RESAMPLES = 50;

/**
 * How much of a difference between two trained models the judged rows alone leave open: the rows are drawn anew, the
 * models stay. Null where their recordings do not follow the same rows, or rows have weights, censored targets queries or several targets.
 */
export function rowLuck(lab: Lab, { setup, metric, summary, baseline }: RowLuckRequest): RowLuck | null {
  const { weight, censoring, query, targets } = setup.data;
  if (weight !== null || censoring !== undefined || (query ?? targets) !== undefined) return null;
  const [first, second] = [judged(lab, metric, summary), judged(lab, metric, baseline)];
  if (first === null || second === null || first.target.length === 0) return null;
  if (first.rowIds.join() !== second.rowIds.join()) return null;
  const { compute } = metricById(metric);
  const { target } = first;
  const statistic = (rowWeights: Float64Array) => {
    const weights = Float32Array.from(rowWeights);
    return compute(first.predictions, target, weights) - compute(second.predictions, target, weights);
  };
  const none = new Float64Array(target.length);
  const found = pairedRowBootstrap(
    { first: none, second: none },
    { seed: setup.seed, resamples: RESAMPLES, statistic },
  );
  return Number.isFinite(found.low) ? { ...found, rows: target.length } : null;
}

interface JudgedRows {
  readonly rowIds: readonly number[];
  readonly target: Float64Array;
  readonly predictions: Predictions;
}

function judged(lab: Lab, metric: string, { run, results }: RunSummary): JudgedRows | null {
  const [result] = results;
  if (run.start === null || result === null || result === undefined) return null;
  const { followed } = run.start;
  const recorded = lab.recordings.of(run.id)[judgedRound(result, metric)];
  if (recorded === undefined) return null;
  const set: SetName = judgedSet(result);
  const places = placesOf(followed, set);
  return {
    rowIds: places.map((place) => followed.rowIds[place]),
    target: Float64Array.from(places, (place) => followed.target[place]),
    predictions: predictionsAt(run.start, recorded, places),
  };
}
