import type { ScoreFormulas, ScoringRule } from "../boosting/distributions/distribution.ts";
import { distributionById } from "../boosting/distributions/index.ts";
import { formulasOf } from "../boosting/distributions/row-scores.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import { createSymmetricSolver } from "../core/linear-algebra.ts";
import type { RecordedRound } from "../experiment/recording.ts";

/** Where a row's parameters have to go for a better score, before any tree is fitted to it. */
export interface Descent {
  /** Against the gradient in the internal parameters. */
  readonly ordinary: Float64Array;
  /** Against the gradient that the metric of the scoring rule has straightened (Amari 1998). */
  readonly natural: Float64Array;
}

export type ShownRule = ScoreFormulas & Pick<ScoringRule, "id" | "label">;

/** The formulas of the score that a run of distributions minimises; null for other runs. */
export function scoringRuleOf({
  outputs,
  loss,
  values,
}: Pick<ModelHeader, "outputs" | "loss" | "values">): ShownRule | null {
  if (outputs.distribution === undefined || !("score" in loss)) return null;
  const rule = distributionById(outputs.distribution).scores.find(({ id }) => id === loss.score);
  if (rule === undefined) return null;
  return { id: rule.id, label: rule.label, ...formulasOf(rule, values.formulas === "compat") };
}

/** Both directions downhill at theta; null where nothing is known of the row, or no direction is left. */
export function descentAt(rule: ScoreFormulas, theta: Float64Array, y: number): Descent | null {
  if (Number.isNaN(y)) return null;
  const size = theta.length;
  const gradient = new Float64Array(size);
  rule.gradient(theta, 0, y, gradient, 0);
  const natural = gradient.slice();
  createSymmetricSolver(size).solve(metricAt(rule, theta), natural, 0);
  const descent = { ordinary: gradient.map((value) => -value), natural: natural.map((value) => -value) };
  return [...descent.ordinary, ...descent.natural].every(Number.isFinite) ? descent : null;
}

/** The metric of the rule at theta, row-major. */
export function metricAt(rule: ScoreFormulas, theta: Float64Array): Float64Array {
  const metric = new Float64Array(theta.length * theta.length);
  rule.metric(theta, 0, metric, 0);
  return metric;
}

/** Internal parameters of one followed row, a round after the other. */
export function parameterPath(
  rounds: readonly Pick<RecordedRound, "scores">[],
  index: number,
  count: number,
): Float64Array[] {
  return rounds.map(({ scores }) => Float64Array.from(scores.subarray(index * count, (index + 1) * count)));
}
