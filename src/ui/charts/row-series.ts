import { useMemo } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { predictionsOf } from "../../boosting/predictions.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { followedIndex } from "../../figures/followed-rows.ts";
import { atTarget } from "../../figures/one-target.ts";
import { className, shownClass, shownPredictions } from "../../figures/targets.ts";
import type { Lab } from "../../store/lab.ts";
import type { LabState, RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import { useLab, useLabState } from "../lab-context.ts";
import type { Series } from "./loss-scale.ts";
import { useThrottled } from "./use-series.ts";

/** The marked row through the rounds. */
export interface RowSubject {
  readonly row: number;
  /** The target's name, or "P(class)". */
  readonly what: string;
  /** On the scale of the predictions: the label, or 1 for the shown class; NaN where the row has none. */
  readonly actual: number;
  readonly series: readonly Series[];
}

/** Predictions of one row, round by round; null = no row is followed, or nothing is recorded of it. */
export function useRowSubject(everyMs: number): RowSubject | null {
  const lab = useLab();
  const runs = useThrottled(
    useLabState((state) => state.runs),
    everyMs,
  );
  const row = useLabState(followedRow);
  const target = useLabState((state) => state.view.target);
  return useMemo(
    () => (row === null ? null : subjectOf(lab, runs, { row, target })),
    [lab, runs, row, target],
  );
}

function followedRow({ view }: LabState): number | null {
  return view.followsRow ? view.selectedRow : null;
}

/** The followed row, and which of several targets is shown. */
type Shown = { readonly row: number; readonly target: number };

function subjectOf(lab: Lab, runs: readonly RunEntry[], followed: Shown): RowSubject | null {
  const { row } = followed;
  const shown = runs.filter((run) => run.shown && run.start !== null);
  const series = shown.flatMap((run) => seriesOf(lab, runs, run, followed));
  const whole = shown.find((run) => series.some(({ runId }) => runId === run.id))?.start;
  if (!whole) return null;
  const { start } = atTarget({ start: whole, rounds: [] }, followed.target);
  const target = start.followed.target[followedIndex(start.followed, row)] ?? Number.NaN;
  const { outputs, encoder } = start.header;
  if (outputs.kind !== "classes")
    return {
      row,
      what: encoder.target.name,
      actual: outputs.task === "ranking" ? Number.NaN : target,
      series,
    };
  const classIndex = shownClass(start, row);
  const actual = Number.isNaN(target) ? target : Number(target === classIndex);
  return { row, what: `P(${className(outputs, classIndex)})`, actual, series };
}

function seriesOf(lab: Lab, runs: readonly RunEntry[], run: RunEntry, { row, target }: Shown): Series[] {
  if (run.start === null) return [];
  const index = followedIndex(run.start.followed, row);
  if (index < 0) return [];
  const whole = { start: run.start, rounds: lab.recordings.of(run.id) };
  const { start, rounds } = atTarget(whole, target);
  const validation = predictionsBy(start, rounds, { row, index });
  const { hue } = engineById(run.spec.engine).meta;
  return [
    { runId: run.id, name: run.name, hue, hollow: isHollow(run, runs), train: [], validation, test: [] },
  ];
}

const known = new WeakMap<readonly RecordedRound[], { readonly row: number; readonly values: number[] }>();

/** Each round is predicted once, however often the recording grows. */
function predictionsBy(
  start: RunStart,
  rounds: readonly RecordedRound[],
  { row, index }: { readonly row: number; readonly index: number },
): number[] {
  const before = known.get(rounds);
  const values = before?.row === row ? [...before.values] : [];
  const { outputs } = start.header;
  const outputCount = outputs.scoreCount;
  const classIndex = shownClass(start, row);
  for (let round = values.length; round < rounds.length; round++) {
    const scores = rounds[round].scores.subarray(index * outputCount, (index + 1) * outputCount);
    const predictions = predictionsOf(outputs, { rowCount: 1, outputCount, values: scores });
    values.push(shownPredictions(predictions, classIndex)[0]);
  }
  known.set(rounds, { row, values });
  return values;
}
