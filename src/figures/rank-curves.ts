/** How well scores rank positives above negatives: the curves over all thresholds, ties taken together. */
export interface RankCurves {
  /** Distinct scores, falling: the thresholds "score or more". */
  readonly thresholds: readonly number[];
  /** Shares at each threshold, in the same order. */
  readonly falsePositives: readonly number[];
  readonly truePositives: readonly number[];
  readonly precision: readonly number[];
  /** Area under the ROC curve; NaN without both classes. */
  readonly auc: number;
  /** Sum of precision times the recall gained at each threshold. */
  readonly averagePrecision: number;
  readonly positives: number;
  readonly negatives: number;
}

/** `rows` index both arrays; rows whose label is neither true nor false do not occur. */
export function rankCurves(
  score: ArrayLike<number>,
  isPositive: (row: number) => boolean,
  rows: ArrayLike<number>,
): RankCurves {
  const order = Array.from(rows).sort((left, right) => score[right] - score[left] || left - right);
  const positives = order.reduce((sum, row) => sum + Number(isPositive(row)), 0);
  const negatives = order.length - positives;
  const curves = {
    thresholds: [] as number[],
    falsePositives: [] as number[],
    truePositives: [] as number[],
    precision: [] as number[],
  };
  let [hits, misses, area, averagePrecision] = [0, 0, 0, 0];
  for (let n = 0; n < order.length; ) {
    const [hitsBefore, missesBefore] = [hits, misses];
    const threshold = score[order[n]];
    for (; n < order.length && score[order[n]] === threshold; n++) {
      if (isPositive(order[n])) hits++;
      else misses++;
    }
    area += ((misses - missesBefore) * (hits + hitsBefore)) / 2;
    averagePrecision += ((hits - hitsBefore) * hits) / (hits + misses);
    curves.thresholds.push(threshold);
    curves.falsePositives.push(misses / negatives);
    curves.truePositives.push(hits / positives);
    curves.precision.push(hits / (hits + misses));
  }
  return {
    ...curves,
    auc: area / (positives * negatives),
    averagePrecision: averagePrecision / positives,
    positives,
    negatives,
  };
}

/** Index of the threshold at which a score is just taken for positive; -1 = above all of them. */
export function thresholdOf({ thresholds }: RankCurves, score: number): number {
  let at = -1;
  while (at + 1 < thresholds.length && thresholds[at + 1] >= score) at++;
  return at;
}
