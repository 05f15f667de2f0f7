import { meanAndSd } from "../../analysis/comparison/moments.ts";
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
  /** Rows have weights or bounds, so that no loss of a single row says what the metric says. */
  readonly isWeighted?: boolean;
}

export interface Differences {
  readonly byRun: ReadonlyMap<string, RunDifference>;
  /** What differences are of: the metric, or the mean loss of a judged row where all seeds share one split. */
  readonly unit: "metric" | "row-loss";
  /** Half of what counts as the same, in that unit. */
  readonly sameHalf: number;
  /** What the numbers can and cannot tell, in a sentence. */
  readonly remark: string;
}

/** Seeds draw another split only where chance draws it. */
export function isResampled(split: SplitSpec["kind"]): boolean {
  return split === "random" || split === "group";
}

export function differencesOf(summaries: readonly RunSummary[], request: DifferencesRequest): Differences {
  const { baselineId, metric, split } = request;
  const baseline = summaries.findIndex(({ run }) => run.id === baselineId);
  const judged = judgedRows(summaries);
  const losses = isResampled(split) || request.isWeighted === true ? null : sharedLosses(summaries);
  const unit = losses === null ? "metric" : "row-loss";
  const scores = losses?.map((ofRun) => ofRun.map(meanLoss)) ?? summaries.map(({ values }) => values);
  const known = scores[baseline]?.filter(Number.isFinite) ?? [];
  const sameHalf = known.length === 0 ? 0 : Math.abs(meanAndSd(known).mean) * request.sameShare;
  const remark = isResampled(split)
    ? words.approximate
    : losses === null
      ? words.fixedSplitPlain
      : words.fixedSplit;
  if (baseline < 0 || judged === null) return { byRun: new Map(), unit, sameHalf, remark };
  const { counts, set } = judged;
  const paired = pairedDifferences({
    scores,
    baseline,
    isLowerBetter: losses !== null || isLowerBetter(metric),
    how: isResampled(split)
      ? { kind: "resampled", testPerTrain: counts[set] / counts.train }
      : { kind: "fixed-split", seed: 0, ...(losses !== null && { rowLosses: losses }) },
    rope: sameHalf,
  });
  return {
    byRun: new Map(summaries.map(({ run }, n) => [run.id, differenceOf(paired[n])])),
    unit,
    sameHalf,
    remark,
  };
}

type RowLosses = readonly (readonly (Float64Array | null)[])[];

/** Losses of the same rows in every training; null where some are not known, or a run is judged by other rows. */
function sharedLosses(summaries: readonly RunSummary[]): RowLosses | null {
  const losses = summaries.map(({ results }) => results.map((result) => result?.rowLosses ?? null));
  const trained = summaries.flatMap(({ results }) => results.filter((result) => result !== null));
  const lengths = new Set(trained.map(({ rowLosses }) => rowLosses?.length ?? -1));
  return lengths.size === 1 && !lengths.has(-1) && !lengths.has(0) ? losses : null;
}

function meanLoss(losses: Float64Array | null): number {
  return losses === null ? Number.NaN : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
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
