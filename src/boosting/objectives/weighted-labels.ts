import type { ObjectiveInput } from "./objective.ts";

/** Labels and weights of a scalar objective; a weight of 1 where none is given. */
export interface WeightedLabels {
  readonly rowCount: number;
  readonly labels: Float32Array;
  readonly weightOf: (row: number) => number;
  /** weightOf for all rows; null = 1 each. */
  readonly weights: Float32Array | null;
}

/**
 * `scale_pos_weight` multiplies the weight of rows whose label is exactly 1, in the whole family of XGBoost's
 * regression losses (RegLossObj), squared error included.
 */
export function weightedLabels(input: ObjectiveInput): WeightedLabels {
  const { weights } = input;
  const labels = Float32Array.from(input.target.values);
  const positive = Math.fround((input.values.scale_pos_weight as number | undefined) ?? 1);
  const weightOf = (row: number) => {
    const weight = weights === undefined ? 1 : weights[row]!;
    return labels[row] === 1 ? Math.fround(weight * positive) : weight;
  };
  return {
    rowCount: labels.length,
    labels,
    weightOf,
    weights:
      weights === undefined && positive === 1 ? null : Float32Array.from(labels, (_, row) => weightOf(row)),
  };
}
