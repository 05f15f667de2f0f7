import { predictionsOf } from "../boosting/predictions.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { linearScale, type PlotArea, plotArea, type Scale, type Size } from "./scale.ts";
import { stepBandPath } from "./svg-path.ts";
import { className } from "./targets.ts";

/** The probability of one class by round, or of all that have no band of their own. */
export interface ClassShare {
  /** Null = the others together. */
  readonly classIndex: number | null;
  readonly name: string;
  readonly values: readonly number[];
}

export interface ShareBand extends ClassShare {
  readonly path: string;
  /** Middle of the band at the newest round. */
  readonly middle: number;
}

export interface SharesFigure {
  readonly area: PlotArea;
  readonly x: Scale;
  readonly y: Scale;
  /** From the bottom up. */
  readonly bands: readonly ShareBand[];
}

/** As many as there are colours for classes. */
const MOST_BANDS = 6;
const MARGINS = { top: 6, right: 106, bottom: 20, left: 40 } as const;

/** Probabilities of all classes for one row; with many classes the likeliest of any round, in their own order. */
export function classShares(start: RunStart, rounds: readonly RecordedRound[], index: number): ClassShare[] {
  const { outputs } = start.header;
  const outputCount = outputs.scoreCount;
  const byRound = rounds.map(({ scores }) => {
    const values = scores.subarray(index * outputCount, (index + 1) * outputCount);
    const predicted = predictionsOf(outputs, { rowCount: 1, outputCount, values });
    return predicted.kind === "classes" ? predicted.probabilities : new Float64Array(0);
  });
  const classCount = byRound[0]?.length ?? 0;
  const likeliest = Array.from({ length: classCount }, (_, c) =>
    byRound.reduce((most, probabilities) => Math.max(most, probabilities[c]), 0),
  );
  const order = Array.from(likeliest.keys()).sort((a, b) => likeliest[b] - likeliest[a] || a - b);
  const shown = order.slice(0, classCount > MOST_BANDS ? MOST_BANDS - 1 : MOST_BANDS).sort((a, b) => a - b);
  const own = shown.map((classIndex) => ({
    classIndex,
    name: className(outputs, classIndex),
    values: byRound.map((probabilities) => probabilities[classIndex]),
  }));
  if (shown.length === classCount) return own;
  const values = byRound.map(
    (probabilities) => 1 - shown.reduce((sum, classIndex) => sum + probabilities[classIndex], 0),
  );
  return [...own, { classIndex: null, name: "", values }];
}

export function sharesFigure(shares: readonly ClassShare[], plannedRounds: number, size: Size): SharesFigure {
  const area = plotArea(size, MARGINS);
  const x = linearScale({ min: 0, max: Math.max(1, plannedRounds) }, area.left, area.left + area.width);
  const y = linearScale({ min: 0, max: 1 }, area.top + area.height, area.top);
  const count = shares[0]?.values.length ?? 0;
  const rounds = Array.from({ length: count }, (_, round) => round);
  let lower = rounds.map(() => 0);
  const bands = shares.map((share) => {
    const upper = share.values.map((value, round) => Math.min(1, lower[round] + value));
    const path = stepBandPath(rounds, { lower, upper }, x, y);
    const [low, high] = [y(lower[count - 1] ?? 0), y(upper[count - 1] ?? 0)];
    lower = upper;
    return { ...share, path, middle: (low + high) / 2 };
  });
  return { area, x, y, bands };
}
