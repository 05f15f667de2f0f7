import type { ParamValues } from "../../../core/params.ts";
import type { RandomSource } from "../../../core/random.ts";

/** DART's choices, and how it draws and weighs by them. */
export interface Dropout {
  readonly rateDrop: number;
  readonly skipDrop: number;
  readonly oneDrop: boolean;
  readonly weighted: boolean;
  readonly forest: boolean;
  choose(weights: readonly number[], random: RandomSource, round: number): number[];
  normalise(droppedCount: number, learningRate: number): { readonly added: number; readonly factor: number };
}

type Choices = Omit<Dropout, "choose" | "normalise">;

export function dropoutOf(values: ParamValues): Dropout {
  const choices = {
    rateDrop: values.rate_drop as number,
    skipDrop: values.skip_drop as number,
    oneDrop: values.one_drop as boolean,
    weighted: values.sample_type === "weighted",
    forest: values.normalize_type === "forest",
  };
  return {
    ...choices,
    choose: (weights, random, round) => chooseDropped(choices, weights, random, round),
    normalise: (droppedCount, learningRate) => normalised(choices, droppedCount, learningRate),
  };
}

/**
 * Rounds left out while round `round` is fitted, ascending, 1-based. The K trees of a round count as one learner and are
 * dropped together.
 */
function chooseDropped(
  dropout: Choices,
  weights: readonly number[],
  random: RandomSource,
  round: number,
): number[] {
  if (weights.length === 0 || random.uniform(round, 0) < dropout.skipDrop) return [];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const dropped: number[] = [];
  weights.forEach((weight, i) => {
    const chance = dropout.weighted ? (dropout.rateDrop * weights.length * weight) / total : dropout.rateDrop;
    if (random.uniform(round, 1, i) < chance) dropped.push(i + 1);
  });
  if (dropped.length === 0 && dropout.oneDrop) {
    dropped.push(1 + Math.floor(random.uniform(round, 2) * weights.length));
  }
  return dropped;
}

/** Weight of the new learners, and the factor of the dropped ones, after `count` rounds were dropped. */
function normalised(
  dropout: Choices,
  count: number,
  learningRate: number,
): { readonly added: number; readonly factor: number } {
  if (count === 0) return { added: 1, factor: 1 };
  if (dropout.forest) {
    const share = Math.fround(1 / (1 + learningRate));
    return { added: share, factor: share };
  }
  return {
    added: Math.fround(1 / (count + learningRate)),
    factor: Math.fround(count / (count + learningRate)),
  };
}
