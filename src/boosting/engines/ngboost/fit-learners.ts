import type { Quantisation } from "../../../compute/quantisation.ts";
import type { Host } from "../../../core/host.ts";
import type { WeightedLearner } from "../../learners/learner.ts";
import { type FitInput, fitTree } from "./fit-tree.ts";

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
