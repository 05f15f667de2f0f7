import { versionFor } from "./experiment-version.ts";
import type { Experiment } from "./spec.ts";

/** Seeds are whole numbers that doubles hold, so those at the end go on from 0. */
export function repeatedSeed(seed: number, repeat: number): number {
  const left = Number.MAX_SAFE_INTEGER - seed;
  return repeat <= left ? seed + repeat : repeat - left - 1;
}

/**
 * An experiment once more, for a comparison over repeats: with the next seed, or with the next fold of a cross-validation,
 * whose folds share a seed until all of them have tested. All runs of a repeat share seed and split.
 */
export function repeated(experiment: Experiment, repeat: number, folds: number | null): Experiment {
  const seed = repeatedSeed(experiment.seed, folds === null ? repeat : Math.floor(repeat / folds));
  if (folds === null) return { ...experiment, seed };
  const split = { ...experiment.split, fold: { at: repeat % folds, of: folds } };
  return { ...experiment, seed, split, version: versionFor(experiment.data, experiment.runs, split) };
}
