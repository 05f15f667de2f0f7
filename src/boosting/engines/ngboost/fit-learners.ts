import type { Quantisation } from "../../../compute/quantisation.ts";
import type { Host } from "../../../core/host.ts";
import type { WeightedLearner } from "../../learners/learner.ts";
import { createRidgeFitter, type RidgeFitter } from "../../learners/linear/fit-ridge.ts";
import { linearOutputs } from "../../learners/linear/linear-scores.ts";
import type { InputLayer } from "../../learners/net/input-layer.ts";
import { type FitInput, fitTree } from "./fit-tree.ts";
import type { ParameterRows } from "./parameter-steps.ts";

/** A round's learners, one a parameter, and what their trees were quantised by. */
export interface FittedLearners {
  readonly learners: readonly WeightedLearner[];
  readonly quantisation: readonly Quantisation[];
}

/** Fits a tree and leaves its outputs at all rows in `step`. */
export async function fitTreeLearner(input: FitInput, output: number, step: Float32Array) {
  const grown = await fitTree(input);
  step.fill(0);
  await input.growth.addLeafValues(grown.tree.value, step, 1, 0);
  const learner: WeightedLearner = { learner: { kind: "tree", tree: grown.tree }, output, weight: 1 };
  return { learner, quantisation: grown.quantisation };
}

export interface RidgeInput extends Pick<FitInput, "wanted" | "weights" | "sampled" | "columns"> {
  readonly output: number;
  /** Gets the outputs at all rows. */
  readonly step: Float32Array;
}

/** Fits a linear model and leaves its outputs at all rows in `step`; null = the host was stopped. */
export type FitRidge = (input: RidgeInput, host: Host) => Promise<WeightedLearner | null>;

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
