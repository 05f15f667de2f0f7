import { LabError } from "../../core/errors.ts";
import { bayesianCorrelatedT } from "./bayesian-correlated-t.ts";
import { weightedMean } from "./cheap-bootstrap.ts";
import { correctedT, seedsNeeded } from "./corrected-t.ts";
import type { Interval } from "./interval.ts";
import { meanAndSd } from "./moments.ts";
import { multiBootstrap } from "./multi-bootstrap.ts";
import { seedsNeededOnRows } from "./seed-and-row.ts";
import { defaultRope, type Verdict, verdictOf } from "./verdict.ts";

/** Runs that were repeated with the same seeds, one of them the baseline. */
export interface RepeatedRuns {
  /** scores[run][repeat], NaN where a repeat failed or its metric is not defined. */
  readonly scores: readonly (readonly number[])[];
  readonly baseline: number;
  readonly isLowerBetter: boolean;
  /** Whether each repeat has a split of its own, or all share one and only the seed of training differs. */
  readonly how: Resampled | FixedSplit;
  /** Half the width of the region of practical equivalence, in the interval's unit; else 1 % of the baseline's mean. */
  readonly rope?: number | undefined;
  readonly level?: number | undefined;
}

interface Resampled {
  readonly kind: "resampled";
  /** Test rows divided by training rows of a repeat. */
  readonly testPerTrain: number;
}

interface FixedSplit {
  readonly kind: "fixed-split";
  readonly seed: number;
  /** rowLosses[run][repeat][row], lower is better, null where there are none. Without any there is no interval. */
  readonly rowLosses?: readonly (readonly (Float64Array | null)[])[] | undefined;
  readonly weights?: Float64Array | undefined;
}

/** One run beside the baseline: what a row of the comparison shows. */
export interface RunSummary {
  /** Run less baseline, one number a repeat, NaN where either has none. */
  readonly differences: readonly number[];
  readonly count: number;
  readonly dropped: number;
  /** Of the differences that are left; NaN without any, `sd` below two. */
  readonly mean: number;
  readonly sd: number;
  /** What interval and rope are measured in: the metric, or on a fixed split the mean loss of a row. */
  readonly unit: "metric" | "row-loss";
  readonly interval: Interval | null;
  /** On a fixed split, the Multi-Bootstrap's: beside the interval, which is a little wider since it allows for few seeds. */
  readonly percentile: Interval | null;
  readonly rope: number;
  readonly pValue: number | null;
  readonly probabilities: { readonly better: number; readonly same: number; readonly worse: number } | null;
  readonly verdict: Verdict;
}

/**
 * Every run beside the baseline, paired by repeat. Repeats that either lacks are left out and counted. Resampled repeats get
 * the corrected t interval; on a fixed split, where repeats share all rows, that of seeds and rows (multi-bootstrap.ts).
 * @returns One summary a run, in order, the baseline's own among them.
 * @throws LabError spec.out-of-range where the baseline is no run, or runs differ in their number of repeats.
 */
export function pairedDifferences(runs: RepeatedRuns): readonly RunSummary[] {
  requireShape(runs);
  return runs.scores.map((_, run) => summaryOf(runs, run));
}

function summaryOf(runs: RepeatedRuns, run: number): RunSummary {
  const { scores, baseline, how } = runs;
  const differences = scores[run]!.map((score, repeat) => score - scores[baseline]![repeat]!);
  const kept = differences.flatMap((difference, repeat) => (Number.isFinite(difference) ? [repeat] : []));
  const base = meanAndSd(kept.map((repeat) => scores[baseline]![repeat]!)).mean;
  const facts = {
    differences: differences.map((difference) => (Number.isFinite(difference) ? difference : Number.NaN)),
    count: kept.length,
    dropped: differences.length - kept.length,
    ...meanAndSd(kept.map((repeat) => differences[repeat]!)),
    unit: "metric" as const,
    interval: null,
    percentile: null,
    rope: runs.rope ?? defaultRope(base),
    pValue: null,
    probabilities: null,
  };
  if (run === baseline) return { ...facts, verdict: { is: "baseline" } };
  if (kept.length < 2) {
    return { ...facts, verdict: { is: "undecided", needs: "more-seeds", seeds: 2 - kept.length } };
  }
  const findings =
    how.kind === "resampled"
      ? byRepeats(runs, how, { ...facts, kept })
      : bySeedsAndRows(runs, how, { run, kept });
  return { ...facts, ...findings };
}

type Findings = Partial<RunSummary> & Pick<RunSummary, "verdict">;

function byRepeats(
  { isLowerBetter, level = 0.95 }: RepeatedRuns,
  { testPerTrain }: Resampled,
  facts: Pick<RunSummary, "differences" | "rope" | "sd" | "count"> & { readonly kept: readonly number[] },
): Findings {
  const { rope, sd, count } = facts;
  const differences = facts.kept.map((repeat) => facts.differences[repeat]!);
  const test = correctedT(differences, testPerTrain, level)!;
  const { below, within, above } = bayesianCorrelatedT(differences, { testPerTrain, rope })!;
  const seedsFor = (halfWidth: number) => seedsNeeded({ sd, testPerTrain }, halfWidth, level);
  return {
    interval: { mean: test.mean, low: test.low, high: test.high },
    pValue: test.pValue,
    probabilities: {
      better: isLowerBetter ? below : above,
      same: within,
      worse: isLowerBetter ? above : below,
    },
    verdict: verdictOf({ interval: test, rope, isLowerBetter, count, seedsFor }),
  };
}

function bySeedsAndRows(
  { baseline, rope: given, level = 0.95 }: RepeatedRuns,
  { rowLosses, weights, seed }: FixedSplit,
  { run, kept }: { readonly run: number; readonly kept: readonly number[] },
): Findings {
  const known = kept.filter((repeat) => isKnown(rowLosses?.[run]?.[repeat], rowLosses?.[baseline]?.[repeat]));
  if (rowLosses === undefined || known.length < 2)
    return { verdict: { is: "undecided", needs: "row-losses" } };
  const first = known.map((repeat) => rowLosses[run]![repeat]!);
  const second = known.map((repeat) => rowLosses[baseline]![repeat]!);
  const { student, percentile, parts } = multiBootstrap({ first, second, weights }, { seed, level });
  const even = weights ?? new Float64Array(second[0]!.length).fill(1);
  const rope = given ?? defaultRope(meanAndSd(second.map((losses) => weightedMean(losses, even))).mean);
  const seedsFor = (halfWidth: number) => seedsNeededOnRows(parts, halfWidth, level);
  return {
    unit: "row-loss",
    interval: { mean: student.mean, low: student.low, high: student.high },
    percentile,
    rope,
    pValue: student.pValue,
    verdict: verdictOf({ interval: student, rope, isLowerBetter: true, count: known.length, seedsFor }),
  };
}

const isKnown = (...lists: readonly (Float64Array | null | undefined)[]) =>
  lists.every((losses) => losses?.every((loss) => Number.isFinite(loss)) ?? false);

function requireShape({ scores, baseline }: RepeatedRuns): void {
  const repeats = scores[baseline]?.length;
  if (repeats !== undefined && scores.every((ofRun) => ofRun.length === repeats)) return;
  throw new LabError(
    "spec.out-of-range",
    "Runs are compared repeat by repeat: each needs a score for every repeat, and the baseline has to be one of them.",
    { runs: scores.length, baseline, repeats: scores.map((ofRun) => ofRun.length).join(", ") },
  );
}
