import { pairedRowBootstrap } from "../../analysis/comparison/cheap-bootstrap.ts";
import { loadDistribution } from "../../boosting/distributions/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { metricById } from "../../boosting/metrics/index.ts";
import type { Predictions } from "../../boosting/outputs.ts";
import { logLossWeights, squaredErrorWeights } from "../../boosting/stack-weights.ts";
import type { SetName } from "../../experiment/recording.ts";
import { placesOf } from "../../figures/followed-rows.ts";
import { predictionsAt } from "../../figures/recorded-predictions.ts";
import type { Lab } from "../lab.ts";
import { bestTrials } from "./trial-order.ts";
import type { TrialResult } from "./trial-result.ts";
import { tuningOf } from "./tuning.ts";

export interface Stack {
  /** What the weights minimise on the validation rows. */
  readonly fit: "squares" | "log-loss";
  readonly metric: string;
  readonly weights: readonly { readonly trial: number; readonly weight: number }[];
  /** Number of the trial that the stack is held against: the best on the validation rows. */
  readonly best: number;
  readonly rows: { readonly validation: number; readonly test: number };
  readonly validation: { readonly stack: number; readonly best: number };
  /** Null = there are no test rows. */
  readonly test: {
    readonly stack: number;
    readonly best: number;
    /** Stack less best: 95 % of what the draw of the test rows leaves open; NaN = the metric is not defined there. */
    readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
  } | null;
}

export type StackRefusal = "too-few" | "weighted" | "other-rows" | "other-task";
const RESAMPLES = 50;

/** Weighs the best trials' predictions; the outcome, or why there is none, stands in the state. */
export async function stackTrials(lab: Lab, count: number): Promise<StackRefusal | null> {
  const tuning = tuningOf(lab);
  const { session, trials } = tuning.getState();
  if (session === null) return "too-few";
  const { data, seed } = session.setup;
  if (data.weight !== null || data.censoring !== undefined) return "weighted";
  if (data.query !== undefined || data.targets !== undefined) return "other-task";
  const members = bestTrials(trials, session.metric).slice(0, count);
  if (members.length < 2) return "too-few";
  const results = members.map(({ results: [first] }) => first);
  const { outputs } = results[0];
  await loadDistribution(outputs.distribution);
  const validation = results.map((result) => rowsOf(result, "validation"));
  const test = results.map((result) => rowsOf(result, "test"));
  const ids = validation[0].rowIds.join();
  if (validation.some(({ rowIds }) => rowIds.join() !== ids)) return "other-rows";
  const { target } = validation[0];
  const fit = outputs.kind === "classes" ? "log-loss" : "squares";
  const weights =
    fit === "squares"
      ? squaredErrorWeights(
          validation.map(({ numbers }) => numbers),
          target,
        )
      : logLossWeights(validation.map(({ numbers }) => truthOf(numbers, target)));
  // A stack of numbers has no distribution: it is measured as numbers.
  const needs = metricEntry(session.metric).needs;
  const metric = needs === "distribution" ? "rmse" : session.metric;
  const measured = (rows: readonly Rows[]) => {
    const { compute } = metricById(metric);
    const [stack, best] = [mixed(rows, weights), rows[0].predictions(rows[0].numbers)];
    return (rowWeights?: Float32Array) => ({
      stack: compute(stack, rows[0].target, rowWeights),
      best: compute(best, rows[0].target, rowWeights),
    });
  };
  tuning.setState({
    stack: {
      fit,
      metric,
      weights: members.map(({ number }, n) => ({ trial: number, weight: weights[n] })),
      best: members[0].number,
      rows: { validation: target.length, test: test[0].target.length },
      validation: measured(validation)(),
      test: test[0].target.length === 0 ? null : testOf(measured(test), test[0].target.length, seed),
    },
  });
  return null;
}

function testOf(
  measure: (rowWeights?: Float32Array) => { readonly stack: number; readonly best: number },
  rows: number,
  seed: number,
): Stack["test"] {
  const none = new Float64Array(rows);
  const statistic = (drawn: Float64Array) => {
    const { stack, best } = measure(Float32Array.from(drawn));
    return stack - best;
  };
  const { mean, low, high } = pairedRowBootstrap(
    { first: none, second: none },
    { seed, resamples: RESAMPLES, statistic },
  );
  return { ...measure(), difference: { mean, low, high } };
}

interface Rows {
  readonly rowIds: readonly number[];
  readonly target: Float64Array;
  /** Point predictions, or probabilities row by row. */
  readonly numbers: Float64Array;
  readonly predictions: (numbers: Float64Array) => Predictions;
}

/** The followed rows of a set, as the trial's judged round predicts them. */
function rowsOf({ outputs, followed, scores }: TrialResult, set: SetName): Rows {
  const places = placesOf(followed, set);
  const rowCount = places.length;
  const found = predictionsAt({ header: { outputs } }, { scores }, places);
  return {
    rowIds: places.map((place) => followed.rowIds[place]),
    target: Float64Array.from(places, (place) => followed.target[place]),
    numbers: found.kind === "classes" ? found.probabilities : found.point,
    predictions: (numbers) =>
      found.kind === "classes"
        ? { ...found, probabilities: numbers }
        : { kind: "point", rowCount, point: numbers },
  };
}

/** The probability that each row's true class was given. */
function truthOf(probabilities: Float64Array, target: Float64Array): Float64Array {
  const classes = probabilities.length / target.length;
  return target.map((label, row) => probabilities[row * classes + label]);
}

function mixed(rows: readonly Rows[], weights: Float64Array): Predictions {
  const sum = new Float64Array(rows[0].numbers.length);
  rows.forEach(({ numbers }, n) => {
    for (let at = 0; at < sum.length; at++) sum[at] += weights[n] * numbers[at];
  });
  return rows[0].predictions(sum);
}
