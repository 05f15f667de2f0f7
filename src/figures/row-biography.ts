import { distributionById } from "../boosting/distributions/index.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { shownPredictions } from "./targets.ts";

/** What a predicted distribution holds between two of its quantiles, round by round. */
export interface Band {
  readonly level: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** One row through the rounds of one run; index = round. */
export interface RowBiography {
  /** On the scale of the target; of classes the probability of the shown one. */
  readonly prediction: readonly number[];
  /** The raw score that rounds add to. */
  readonly score: readonly number[];
  /** What a round changed of it; NaN in round 0. */
  readonly added: readonly number[];
  /** The widest first; empty where no distribution is predicted. */
  readonly bands: readonly Band[];
}

const LEVELS = [0.9, 0.5];

/** Raw score column of what is shown; -1 = the class that others are measured against, whose score is always 0. */
export function scoreColumn({ kind, link, scoreCount }: ModelOutputs, classIndex: number): number {
  if (kind !== "classes") return 0;
  if (link === "baseline-softmax") return classIndex - 1;
  return scoreCount > 1 ? classIndex : 0;
}

interface Known {
  readonly index: number;
  readonly classIndex: number;
  readonly biography: RowBiography;
}

const known = new WeakMap<readonly RecordedRound[], Known>();

/** Each round is predicted once, however often the recording grows; without news the same object. */
export function rowBiography(
  start: RunStart,
  rounds: readonly RecordedRound[],
  { index, classIndex }: { readonly index: number; readonly classIndex: number },
): RowBiography {
  const held = known.get(rounds);
  const before = held?.index === index && held.classIndex === classIndex ? held.biography : null;
  if (before !== null && before.prediction.length === rounds.length) return before;
  const biography = grown(start, rounds, { index, classIndex, before });
  known.set(rounds, { index, classIndex, biography });
  return biography;
}

interface Growing {
  readonly index: number;
  readonly classIndex: number;
  readonly before: RowBiography | null;
}

function grown(
  start: RunStart,
  rounds: readonly RecordedRound[],
  { index, classIndex, before }: Growing,
): RowBiography {
  const { outputs } = start.header;
  const outputCount = outputs.scoreCount;
  const column = scoreColumn(outputs, classIndex);
  const prediction = [...(before?.prediction ?? [])];
  const score = [...(before?.score ?? [])];
  const added = [...(before?.added ?? [])];
  const isDistribution = outputs.kind === "distribution";
  const bands = (isDistribution ? LEVELS : []).map((level, n) => ({
    level,
    lower: [...(before?.bands[n].lower ?? [])],
    upper: [...(before?.bands[n].upper ?? [])],
  }));
  for (let round = prediction.length; round < rounds.length; round++) {
    const values = rounds[round].scores.subarray(index * outputCount, (index + 1) * outputCount);
    const predicted = predictionsOf(outputs, { rowCount: 1, outputCount, values });
    prediction.push(shownPredictions(predicted, classIndex)[0]);
    score.push(column < 0 ? 0 : values[column]);
    added.push(round === 0 ? Number.NaN : score[round] - score[round - 1]);
    if (predicted.kind !== "distribution") continue;
    const { quantile } = distributionById(predicted.distribution);
    for (const { level, lower, upper } of bands) {
      lower.push(quantile(predicted.parameters, 0, (1 - level) / 2));
      upper.push(quantile(predicted.parameters, 0, (1 + level) / 2));
    }
  }
  return { prediction, score, added, bands };
}
