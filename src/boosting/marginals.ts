import { jointById } from "./distributions/index.ts";
import type { Predictions } from "./outputs.ts";

export type JointPredictions = Extract<Predictions, { kind: "joint" }>;

/** What joint distributions say of target k alone: a distribution of one number a row. */
export function marginalsOf(
  { rowCount, outputCount, distribution, parameters, parameterCount, point }: JointPredictions,
  k: number,
): Extract<Predictions, { kind: "distribution" }> {
  const { marginal, marginalTheta } = jointById(distribution, outputCount);
  const rows = Array.from({ length: rowCount }, (_, row) =>
    marginalTheta(parameters, row * parameterCount, k),
  );
  return {
    kind: "distribution",
    rowCount,
    distribution: marginal,
    parameters: Float64Array.from(rows.flat()),
    parameterCount: rows[0]?.length ?? 0,
    point: point.filter((_, at) => at % outputCount === k),
  };
}

/** Correlations of the targets of one row, in pairs: the second after the first. */
export function correlationsOf(joint: JointPredictions, row: number): number[] {
  const { outputCount: size, distribution, parameters, parameterCount } = joint;
  const covariance = new Float64Array(size * size);
  jointById(distribution, size).covariance(parameters, row * parameterCount, covariance);
  const spread = (k: number) => Math.sqrt(covariance[k * size + k]!);
  return pairsOf(size).map(([a, b]) => covariance[a * size + b]! / (spread(a) * spread(b)));
}

/** Every two of so many targets, in order. */
export function pairsOf(size: number): (readonly [number, number])[] {
  return Array.from({ length: size }, (_, a) => a).flatMap((a) =>
    Array.from({ length: size - a - 1 }, (_, n) => [a, a + n + 1] as const),
  );
}
