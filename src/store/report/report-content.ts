import { predictionsOf } from "../../boosting/predictions.ts";
import type { Receipt } from "../../experiment/receipt.ts";
import type { SetName } from "../../experiment/recording.ts";
import type { Experiment } from "../../experiment/spec.ts";
import { confusionCounts } from "../../figures/confusion-figure.ts";
import { placesOf } from "../../figures/followed-rows.ts";
import { className } from "../../figures/targets.ts";
import { reportWords as words } from "../../words/report.ts";
import { type ComparisonState, comparisonOf } from "../comparison/comparison.ts";
import { type Differences, differencesOf } from "../comparison/differences.ts";
import { gatherRecorded } from "../comparison/repeat-runs.ts";
import {
  baselineOf,
  comparedMetric,
  judgedRows,
  type RunSummary,
  summariesOf,
} from "../comparison/summaries.ts";
import { experimentOf } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";
import { receiptOnScreen } from "../share/receipt-on-screen.ts";

/** Everything that a report says, gathered once. */
export interface ReportContent {
  readonly state: LabState;
  readonly comparison: ComparisonState;
  readonly summaries: readonly RunSummary[];
  readonly differences: Differences;
  readonly baseline: RunEntry;
  readonly metric: string;
  readonly set: SetName;
  readonly judged: NonNullable<ReturnType<typeof judgedRows>>;
  /** Seeds of which something is known. */
  readonly seeds: number;
  readonly confusions: readonly RunConfusion[];
  readonly experiment: Experiment;
  readonly receipt: Receipt | null;
}

export interface RunConfusion {
  readonly run: RunEntry;
  readonly classes: readonly string[];
  readonly counts: ReturnType<typeof confusionCounts>;
  readonly set: SetName;
}

/** Null as long as no run was trained to its end: there is nothing to report. */
export function reportContent(lab: Lab): ReportContent | null {
  gatherRecorded(lab);
  const state = lab.store.getState();
  const comparison = comparisonOf(lab).getState();
  const { setup, runs } = state;
  const summaries = summariesOf({ setup, runs }, comparison);
  const judged = judgedRows(summaries);
  const baseline = baselineOf(runs, comparison);
  if (judged === null || baseline === null) return null;
  const metric = comparedMetric({ setup, runs }, comparison);
  const { sameShare } = comparison;
  return {
    state,
    comparison,
    summaries,
    baseline,
    metric,
    judged,
    set: judged.set,
    differences: differencesOf(summaries, {
      baselineId: baseline.id,
      metric,
      sameShare,
      split: setup.split.kind,
      isWeighted: setup.data.weight !== null || setup.data.censoring !== undefined,
    }),
    seeds: Math.max(...summaries.map(({ values }) => values.filter(Number.isFinite).length)),
    confusions: runs.flatMap((run) => confusionOf(lab, run) ?? []),
    experiment: experimentOf(state),
    receipt: receiptOnScreen(lab),
  };
}

/** Of the followed rows that test, or else validate, after the rounds that the run keeps. */
function confusionOf(lab: Lab, run: RunEntry): RunConfusion | null {
  const { start, end } = run;
  const kept = end === null ? undefined : lab.recordings.of(run.id)[end.keptRounds];
  if (start === null || kept === undefined || start.header.outputs.kind !== "classes") return null;
  const { outputs } = start.header;
  const { followed, rowCounts } = start;
  const predictions = predictionsOf(outputs, {
    rowCount: followed.rowIds.length,
    outputCount: outputs.scoreCount,
    values: kept.scores,
  });
  if (predictions.kind !== "classes") return null;
  const set = rowCounts.test > 0 ? "test" : rowCounts.validation > 0 ? "validation" : "train";
  const rows = placesOf(followed, set);
  const counts = confusionCounts(predictions, followed.target, rows);
  const classes = counts.classes.map((index) => className(outputs, index));
  return { run, counts, set, classes: counts.hasOthers ? [...classes, words.others] : classes };
}
