import { LabError } from "../../core/errors.ts";
import { betaI, gammaQ } from "../../core/gamma-functions.ts";
import { rankRow } from "./rank-row.ts";
import { holm, signedRank, tieSum } from "./signed-rank.ts";
import { nemenyiDifference } from "./studentised-range.ts";

/** Several runs over several data sets, for the critical-difference picture. */
export interface RankComparison {
  /** By run; 1 = the lowest loss on every data set. */
  readonly averageRanks: readonly number[];
  readonly friedman: { readonly chiSquare: number; readonly pValue: number };
  readonly imanDavenport: { readonly f: number; readonly pValue: number };
  /** Average ranks that lie no further apart are not told apart by Nemenyi's test. */
  readonly criticalDifference: number;
  /** All pairs, first < second, with Wilcoxon's p and what Holm's correction for all pairs makes of it. */
  readonly pairs: readonly RankPair[];
  /** Groups of runs that are not told apart, by each test: runs in the order of their ranks, at least two. */
  readonly groups: { readonly nemenyi: readonly number[][]; readonly wilcoxon: readonly number[][] };
}

interface RankPair {
  readonly first: number;
  readonly second: number;
  readonly pValue: number;
  readonly holm: number;
}

/**
 * Ranks over data sets (Demsar, JMLR 7, 2006): Friedman's test with its correction for ties, Iman and Davenport's F, the
 * critical difference of Nemenyi, and signed rank tests of all pairs, which do not depend on the other runs (Benavoli,
 * Corani and Mangili, JMLR 17, 2016).
 * @param losses [data set][run], lower is better, all finite; at least two data sets, 2 to 20 runs.
 * @throws LabError spec.out-of-range for any other table.
 */
export function compareRanks(
  losses: readonly (readonly number[])[],
  alpha: 0.05 | 0.1 = 0.05,
): RankComparison {
  const dataSets = losses.length;
  const runs = losses[0]?.length ?? 0;
  requireTable(losses, runs);
  const ranks = losses.map(rankRow);
  const averageRanks = Array.from(
    { length: runs },
    (_, run) => ranks.reduce((sum, row) => sum + row[run]!, 0) / dataSets,
  );
  const chiSquare = friedmanOf(losses, averageRanks);
  const f = imanDavenportOf(chiSquare, runs, dataSets);
  const criticalDifference = nemenyiDifference(runs, dataSets, alpha);
  const pairs = pairsOf(losses, runs);
  const order = averageRanks
    .map((_, run) => run)
    .sort((left, right) => averageRanks[left]! - averageRanks[right]! || left - right);
  const isFar = (left: number, right: number) =>
    Math.abs(averageRanks[left]! - averageRanks[right]!) > criticalDifference;
  const differing = new Set(
    pairs.filter((pair) => pair.holm <= alpha).map((pair) => keyOf(pair.first, pair.second)),
  );
  const differ = (left: number, right: number) =>
    differing.has(keyOf(Math.min(left, right), Math.max(left, right)));
  return {
    averageRanks,
    friedman: { chiSquare, pValue: gammaQ((runs - 1) / 2, chiSquare / 2) },
    imanDavenport: { f, pValue: fTail(f, runs - 1, (runs - 1) * (dataSets - 1)) },
    criticalDifference,
    pairs,
    groups: { nemenyi: groupsOf(order, isFar), wilcoxon: groupsOf(order, differ) },
  };
}

const keyOf = (first: number, second: number) => `${first} ${second}`;

/** 0 where all runs tie on all data sets. */
function friedmanOf(losses: readonly (readonly number[])[], averageRanks: readonly number[]): number {
  const dataSets = losses.length;
  const runs = averageRanks.length;
  const squares = averageRanks.reduce(
    (sum, rank) => sum + (rank - (runs + 1) / 2) * (rank - (runs + 1) / 2),
    0,
  );
  const ties = losses.reduce((sum, row) => sum + tieSum(row), 0);
  const untied = 1 - ties / (runs * (runs * runs - 1) * dataSets);
  return untied === 0 ? 0 : (12 * dataSets * squares) / (runs * (runs + 1)) / untied;
}

/** Infinite where every data set agrees on the order. */
function imanDavenportOf(chiSquare: number, runs: number, dataSets: number): number {
  const rest = dataSets * (runs - 1) - chiSquare;
  return rest <= 1e-12 * dataSets * runs ? Number.POSITIVE_INFINITY : ((dataSets - 1) * chiSquare) / rest;
}

/** P(F > f). */
function fTail(f: number, top: number, bottom: number): number {
  if (f === Number.POSITIVE_INFINITY) return 0;
  const whole = bottom + top * f;
  return betaI(bottom / 2, top / 2, bottom / whole, (top * f) / whole);
}

function pairsOf(losses: readonly (readonly number[])[], runs: number): RankPair[] {
  const pairs = Array.from({ length: runs }, (_, first) =>
    Array.from({ length: runs - first - 1 }, (_unused, next) => ({ first, second: first + 1 + next })),
  ).flat();
  const pValues = pairs.map(
    ({ first, second }) => signedRank(losses.map((row) => row[first]! - row[second]!)).pValue,
  );
  const corrected = holm(pValues);
  return pairs.map((pair, i) => ({ ...pair, pValue: pValues[i]!, holm: corrected[i]! }));
}

/** The longest stretches of the order in which no two runs differ. */
function groupsOf(order: readonly number[], differ: (left: number, right: number) => boolean): number[][] {
  const groups: number[][] = [];
  let reached = 0;
  for (let start = 0; start < order.length; start++) {
    let end = start + 1;
    while (end < order.length && order.slice(start, end).every((run) => !differ(run, order[end]!))) end++;
    if (end - start >= 2 && end > reached) groups.push(order.slice(start, end));
    reached = Math.max(reached, end);
  }
  return groups;
}

function requireTable(losses: readonly (readonly number[])[], runs: number): void {
  const isFull = losses.every((row) => row.length === runs && row.every((loss) => Number.isFinite(loss)));
  if (isFull && losses.length >= 2 && runs >= 2 && runs <= 20) return;
  throw new LabError(
    "spec.out-of-range",
    "Ranks compare 2 to 20 runs on at least two data sets, with a loss for each of them.",
    { dataSets: losses.length, runs },
  );
}
