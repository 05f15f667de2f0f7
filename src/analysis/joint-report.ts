import { jointById } from "../boosting/distributions/index.ts";
import { type JointPredictions, marginalsOf } from "../boosting/marginals.ts";
import { blockSum } from "../core/block-sum.ts";
import { type DistributionReport, distributionReport, LEVELS } from "./distribution-report.ts";

/** How honest predicted distributions of several targets are: each target's own, and all of them at once. */
export interface JointReport {
  readonly targets: readonly (DistributionReport & { readonly target: string })[];
  /** Of the smallest region that holds a share of each distribution (of a normal one an ellipsoid): the share of rows in it. */
  readonly regions: readonly { readonly level: number; readonly coverage: number }[];
}

/** @param target row-major, all of them known. */
export function jointReport(
  predictions: JointPredictions,
  target: Float64Array,
  names: readonly string[],
): JointReport {
  const { rowCount, outputCount, distribution, parameters, parameterCount } = predictions;
  const { regionOf } = jointById(distribution, outputCount);
  const edges = Array.from({ length: rowCount }, (_, row) =>
    regionOf(parameters, row * parameterCount, target.subarray(row * outputCount, (row + 1) * outputCount)),
  );
  return {
    targets: names.map((name, k) => ({
      target: name,
      ...distributionReport(
        marginalsOf(predictions, k),
        target.filter((_, at) => at % outputCount === k),
      ),
    })),
    regions: LEVELS.map((level) => ({
      level,
      coverage: blockSum(rowCount, (row) => (edges[row]! <= level ? 1 : 0)) / rowCount,
    })),
  };
}
