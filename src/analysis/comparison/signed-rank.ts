import { normalCdf } from "../../core/normal-distribution.ts";
import { rankRow } from "./rank-row.ts";

/** Up to so many pairs every pattern of signs is counted. */
const MOST_EXACT = 25;

interface SignedRank {
  /** The smaller of the rank sums of positive and of negative differences. */
  readonly statistic: number;
  readonly pValue: number;
  readonly isExact: boolean;
}

/**
 * Wilcoxon's signed rank test, two-sided (Wilcoxon, Biometrics Bulletin 1, 1945). Differences of 0 are left out. Exact for
 * up to 25 pairs without ties and zeros; else the normal approximation with corrections for ties and continuity.
 * @param differences One number a data set, all finite. Without any that is not 0 the p value is 1.
 */
export function signedRank(differences: readonly number[]): SignedRank {
  const moved = differences.filter((difference) => difference !== 0);
  const sizes = moved.map(Math.abs);
  const ranks = rankRow(sizes);
  const count = moved.length;
  const all = (count * (count + 1)) / 2;
  const above = moved.reduce((sum, difference, i) => (difference > 0 ? sum + ranks[i]! : sum), 0);
  const statistic = Math.min(above, all - above);
  if (count === 0) return { statistic, pValue: 1, isExact: true };
  const hasTies = new Set(sizes).size < count;
  const isExact = count <= MOST_EXACT && !hasTies && count === differences.length;
  return { statistic, pValue: isExact ? exactP(statistic, count) : normalP(statistic, sizes), isExact };
}

/** Twice the share of the 2^n patterns of signs whose sum of ranks is at most the statistic. */
function exactP(statistic: number, count: number): number {
  const ways = new Float64Array((count * (count + 1)) / 2 + 1);
  ways[0] = 1;
  let patterns = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
    patterns *= 2;
  }
  let below = 0;
  for (let sum = 0; sum <= statistic; sum++) below += ways[sum]!;
  return Math.min(1, (2 * below) / patterns);
}

function normalP(statistic: number, sizes: readonly number[]): number {
  const count = sizes.length;
  const mean = (count * (count + 1)) / 4;
  const variance = (count * (count + 1) * (2 * count + 1) - 0.5 * tieSum(sizes)) / 24;
  const z = (statistic - mean + (statistic < mean ? 0.5 : 0)) / Math.sqrt(variance);
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

/** The sum of t^3 - t over groups of t equal numbers. */
export function tieSum(values: readonly number[]): number {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  let sum = 0;
  for (const t of times.values()) sum += t * t * t - t;
  return sum;
}

/** p values that stay honest when all of them are looked at (Holm, Scandinavian Journal of Statistics 6, 1979). */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues
    .map((_, i) => i)
    .sort((left, right) => pValues[left]! - pValues[right]! || left - right);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach((i, place) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - place) * pValues[i]!));
    adjusted[i] = highest;
  });
  return adjusted;
}
