import { meanAndSd } from "../analysis/comparison/moments.ts";
import type { RunSummary } from "../analysis/comparison/paired-differences.ts";
import type { RankComparison } from "../analysis/comparison/rank-tests.ts";
import { metricEntry } from "../boosting/metrics/catalogue.ts";
import type { SetName } from "../experiment/recording.ts";
import { compareWords as words } from "../words/compare.ts";

export interface ComparedRun extends RunSummary {
  /** The metric by seed. */
  readonly scores: readonly number[];
  readonly value: number;
  readonly judgedRounds: readonly number[];
  readonly milliseconds: number;
}

/** All runs of one experiment, held against its baseline. */
export interface ComparedRuns {
  readonly input: string;
  readonly data: string;
  readonly metric: string;
  readonly set: SetName;
  /** Trainings of each run. */
  readonly repeats: number;
  /** Folds of each cross-validation; null = every repeat has a split of its own. */
  readonly folds: number | null;
  readonly baseline: number;
  readonly same: number;
  /** Every seed has a split of its own. */
  readonly isResampled: boolean;
  readonly names: readonly string[];
  readonly runs: readonly ComparedRun[];
  readonly notes: readonly string[];
}

export function comparisonLines(compared: ComparedRuns): string[] {
  const { metric, set, names, runs, baseline, same, notes, isResampled } = compared;
  const { label, digits, direction } = metricEntry(metric);
  const head = `${compared.data}: ${label} on ${words.sets[set]} rows, ${direction} is better, ${repeatsText(compared)}`;
  const lines = runs.map((run, at) => [
    names[at]!,
    valueText(run, digits),
    at === baseline ? "" : differenceText(run, digits),
    words.verdict(run.verdict),
    probabilityText(run),
    `round ${Math.round(meanAndSd(run.judgedRounds).mean)}`,
    `${run.milliseconds.toFixed(0)} ms`,
  ]);
  return [
    head,
    ...aligned(lines),
    `Held against run ${baseline + 1}; the same within ${same * 100} %.`,
    isResampled ? words.approximate : words.fixedSplitPlain,
    ...notes.map((note) => `note: ${note}`),
  ];
}

function repeatsText({ repeats, folds }: ComparedRuns): string {
  return folds === null ? `${repeats} seeds` : words.folds(repeats / folds, folds);
}

function valueText({ value, scores }: ComparedRun, digits: number): string {
  const { sd } = meanAndSd(scores.filter((score) => !Number.isNaN(score)));
  return Number.isNaN(sd) ? value.toFixed(digits) : `${value.toFixed(digits)} ± ${sd.toFixed(digits)}`;
}

function differenceText({ mean: middle, interval }: ComparedRun, digits: number): string {
  const sign = middle > 0 ? "+" : "";
  if (interval === null) return `${sign}${middle.toFixed(digits)}`;
  return `${sign}${middle.toFixed(digits)} ± ${((interval.high - interval.low) / 2).toFixed(digits)}`;
}

function probabilityText({ probabilities }: ComparedRun): string {
  if (probabilities === null) return "";
  const [better, same, worse] = [probabilities.better, probabilities.same, probabilities.worse].map(
    (share) => `${Math.round(100 * share)} %`,
  );
  return `better ${better}, same ${same}, worse ${worse}`;
}

export function rankLines(ranks: RankComparison, names: readonly string[]): string[] {
  const { averageRanks, friedman, imanDavenport, criticalDifference, groups } = ranks;
  const order = names.map((_, run) => run).sort((a, b) => averageRanks[a]! - averageRanks[b]! || a - b);
  const namesOf = (group: readonly number[]) => group.map((run) => names[run]!).join(", ");
  return [
    "Ranks over the data sets (1 = best)",
    ...aligned(order.map((run) => [names[run]!, averageRanks[run]!.toFixed(2)])),
    `Friedman chi-square ${friedman.chiSquare.toFixed(3)}, p ${friedman.pValue.toFixed(4)}; Iman and Davenport F ${imanDavenport.f.toFixed(3)}, p ${imanDavenport.pValue.toFixed(4)}`,
    `Critical difference (Nemenyi, 5 %) ${criticalDifference.toFixed(3)}`,
    ...groups.nemenyi.map((group) => `  not told apart: ${namesOf(group)}`),
    ...groups.wilcoxon.map((group) => `  not told apart (Wilcoxon, Holm): ${namesOf(group)}`),
  ];
}

/** Columns below each other; the last one as it is. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]!.length)),
  );
  return lines.map((cells) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd(),
  );
}
