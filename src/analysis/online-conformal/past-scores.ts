/** Scores so far, the newest `window` of them, for quantiles of the past. */
export interface PastScores {
  readonly count: number;
  add(score: number): void;
  /** Inverse of the scores' distribution function; 0 for shares of 0 or less, Infinity above 1 or without scores. */
  quantile(share: number): number;
  /** Share of scores of at least this. */
  shareAtLeast(score: number): number;
}

export function pastScores(window: number): PastScores {
  const inOrder: number[] = [];
  const sorted: number[] = [];
  /** Scores below `score`. */
  const below = (score: number) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < score) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    get count() {
      return sorted.length;
    },
    add(score) {
      inOrder.push(score);
      sorted.splice(below(score), 0, score);
      if (sorted.length > window) sorted.splice(below(inOrder.shift()!), 1);
    },
    quantile(share) {
      if (share <= 0) return 0;
      const rank = Math.ceil(share * sorted.length);
      return rank > sorted.length || sorted.length === 0 ? Number.POSITIVE_INFINITY : sorted[rank - 1]!;
    },
    shareAtLeast: (score) => (sorted.length - below(score)) / sorted.length,
  };
}
