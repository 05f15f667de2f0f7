import {
  type RunSummary as PairedSummary,
  pairedDifferences,
} from "../../analysis/comparison/paired-differences.ts";
import type { SplitSpec } from "../../experiment/spec.ts";
import { compareWords as words } from "../../words/compare.ts";
import { isLowerBetter, judgedRows, type RunSummary } from "./summaries.ts";

/** A run held against the baseline. */
export interface RunDifference {
  /** Value less the baseline's, by repeat; NaN where one of the two is missing. */
  readonly differences: readonly number[];
  readonly mean: number;
  /** At 95 %; null = too few repeats. */
  readonly interval: readonly [number, number] | null;
  /** That the run is better, as good, worse; null = too few repeats. */
  readonly probabilities: PairedSummary["probabilities"];
  readonly verdict: PairedSummary["verdict"];
}

export interface DifferencesRequest {
  readonly baselineId: string;
  readonly metric: string;
  /** Differences up to this share of the baseline's value count as none. */
  readonly sameShare: number;
  readonly split: SplitSpec["kind"];
}

export interface Differences {
  readonly byRun: ReadonlyMap<string, RunDifference>;
  /** Half of what counts as the same, in the metric's unit. */
  readonly sameHalf: number;
  /** What the numbers can and cannot tell, in a sentence. */
  readonly remark: string;
}

/** Seeds draw another split only where chance draws it. */
export function isResampled(split: SplitSpec["kind"]): boolean {
  return split === "random" || split === "group";
}

export function differencesOf(summaries: readonly RunSummary[], request: DifferencesRequest): Differences {
  const { baselineId, metric, sameShare, split } = request;
  const baseline = summaries.findIndex(({ run }) => run.id === baselineId);
  const judged = judgedRows(summaries);
  const base = summaries[baseline]?.value.mean ?? Number.NaN;
  const sameHalf = Number.isFinite(base) ? Math.abs(base) * sameShare : 0;
  const resampled = isResampled(split);
  const remark = resampled ? words.approximate : words.fixedSplitPlain;
  if (baseline < 0 || judged === null) return { byRun: new Map(), sameHalf, remark };
  const { counts, set } = judged;
  const paired = pairedDifferences({
    scores: summaries.map(({ values }) => values),
    baseline,
    isLowerBetter: isLowerBetter(metric),
    how: resampled
      ? { kind: "resampled", testPerTrain: counts[set] / counts.train }
      : { kind: "fixed-split", seed: 0 },
    rope: sameHalf,
  });
  return {
    byRun: new Map(summaries.map(({ run }, n) => [run.id, differenceOf(paired[n])])),
    sameHalf,
    remark,
  };
}

function differenceOf({ differences, mean, interval, probabilities, verdict }: PairedSummary): RunDifference {
  return {
    differences,
    mean,
    interval: interval === null ? null : [interval.low, interval.high],
    probabilities,
    verdict,
  };
}
