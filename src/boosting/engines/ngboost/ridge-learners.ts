import { createRidgeFitter, type RidgeFitter } from "../../learners/linear/fit-ridge.ts";
import { linearOutputs } from "../../learners/linear/linear-scores.ts";
import type { InputLayer } from "../../learners/net/input-layer.ts";
import type { FitRidge } from "./fit-learners.ts";
import type { ParameterRows } from "./parameter-steps.ts";

/** Fits linear models to the training rows; loaded where a parameter has one. */
export function createRidgeLearners(rows: ParameterRows, layer: InputLayer, penalty: number): FitRidge {
  const inputs = rows.linear ?? [];
  const fitter: RidgeFitter = createRidgeFitter(inputs, rows.rowCount, penalty);
  const sums = new Float64Array(rows.rowCount);
  const offered = (features: Int32Array | null) =>
    features === null
      ? null
      : layer.columns.flatMap(({ feature }, column) => (features.includes(feature) ? [column] : []));
  return async ({ wanted, weights, sampled, columns, output, step }, host) => {
    const model = await fitter.fit({ wanted, weights, sampled, columns: offered(columns.tree) }, host);
    if (model === null) return null;
    linearOutputs(model, inputs, step, sums);
    return { learner: { kind: "linear", model }, output, weight: 1 };
  };
}
